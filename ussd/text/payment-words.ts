/** What a language says of a payment type, and what it is given to say it with. */

/** A payment as its payer is asked about it. */
export interface FormattedQuote {
  readonly amount: string;
  /** What it costs the payer. */
  readonly fee: string;
  /** A person with their number, a business with its own. */
  readonly to: string;
  /** Of a bill: the account number. */
  readonly account: string;
  /** For so many days, money waits for a number that nobody has registered. */
  readonly days: number;
}

/** What a type of payment is called by: in the question, once it is done, and where it is refused at last. */
export interface PaymentWords {
  readonly confirm: (quote: FormattedQuote) => string;
  readonly done: (paid: FormattedQuote & { reference: string; balance: string }) => string;
  /** What did not happen; the reason follows. */
  readonly undone: string;
}
