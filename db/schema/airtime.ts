/** The tables of airtime deliveries. */
import { sql } from 'drizzle-orm';
import { boolean, index, smallint, text, uuid } from 'drizzle-orm/pg-core';
import { airtimeState, at, minor, tuma } from './types.ts';

/** Airtime that was paid for: one row for each completed payment of the type. */
export const airtime = tuma.table(
  'airtime',
  {
    paymentId: uuid('payment_id').primaryKey(),
    /** The payment's payer, by whom what is still open is found; null in rows of an earlier version that had ended. */
    payer: minor('payer'),
    state: airtimeState('state').notNull().default('intended'),
    attempts: smallint('attempts').notNull().default(0),
    /** The delivery that works on it now; the same claim again gets the same answer. */
    claim: uuid('claim'),
    /** When it was intended, then when it was last tried. */
    at: at('at').notNull(),
    /** The gateway's id of the request, which its report repeats. */
    requestId: text('request_id'),
    /** Why the gateway refused its last try, in our words. */
    answer: text('answer'),
    /** The payment that paid it back. */
    refundedBy: uuid('refunded_by'),
    /** Where it failed and is not paid back: when that is tried next, and since when the account could not be paid. */
    refundDueAt: at('refund_due_at'),
    stuckSince: at('stuck_since'),
  },
  (t) => [
    index('airtime_open').on(t.at).where(sql`${t.state} in ('intended', 'sending')`),
    index('airtime_payer')
      .on(t.payer)
      .where(sql`${t.state} not in ('delivered', 'failed') or ${t.refundDueAt} is not null`),
    index('airtime_refund_due').on(t.refundDueAt).where(sql`${t.refundDueAt} is not null`),
    index('airtime_unreported').on(t.at).where(sql`${t.state} in ('sent', 'unanswered')`),
    index('airtime_request').on(t.requestId).where(sql`${t.requestId} is not null`),
  ],
);

/** The gateway's reports of unknown requests. The answer to a request may come after its report, which waits here for a day. */
export const airtimeReports = tuma.table(
  'airtime_reports',
  {
    requestId: text('request_id').primaryKey(),
    delivered: boolean('delivered').notNull(),
    at: at('at').notNull(),
  },
  (t) => [index('airtime_reports_at').on(t.at)],
);
