/** Which agent, biller or till? */
import type { AccountNumbers, BusinessKind } from '../../../core/parties/business.ts';
import type { Refusal } from '../../../core/refusal.ts';
import { ask, type Conversation, call, end, type Flow } from '../../flow.ts';
import { businessNumber } from '../../inputs/numbers.ts';
import { remedies } from './pay.ts';

export interface Found {
  readonly code: string;
  readonly accounts?: AccountNumbers;
}

/** Asks until there is one of this number. `refusal` is why it is asked again. */
export function* askBusiness(
  { text }: Conversation,
  kind: BusinessKind,
  refusal?: Refusal,
): Flow<Found> {
  const words = text.businesses[kind];
  let wrong = refusal;
  for (;;) {
    const why = wrong === 'recipient_not_found' ? words.unknown : wrong && text.refusals[wrong];
    const code = yield* ask(words.ask, businessNumber, why);
    const answer = yield* call({ type: 'find_business', kind, code });
    if ('business' in answer) return { ...answer.business, code };
    wrong = answer.refusal;
    if (remedies[wrong] !== 'another destination') return yield* end(text.refusals[wrong]);
  }
}
