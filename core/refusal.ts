/**
 * Every reason to refuse, in order of precedence: where two apply, the one that stands first is given.
 * A closed list, the same in SQL (the type `tuma.refusal` is generated from it), on screens and on the
 * wire. A refusal is a returned value; only bugs are thrown.
 */
export const refusals = [
  'idempotency_conflict', // this id was used for another request
  'unknown_type', // there is no such type of payment
  'invalid_amount', // zero, negative or more than 18 digits
  'currency_mismatch', // not the currency of both accounts
  'same_party', // payer and payee are one account
  'quote_expired', // asked for after the time in which its fee stood
  'payer_not_found',
  'recipient_not_found',
  'account_number_invalid', // the biller has no such account
  'not_reversible', // the payment to be reversed did not complete, or is of a type that stays as it is
  'already_reversed',
  'reversal_too_large', // more than the payment moved
  'payer_unavailable', // frozen or closed
  'recipient_unavailable', // closed
  'pin_locked',
  'wrong_pin',
  'amount_too_small', // below the tier's smallest payment, or no more than the fee that is taken out of it
  'amount_too_large', // above the tier's largest payment
  'daily_limit_exceeded',
  'weekly_limit_exceeded',
  'monthly_limit_exceeded',
  'too_many_payments', // as many in a day, a week or a month as the tier allows
  'insufficient_funds',
  'recipient_limit_exceeded', // more than the recipient's tier lets them receive or keep; last, as it tells of another
  'fraud_declined',
  'too_many_requests', // more than a person would ask in so short a time
  'timeout', // a check did not answer in time
  'unavailable', // something behind us did not work; nothing was moved
] as const;

export type Refusal = (typeof refusals)[number];
