/** The tables of SMS that go out: receipts, and the notices that other receipts are about. */
import { sql } from 'drizzle-orm';
import { index, primaryKey, smallint, text, uuid } from 'drizzle-orm/pg-core';
import { at, language, minor, noticeKind, party, receiptState, tuma } from './types.ts';

/** A receipt is the intent to tell a party by SMS how a payment ended, or a subscriber of a notice, and its delivery. */
export const receipts = tuma.table(
  'receipts',
  {
    /** The payment's id or the notice's. */
    about: uuid('about').notNull(),
    party: party('party').notNull(),
    state: receiptState('state').notNull().default('intended'),
    attempts: smallint('attempts').notNull().default(0),
    /** The delivery that works on it now; the same claim again gets the same answer. */
    claim: uuid('claim'),
    /** When it was intended, then when it was last tried. */
    at: at('at').notNull(),
    /** The gateway that was asked to send it, written before the call. Empty where it is certain that none has taken it. */
    gateway: text('gateway'),
    /** The message's name there: ours from before the call on, the gateway's own where it answers with one. */
    messageId: text('message_id'),
  },
  (t) => [
    primaryKey({ columns: [t.about, t.party] }),
    index('receipts_open').on(t.at).where(sql`${t.state} in ('intended', 'sending')`),
    // Ids are long, and are only looked up whole.
    index('receipts_message').using('hash', t.messageId).where(sql`${t.messageId} is not null`),
  ],
);

/** A notice is an SMS to a subscriber that is not about a payment's end. Its intent to send is a row of receipts. */
export const notices = tuma.table(
  'notices',
  {
    id: uuid('id').primaryKey(),
    kind: noticeKind('kind').notNull(),
    msisdn: text('msisdn').notNull(),
    language: language('language').notNull(),
    /** The running number of its payment, if it is about one. */
    paymentNumber: minor('payment_number'),
    /** What a person at the operator has written to the subscriber, if anything. */
    message: text('message'),
    at: at('at').notNull().defaultNow(),
  },
  (t) => [index('notices_number').on(t.msisdn, t.at), index('notices_at').on(t.at)],
);

/**
 * Delivery reports of messages that no receipt knows, or not yet: a report may overtake the answer that has the gateway's id.
 * They wait here for a day.
 */
export const deliveryReports = tuma.table(
  'delivery_reports',
  {
    gateway: text('gateway').notNull(),
    messageId: text('message_id').notNull(),
    state: receiptState('state').notNull(),
    at: at('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.messageId, t.gateway] }), index('delivery_reports_at').on(t.at)],
);
