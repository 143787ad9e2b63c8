/** How much may be sent? What was used is the customer's secret, so the PIN comes first. */
import { formatAmount } from '../../../core/markets/format.ts';
import { type Conversation, call, end, type Flow } from '../../flow.ts';
import { askPin } from '../ask-pin.ts';

export function* limits(talk: Conversation): Flow {
  const { text, market } = talk;
  yield* askPin(talk);
  const answer = yield* call({ type: 'read_limits' });
  if ('refusal' in answer) return yield* end(text.refusals[answer.refusal]);
  return yield* end(
    text.limitsAre({
      tier: answer.tier,
      perPayment: formatAmount(answer.perPayment, market),
      daily: formatAmount(answer.daily, market),
      usedToday: formatAmount(answer.usedToday, market),
    }),
  );
}
