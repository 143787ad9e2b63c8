/**
 * The tables. Migrations are generated from here (`npm run db:generate`), and the result is written out in
 * db/schema.sql, so that a change shows as a diff.
 * Amounts are bigint minor units. Foreign keys stand where a row is written once in a while; the rows of a
 * payment (payments, entries, events, receipts) are written by one function each, in one commit, and the
 * audit proves their links, because a key check costs a row lock per row (measured: deadlocks with the
 * ordered locks on accounts).
 */
import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  date,
  doublePrecision,
  index,
  integer,
  jsonb,
  primaryKey,
  smallint,
  text,
  uuid,
} from 'drizzle-orm/pg-core';
import {
  accountKind,
  accountStatus,
  at,
  businessKind,
  bytea,
  channel,
  disputeReason,
  eventType,
  language,
  minor,
  noticeKind,
  party,
  paymentState,
  paymentType,
  receiptState,
  refusal,
  tuma,
} from './schema-types.ts';

/**
 * Ids below 1,000 belong to the house: 1–64 are the stripes of fee revenue, 100 is where money comes from, 102 has what
 * was paid for airtime, 103 what waits for numbers that are not registered.
 */
export const accounts = tuma.table(
  'accounts',
  {
    id: minor('id').primaryKey().generatedAlwaysAsIdentity({ startWith: 1001 }),
    kind: accountKind('kind').notNull(),
    currency: text('currency').notNull(),
    status: accountStatus('status').notNull().default('active'),
    balance: minor('balance').notNull().default(sql`0`),
    /** The sum of this account's open reservations. */
    held: minor('held').notNull().default(sql`0`),
    mayBeNegative: boolean('may_be_negative').notNull().default(false),
    /** What may leave in a day of the market, without fees; null is without limit. */
    dailyLimit: minor('daily_limit'),
    /** What completed and reserved payments of `used_day` add up to. */
    usedToday: minor('used_today').notNull().default(sql`0`),
    usedDay: date('used_day', { mode: 'string' }).notNull().default('1970-01-01'),
  },
  (t) => [
    check('accounts_held', sql`${t.held} >= 0`),
    check('accounts_available', sql`${t.mayBeNegative} or ${t.balance} >= ${t.held}`),
  ],
);

const account = () =>
  minor('account_id')
    .notNull()
    .references(() => accounts.id);

export const customers = tuma.table('customers', {
  id: minor('id').primaryKey().generatedAlwaysAsIdentity(),
  msisdn: text('msisdn').notNull().unique(),
  accountId: account().unique(),
  givenName: text('given_name').notNull(),
  familyName: text('family_name').notNull(),
  language: language('language').notNull(),
  tier: smallint('tier').notNull().default(1),
  /** National id number and date of birth, encrypted under a key that is outside the database. */
  sealed: bytea('sealed'),
  /** A keyed MAC of number and PIN; the key is outside the database. */
  pinMac: bytea('pin_mac').notNull(),
  /** Wrong tries since the last right one; three lock the account. */
  pinAttempts: smallint('pin_attempts').notNull().default(0),
  /** The try that was judged last, so that asking again does not count twice. */
  pinLastTry: uuid('pin_last_try'),
  pinLastRight: boolean('pin_last_right'),
});

/** Whom people pay by a number that is not a phone's. Receipts of what they are paid go to their phone. */
export const businesses = tuma.table('businesses', {
  code: text('code').primaryKey(),
  kind: businessKind('kind').notNull(),
  accountId: account().unique(),
  name: text('name').notNull(),
  msisdn: text('msisdn').notNull(),
  language: language('language').notNull(),
  /** Of a biller's customers: so many digits, the last by Luhn's rule; null where any number will do. */
  accountDigits: smallint('account_digits'),
  accountLuhn: boolean('account_luhn').notNull().default(false),
});

/** What each type of payment is: core/payment-rules.ts, written here by every migration. */
export const paymentRules = tuma.table('payment_rules', {
  type: paymentType('type').primaryKey(),
  payer: accountKind('payer').notNull(),
  payee: accountKind('payee').notNull(),
  tellsPayer: boolean('tells_payer').notNull(),
  tellsPayee: boolean('tells_payee').notNull(),
});

/** What the fraud rules know of a payer: running sums and a sliding minute, of constant size. */
export const profiles = tuma.table('profiles', {
  accountId: account().primaryKey(),
  payments: integer('payments').notNull().default(0),
  amountSum: doublePrecision('amount_sum').notNull().default(0),
  amountSquares: doublePrecision('amount_squares').notNull().default(0),
  minute: at('minute').notNull().default(sql`'epoch'`),
  inMinute: integer('in_minute').notNull().default(0),
  inMinuteBefore: integer('in_minute_before').notNull().default(0),
});

