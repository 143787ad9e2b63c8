/** The books refuse an operator's action; the message says why, for the operator to read. */
import type { Refusal } from '../../../core/refusal.ts';

export class DeskRefusal extends Error {}

/** A code of the books as a refusal with its reason. */
export function refusedBy(code: Refusal): DeskRefusal {
  const reason = reasons[code];
  return new DeskRefusal(`refused: ${code}${reason ? `, ${reason}` : ''}`);
}

const reasons: Readonly<Partial<Record<Refusal, string>>> = {
  already_reversed: 'a payment is reversed once',
  not_reversible: 'it did not complete, or is of a type that stays as it is',
  reversal_too_large: 'the payment moved less',
  insufficient_funds: 'the account that would pay does not have it',
  payer_unavailable: 'the account that would pay is closed or frozen',
  recipient_unavailable: 'the account that would be paid is closed, or is a frozen business',
  currency_mismatch: 'the account has another currency',
  recipient_limit_exceeded: 'the account that would be paid may not have, or be paid, so much',
  amount_too_small: 'nothing would come of it',
  amount_too_large: 'one act moves no more than the largest wallet may hold; take several',
  idempotency_conflict: 'another payment has this id, or the same one with other figures',
};
