/** The sentences that each language has for a payment type, and the values that they are filled with. */

/** A quote with its values formatted for a screen. */
export interface FormattedQuote {
  readonly amount: string;
  /** The payer's part of the fee. */
  readonly fee: string;
  /** The recipient's name and number. */
  readonly to: string;
  /** The account number of a bill. */
  readonly account: string;
  /** Number of days that money waits for an unregistered number. */
  readonly days: number;
}

/** The sentences of a payment type: what is asked for, and the outcomes. */
export interface PaymentWords {
  /** What the payer asks for, as an order. The question before the PIN repeats it. */
  readonly what: (quote: FormattedQuote) => string;
  readonly done: (paid: FormattedQuote & { reference: string; balance: string }) => string;
  /** Says that nothing was paid; the reason follows. */
  readonly undone: string;
}
