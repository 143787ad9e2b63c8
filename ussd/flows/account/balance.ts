/** How much is there? The number is only claimed until the PIN, so the PIN comes first. */
import { writtenAmount } from '../../../core/markets/market.ts';
import { call, end, type Flow, type Talk } from '../../flow.ts';
import { provePin } from '../ask-pin.ts';

export function* balance(talk: Talk): Flow {
  const { text, market } = talk;
  yield* provePin(talk);
  const answer = yield* call({ type: 'read_balance' });
  if ('refusal' in answer) return yield* end(text.refusals[answer.refusal]);
  return yield* end(text.balanceIs(writtenAmount(answer.balance, market)));
}
