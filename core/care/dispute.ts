/** Disputes: a customer reports a problem with a payment, and customer care investigates it. */
import { paymentNumber } from '../ids.ts';

export const disputeReasons = [
  'wrong_recipient',
  'wrong_amount',
  'not_received', // goods, cash or airtime
  'not_mine', // somebody else made the payment
  'other',
] as const;

export type DisputeReason = (typeof disputeReasons)[number];

/** A forwarded receipt begins with its reference. Only a few other words of a message look like one, so five are enough. */
const maxReferences = 5;

/** The sequence numbers of the payments that a message refers to, in the order of its words. They may not exist. */
export function referencedPayments(text: string): bigint[] {
  const words = text.match(/(?<![0-9A-Za-z])[0-9A-Z]{10}(?![0-9A-Za-z])/g) ?? [];
  const numbers = [...new Set(words)].slice(0, maxReferences).map(paymentNumber);
  return numbers.filter((number) => number !== undefined);
}
