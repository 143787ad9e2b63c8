/** The three results of a payment that a phone is shown. */
import type { PaymentState } from '../../../core/payments/outcome.ts';
import type { Refusal } from '../../../core/refusal.ts';

type Refused = { readonly state: 'refused'; readonly refusal: Refusal };
type Pending = { readonly state: 'pending' };

/**
 * Completed, with what the screen says about it; refused, with the reason; or pending, which promises an SMS. A completed
 * payment without its details is shown as pending, because the screen could not say what happened.
 */
export function paymentResult<Details extends object>(
  { state, refusal }: { readonly state: PaymentState; readonly refusal?: Refusal | null },
  details: Details | undefined,
): ({ readonly state: 'completed' } & Details) | Refused | Pending {
  switch (state) {
    case 'completed':
      return details ? { state, ...details } : { state: 'pending' };
    case 'rejected':
    case 'failed':
      return { state: 'refused', refusal: refusal ?? 'unavailable' };
    case 'reserved':
    case 'review':
      return { state: 'pending' };
  }
}
