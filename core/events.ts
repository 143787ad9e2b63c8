/**
 * Events: immutable past-tense facts about a payment, each linked to the one before it by its place in the
 * payment's own count. They are written in the commit that made them true; topics are projections of them.
 */
export const eventTypes = [
  'payment.reserved',
  'payment.completed',
  'payment.rejected',
  'payment.failed',
] as const;

/** The stream that ends of payments are published on. Bodies name the payment and nothing about people. */
export interface PaymentConfirmation {
  readonly topic: 'payment-confirmations';
  readonly paymentId: string;
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
