/** Asks for the number of an agent, a biller or a till. */
import type { AccountNumbers, BusinessKind } from '../../../core/parties/business.ts';
import type { Refusal } from '../../../core/refusal.ts';
import { ask, type Conversation, call, end, type Flow } from '../../flow.ts';
import { businessNumber } from '../../inputs/numbers.ts';
import { remedies } from './pay.ts';

export interface ChosenBusiness {
  readonly code: string;
  readonly accounts?: AccountNumbers;
}

/** Asks until a business has the number. `refusal` is the reason if it is asked again. */
export function* askBusiness(
  { text }: Conversation,
  kind: BusinessKind,
  refusal?: Refusal,
): Flow<ChosenBusiness> {
  const words = text.businesses[kind];
  let reason = refusal;
  for (;;) {
    const why = reason === 'recipient_not_found' ? words.unknown : reason && text.refusals[reason];
    const code = yield* ask(words.ask, businessNumber, why);
    const answer = yield* call({ type: 'find_business', kind, code });
    if ('business' in answer) return { ...answer.business, code };
    reason = answer.refusal;
    if (remedies[reason] !== 'another target') return yield* end(text.refusals[reason]);
  }
}
