/** Shows the balance. The PIN comes first, because until then the number is only the carrier's claim. */
import { formatAmount } from '../../../core/markets/format.ts';
import { type Conversation, call, end, type Flow } from '../../flow.ts';
import { askPin } from '../ask-pin.ts';

export function* balance(conversation: Conversation): Flow {
  const { text, market } = conversation;
  yield* askPin(conversation);
  const answer = yield* call({ type: 'read_balance' });
  if ('refusal' in answer) return yield* end(text.refusals[answer.refusal]);
  return yield* end(text.balanceIs(formatAmount(answer.balance, market)));
}
