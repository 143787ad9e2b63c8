/** How much may be sent? What was used is the customer's secret, so the PIN comes first. */
import { writtenAmount } from '../../../core/markets/market.ts';
import { call, end, type Flow, type Talk } from '../../flow.ts';
import { provePin } from '../ask-pin.ts';

export function* limits(talk: Talk): Flow {
  const { text, market } = talk;
  yield* provePin(talk);
  const answer = yield* call({ type: 'read_limits' });
  if ('refusal' in answer) return yield* end(text.refusals[answer.refusal]);
  return yield* end(
    text.limitsAre({
      tier: answer.tier,
      perPayment: writtenAmount(answer.perPayment, market),
      daily: writtenAmount(answer.daily, market),
      usedToday: writtenAmount(answer.usedToday, market),
    }),
  );
}
