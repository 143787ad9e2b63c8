/** Shows the tier's limits. The PIN comes first, because the amount used today is private. */
import { formatAmount } from '../../../core/markets/format.ts';
import { type Conversation, call, end, type Flow } from '../../flow.ts';
import { askPin } from '../ask-pin.ts';

export function* limits(conversation: Conversation): Flow {
  const { text, market } = conversation;
  yield* askPin(conversation);
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
