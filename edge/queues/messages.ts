/**
 * What is published of payments: news that names them and says nothing about people. The facts themselves are in the
 * books, written once in the commit that made them true; the view `tuma.events` spells them out.
 */

/** The stream that ends of payments are published on. Bodies name some payments and nothing about people. */
export interface PaymentConfirmation {
  readonly topic: 'payment-confirmations';
  readonly paymentIds: readonly string[];
}

/** There is something to tell a subscriber that is no payment's end. */
export interface NoticeDue {
  readonly topic: 'notices';
  readonly noticeId: string;
}

/** Airtime was paid for and is to be delivered. */
export interface AirtimeDue {
  readonly topic: 'airtime';
  readonly paymentId: string;
}

/** The gateway says what became of a request for airtime. */
export interface AirtimeReported {
  readonly topic: 'airtime_reports';
  readonly requestId: string;
  readonly delivered: boolean;
}
