/** Disputes: a customer reports a problem with a payment, and customer care investigates it. */
import { paymentNumber, referenceLength } from '../ids.ts';
import { plainTyped } from '../typed.ts';

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

/**
 * The sequence numbers of the payments that a message may refer to, those first whose words look most like a reference: as
 * receipts write it, in small letters, with gaps; last, words without a digit, which are seldom one. They may not exist.
 */
export function referencedPayments(text: string): bigint[] {
  const words = plainTyped(text).match(/[0-9A-Za-z]+/g) ?? [];
  const whole = words.filter((word) => word.length === referenceLength);
  const candidates = [
    ...whole.filter((word) => word === word.toUpperCase()),
    ...whole.filter((word) => /\d/.test(word)),
    ...words
      .flatMap((_, at) => joined(words.slice(at, at + referenceLength)))
      .filter((word) => /\d/.test(word)),
    ...whole,
  ].map((word) => word.toUpperCase());
  const numbers = [...new Set(candidates)].slice(0, maxReferences).map(paymentNumber);
  return numbers.filter((number) => number !== undefined);
}

/** The first words put together, where that makes a reference's length: "EZWYZ", "0W63P". */
function joined(words: readonly string[]): string[] {
  let together = '';
  for (const word of words) {
    together += word;
    if (together.length >= referenceLength) break;
  }
  return together.length === referenceLength ? [together] : [];
}
