/** A customer's complaint about a payment, for customer care to look into. */
import { paymentNumber } from '../ids.ts';

export const disputeReasons = [
  'wrong_recipient',
  'wrong_amount',
  'not_received', // goods, cash or airtime
  'not_mine', // somebody else made the payment
  'other',
] as const;

export type DisputeReason = (typeof disputeReasons)[number];

/** A forwarded receipt begins with its reference; what else looks like one is a number, or a word or two. */
const maxReferences = 5;

/** Running numbers of the payments that a message may be about, in the order of its words; nobody knows if they exist. */
export function referencedPayments(text: string): bigint[] {
  const words = text.match(/(?<![0-9A-Za-z])[0-9A-Z]{10}(?![0-9A-Za-z])/g) ?? [];
  const numbers = [...new Set(words)].slice(0, maxReferences).map(paymentNumber);
  return numbers.filter((number) => number !== undefined);
}
