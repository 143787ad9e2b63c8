/** How much is there? The number is only claimed until the PIN, so the PIN comes first. */
import { formatAmount } from '../../../core/markets/format.ts';
import { type Conversation, call, end, type Flow } from '../../flow.ts';
import { askPin } from '../ask-pin.ts';

export function* balance(talk: Conversation): Flow {
  const { text, market } = talk;
  yield* askPin(talk);
  const answer = yield* call({ type: 'read_balance' });
  if ('refusal' in answer) return yield* end(text.refusals[answer.refusal]);
  return yield* end(text.balanceIs(formatAmount(answer.balance, market)));
}
