/**
 * The sentences that a language needs for SMS: one for each payment type and each side that its descriptor notifies, and one
 * for each notice. A language that lacks one does not compile.
 */

import type { CustomerPaymentType, PaymentType, PaymentTypeWith } from '../payments/types.ts';
import type { Refusal } from '../refusal.ts';
import type { NoticeKind } from './notice-kinds.ts';

export interface ReceiptWords {
  readonly reference: string;
  readonly amount: string;
  /** Empty for a payee who pays none. */
  readonly fee: string;
  readonly balance: string;
  /** "254711987654 JANE W." or "MAMA NJERI SHOP 123456", without the name where it has no room; empty where it is nobody. */
  readonly other: string;
  readonly account: string;
  /** Why the operator corrected the account; empty where there is no room for it. */
  readonly reason: string;
  /** For an exchange: what the other side got or paid. */
  readonly exchanged: string;
  /** The code that customers dial: "*334#". */
  readonly serviceCode: string;
  /** The day on which waiting money goes back. */
  readonly until: string;
  readonly date: string;
  readonly clock: string;
}

export type ReceiptSentence = (words: ReceiptWords) => string;

/**
 * The sentence of a notice: `code` is what customers dial, `about` is the reference of the payment in question or the one-time
 * code, and `message` is what a person at the operator has written, or empty.
 */
type NoticeSentence = (code: string, about: string, message: string) => string;

export interface Sentences {
  /** A completed payment's sentences, to its payer and to its payee. */
  readonly payer: Readonly<
    Record<PaymentTypeWith<{ readonly notifiesPayer: true }>, ReceiptSentence>
  >;
  readonly payee: Readonly<
    Record<PaymentTypeWith<{ readonly notifiesPayee: true }>, ReceiptSentence>
  >;
  readonly notDone: (words: ReceiptWords & { readonly undone: string }, reason: string) => string;
  /** Says what did not happen, for each payment that a customer asks for. For any other, `notSent` says it. */
  readonly undone: Readonly<Record<CustomerPaymentType, ReceiptSentence>> &
    Readonly<Partial<Record<PaymentType, ReceiptSentence>>>;
  readonly notSent: ReceiptSentence;
  /** Reasons that help the payer. Where one is missing, the payer reads `later`. */
  readonly reasons: Readonly<Partial<Record<Refusal, string>>>;
  readonly later: string;
  readonly notices: Readonly<Record<NoticeKind, NoticeSentence>>;
}
