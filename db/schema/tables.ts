/**
 * The tables. Migrations are generated from here (`npm run db:generate`), and the result is written out in
 * db/schema/schema.sql, so that a change shows as a diff.
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
  index,
  jsonb,
  primaryKey,
  smallint,
  text,
  uuid,
} from 'drizzle-orm/pg-core';
import { profile, windowsOf } from './account-columns.ts';
import {
  accountKind,
  accountStatus,
  at,
  businessKind,
  bytea,
  channel,
  language,
  minor,
  noticeKind,
  party,
  paymentState,
  paymentType,
  receiptState,
  refusal,
  tuma,
} from './types.ts';

/**
 * Where money is, with all that a payment of the account looks at and changes, so that it is one row. Ids below 1,000
 * belong to the house (core/ledger/system-accounts.ts).
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
    /** Whose limits it has, of its market's tiers; null is without limits. */
    tier: smallint('tier'),
    /** What may leave in a day, without fees, where that is less than the tier's. */
    dailyLimit: minor('daily_limit'),
    /** How many entries it has; the last one left the balance. */
    entries: minor('entries').notNull().default(sql`0`),
    ...windowsOf('sent'),
    ...windowsOf('received'),
    ...profile,
  },
  (t) => [
    check('accounts_held', sql`${t.held} >= 0`),
    check('accounts_available', sql`${t.mayBeNegative} or ${t.balance} >= ${t.held}`),
  ],
);

/** The account that a row belongs to: a key that is declared, and not enforced (migrations/0001_storage.sql says why). */
export const account = () =>
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
    /** A bill's account number, the number that airtime or waiting money is for, or the rate of an exchange. */
    accountReference: text('account_reference'),
    /** The payment that this one ends or undoes: a claim, a return, a refund; or the other side of an exchange. */
    linkedPayment: uuid('linked_payment'),
    /** The market's day that the payer's limits count it on, and the one that the payee's do. */
    day: date('day', { mode: 'string' }).notNull(),
    receivedDay: date('received_day', { mode: 'string' }),
    requestedAt: at('requested_at').notNull(),
    /** When its money was held, and until when at most; null where it never was. */
    reservedAt: at('reserved_at'),
    expiresAt: at('expires_at'),
    endedAt: at('ended_at'),
    refusal: refusal('refusal'),
    /** Of the fee, the duty that is the state's; null is none. */
    excise: minor('excise'),
    /** Whether its payee pays the fee, by the rule when its money was held; null, which costs nothing, is the payer. */
    feeByPayee: boolean('fee_by_payee'),
    /** The keyed token of the device that asked for it, where the channel names one. */
    device: text('device'),
    /** Which of its payer's, and of its payee's, entries are its own. */
    payerEntry: minor('payer_entry'),
    payeeEntry: minor('payee_entry'),
    /** What the fraud check made of it, 0 to 100, and who judged by which version: "rules 1". */
    fraudScore: smallint('fraud_score'),
    fraudModel: text('fraud_model'),
    /** How long the checks took, in milliseconds. */
    checksMs: smallint('checks_ms'),
    /** What there is to say of the checks beside that they approved. */
    evidence: jsonb('evidence'),
  },
  (t) => [
    // Rows lie in the order of their numbers, so a few pages tell where a number is, and a payment writes none of them.
    index('payments_number').using('brin', t.number).with({ autosummarize: true }),
    check('payments_amount', sql`${t.amount} > 0 and ${t.fee} >= 0`),
    check('payments_parties', sql`${t.payer} <> ${t.payee}`),
    check(
      'payments_end',
      sql`(${t.state} in ('completed', 'rejected', 'failed')) = (${t.endedAt} is not null)`,
    ),
    check(
      'payments_refusal',
      sql`(${t.state} in ('rejected', 'failed')) = (${t.refusal} is not null)`,
    ),
  ],
);

/** The legs of completed payments. Each account's are numbered from 1, without a gap, in the order of posting. */
export const entries = tuma.table(
  'entries',
  {
    accountId: minor('account_id').notNull(),
    seq: minor('seq').notNull(),
    paymentId: uuid('payment_id').notNull(),
    amount: minor('amount').notNull(),
    /** The account's balance that this entry left: the one before it left, and the amount. */
    balance: minor('balance').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.accountId, t.seq] }),
    check('entries_amount', sql`${t.amount} <> 0`),
  ],
);

/**
 * What commits have left to be seen to when its time comes: payments that must have ended by then, and of whose ends
 * everybody must have been told. One row for all the payments of a commit, so that it costs a payment next to nothing.
 */
export const paymentTimers = tuma.table(
  'payment_timers',
  {
    id: minor('id').notNull().generatedAlwaysAsIdentity(),
    dueAt: at('due_at').notNull(),
    payments: uuid('payments').array().notNull(),
  },
  (t) => [primaryKey({ columns: [t.dueAt, t.id] })],
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
    /** Who was asked to send it, written before the call. Empty where it is certain that nobody has taken it. */
    gateway: text('gateway'),
    /** The message's name there: ours from before the call on, the gateway's own where it answers with one. */
    messageId: text('message_id'),
  },
  (t) => [
    primaryKey({ columns: [t.about, t.party] }),
    index('receipts_open').on(t.at).where(sql`${t.state} in ('intended', 'sending')`),
    // Ids are long, and only looked for whole.
    index('receipts_message').using('hash', t.messageId).where(sql`${t.messageId} is not null`),
  ],
);
