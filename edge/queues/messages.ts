/**
 * The messages of the queues. They name payments, notices and airtime orders, and say nothing about people. The facts are
 * in the books, written once in the commit that made them true; the view `tuma.events` lists them.
 */

/** Payments have ended, and their receipts are due. */
export interface PaymentConfirmation {
  readonly topic: 'payment-confirmations';
  readonly paymentIds: readonly string[];
}

/** A notice other than a receipt is due: a welcome, or an answer to a dispute. */
export interface NoticeDue {
  readonly topic: 'notices';
  readonly noticeId: string;
}

/** Airtime was paid for and is due for delivery. */
export interface AirtimeDue {
  readonly topic: 'airtime';
  readonly paymentId: string;
}

/** The gateway reports the end of an airtime order. */
export interface AirtimeReported {
  readonly topic: 'airtime_reports';
  readonly requestId: string;
  readonly delivered: boolean;
}
