/** What a language says in receipts: a sentence for each side of each payment type. A language that lacks one does not compile. */

import type { CustomerPaymentType } from '../payments/rules.ts';
import type { PaymentType } from '../payments/types.ts';
import type { Refusal } from '../refusal.ts';

export interface ReceiptWords {
  readonly reference: string;
  readonly amount: string;
  /** Of a payee who pays none it is empty. */
  readonly fee: string;
  readonly balance: string;
  /** A number or a business' name; empty where the other side has neither. */
  readonly other: string;
  /** A business' number. */
  readonly code: string;
  readonly account: string;
  /** Of an exchange: what the other side got or paid. */
  readonly exchanged: string;
  /** What is dialled: "*334#". */
  readonly serviceCode: string;
  /** The day on which waiting money goes back. */
  readonly until: string;
  readonly date: string;
  readonly clock: string;
}

type ReceiptSentence = (words: ReceiptWords) => string;

export interface ReceiptSentences {
  readonly payer: Readonly<Record<PaymentType, ReceiptSentence>>;
  readonly payee: Readonly<Record<PaymentType, ReceiptSentence>>;
  readonly notDone: (words: ReceiptWords & { readonly undone: string }, reason: string) => string;
  /** What did not happen, of each payment that a customer asks for; of any other, the money was not sent. */
  readonly undone: Readonly<Record<CustomerPaymentType, ReceiptSentence>> &
    Readonly<Partial<Record<PaymentType, ReceiptSentence>>>;
  /** Reasons that help the payer; what is missing here says nothing to a payer. */
  readonly reasons: Readonly<Partial<Record<Refusal, string>>>;
  readonly later: string;
}