export const payments = tuma.table(
  'payments',
  {
    id: uuid('id').primaryKey(),
    /** The running number that the reference is worked out from. */
    number: minor('number').notNull().generatedAlwaysAsIdentity(),
    type: paymentType('type').notNull(),
    channel: channel('channel').notNull(),
    state: paymentState('state').notNull(),
    payer: minor('payer').notNull(),
    payee: minor('payee').notNull(),
    amount: minor('amount').notNull(),
    fee: minor('fee').notNull(),
    /** A bill's account number, or the number that airtime or waiting money is for. */
    accountReference: text('account_reference'),
    /** The payment that this one ends or undoes: a claim, a return, a refund. */
    origin: uuid('origin'),
    /** The market's day that the daily limit counts it on. */
    day: date('day', { mode: 'string' }).notNull(),
    requestedAt: at('requested_at').notNull(),
    expiresAt: at('expires_at').notNull(),
    endedAt: at('ended_at'),
    refusal: refusal('refusal'),
  },
  (t) => [
    check('payments_amount', sql`${t.amount} > 0 and ${t.fee} >= 0`),
    check('payments_parties', sql`${t.payer} <> ${t.payee}`),
    check('payments_end', sql`(${t.state} = 'reserved') = (${t.endedAt} is null)`),
    check(
      'payments_refusal',
      sql`(${t.state} in ('rejected', 'failed')) = (${t.refusal} is not null)`,
    ),
    index('payments_open').on(t.expiresAt).where(sql`${t.state} = 'reserved'`),
  ],
);

export const entries = tuma.table(
  'entries',
  {
    paymentId: uuid('payment_id').notNull(),
    accountId: minor('account_id').notNull(),
    amount: minor('amount').notNull(),
    /** The account's balance that this entry left. */
    balance: minor('balance').notNull(),
  },
  (t) => [
    // By account first: this is also the order of statements, ids being ordered by time.
    primaryKey({ columns: [t.accountId, t.paymentId] }),
    check('entries_amount', sql`${t.amount} <> 0`),
  ],
);

export const events = tuma.table(
  'events',
  {
    paymentId: uuid('payment_id').notNull(),
    /** 1, 2, …: the event before it is the one with the number before it. */
    seq: smallint('seq').notNull(),
    type: eventType('type').notNull(),
    at: at('at').notNull(),
    /** What the checks answered, on the event that their decision made. */
    data: jsonb('data'),
  },
  (t) => [primaryKey({ columns: [t.paymentId, t.seq] })],
);

/** Events that the queue has not been told of yet; the queue is the doorbell, this is the truth. */
export const outbox = tuma.table(
  'outbox',
  {
    paymentId: uuid('payment_id').notNull(),
    seq: smallint('seq').notNull(),
    at: at('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.paymentId, t.seq] })],
);

/** Money for a number that is not registered, one row for each payment of the type `p2p_unregistered`. */
export const unclaimed = tuma.table(
  'unclaimed',
  {
    paymentId: uuid('payment_id').primaryKey(),
    msisdn: text('msisdn').notNull(),
    /** When something is to be done with it: at once when its number registers, else when its time is over. */
    dueAt: at('due_at').notNull(),
    /** The claim or the return that ended it. */
    endedBy: uuid('ended_by'),
  },
  (t) => [
    index('unclaimed_due').on(t.dueAt).where(sql`${t.endedBy} is null`),
    index('unclaimed_number').on(t.msisdn).where(sql`${t.endedBy} is null`),
  ],
);

/** Complaints of a payment's party, for customer care. */
export const disputes = tuma.table(
  'disputes',
  {
    paymentId: uuid('payment_id').notNull(),
    accountId: account(),
    reason: disputeReason('reason').notNull(),
    openedAt: at('opened_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.paymentId, t.accountId] })],
);

/** What a subscriber is told by SMS that is no payment's end, and when. Its intent is a row of receipts. */
export const notices = tuma.table(
  'notices',
  {
    id: uuid('id').primaryKey(),
    kind: noticeKind('kind').notNull(),
    msisdn: text('msisdn').notNull(),
    language: language('language').notNull(),
    /** The running number of the payment that it is about, if any. */
    paymentNumber: minor('payment_number'),
    at: at('at').notNull().defaultNow(),
  },
  (t) => [index('notices_number').on(t.msisdn, t.at)],
);

/** Security events by day, without personal data. */
export const securityCounts = tuma.table(
  'security_counts',
  {
    day: date('day', { mode: 'string' }).notNull(),
    what: text('what').notNull(),
    carrier: text('carrier').notNull(),
    count: minor('count').notNull(),
  },
  (t) => [primaryKey({ columns: [t.day, t.what, t.carrier] })],
);

/** The intent to tell a party by SMS how a payment ended, or a subscriber of a notice, and what became of it. */
export const receipts = tuma.table(
  'receipts',
  {
    /** The payment's id or the notice's. */
    about: uuid('about').notNull(),
    party: party('party').notNull(),
    state: receiptState('state').notNull().default('intended'),
    attempts: smallint('attempts').notNull().default(0),
    /** The delivery that works on it now, so that asking again gives the same answer. */
    claim: uuid('claim'),
    /** When it was intended, then when it was last tried. */
    at: at('at').notNull(),
    messageId: text('message_id'),
  },
  (t) => [
    primaryKey({ columns: [t.about, t.party] }),
    index('receipts_open').on(t.at).where(sql`${t.state} in ('intended', 'sending')`),
    index('receipts_message').on(t.messageId).where(sql`${t.messageId} is not null`),
  ],
);
