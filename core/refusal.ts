/**
 * All reasons to refuse, in order of precedence: if two apply, the first in the list is returned. The list is closed, and
 * the same in SQL (the type `tuma.refusal` is generated from it), on screens and on the wire. A refusal is a returned
 * value; only bugs are thrown.
 */
export const refusals = [
  'idempotency_conflict', // this id was used for another request
  'unknown_type', // there is no such type of payment
  'invalid_amount', // zero, negative or more than 18 digits
  'currency_mismatch', // not the currency of both accounts
  'same_party', // payer and payee are one account
  'quote_expired', // requested after its quote's time
  'payer_not_found',
  'recipient_not_found',
  'account_number_invalid', // the biller has no such account
  'not_reversible', // the payment did not complete, or its type cannot be reversed
  'already_reversed',
  'reversal_too_large', // more than the payment moved
  'payer_unavailable', // frozen or closed
  'recipient_unavailable', // closed, or a frozen business
  'pin_locked',
  'wrong_pin',
  'amount_too_small', // below the tier's smallest payment, or not more than the fee that the payee pays of it
  'amount_too_large', // above the tier's largest payment, or the most that one act at the desk moves
  'daily_limit_exceeded',
  'weekly_limit_exceeded',
  'monthly_limit_exceeded',
  'too_many_payments', // as many in a day, a week or a month as the tier allows
  'insufficient_funds',
  'recipient_limit_exceeded', // more than the recipient's tier allows; late, because it reveals facts about another customer
  'fraud_declined',
  'too_many_requests', // more than a person would make in so short a time
  'timeout', // a check did not answer in time
  'unavailable', // a service or the database failed; no money moved
] as const;

export type Refusal = (typeof refusals)[number];
