/** The tables of payments and the entries that they post. */
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
import { at, channel, minor, paymentState, paymentType, refusal, tuma } from './types.ts';

/**
 * Payments. The columns `payer_fee` and `payee_fee`, a fee's two parts, are in migrations/0001_storage.sql: they are virtual,
 * which drizzle cannot express.
 */
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
    /** When its money was held, and until when at most; both null where it never was. */
    reservedAt: at('reserved_at'),
    expiresAt: at('expires_at'),
    endedAt: at('ended_at'),
    refusal: refusal('refusal'),
    /** The part of the fee that is the state's duty; null is none. */
    excise: minor('excise'),
    /** True where its payee pays the fee, by the rule when its money was held; null, which costs nothing, is the payer. */
    feeByPayee: boolean('fee_by_payee'),
    /** The keyed token of the device that requested it, where the channel names one. */
    device: text('device'),
    /** The numbers of its own entries among its payer's and its payee's. */
    payerEntry: minor('payer_entry'),
    payeeEntry: minor('payee_entry'),
    /** The fraud score, 0 to 100, and the model that gave it with its version: "rules 1". */
    fraudScore: smallint('fraud_score'),
    fraudModel: text('fraud_model'),
    /** The time that the checks took, in milliseconds. */
    checksMs: smallint('checks_ms'),
    /** The checks' answers; null where they plainly approved. */
    evidence: jsonb('evidence'),
  },
  (t) => [
    // Rows lie in the order of their numbers, so a few pages tell where a number is, and a payment writes none of them.
    index('payments_number').using('brin', t.number).with({ autosummarize: true }),
    check('payments_amount', sql`${t.amount} > 0 and ${t.fee} >= 0`),
    check('payments_excise', sql`${t.excise} between 0 and ${t.fee}`),
    // What is asked for from outside is bounded here, whoever writes it.
    check(
      'payments_sizes',
      sql`octet_length(${t.accountReference}) <= 128 and octet_length(${t.device}) <= 256
          and octet_length(${t.fraudModel}) <= 128 and pg_column_size(${t.evidence}) <= 16384`,
    ),
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

/**
 * The payments that ended without moving money, by their payer, so that a customer's latest are found without the others: nothing
 * is written for a payment that completes. A trigger keeps the latest fifty of each payer (tuma.keep_latest_refused).
 */
export const refusedPayments = tuma.table(
  'refused_payments',
  { accountId: minor('account_id').notNull(), paymentId: uuid('payment_id').notNull() },
  (t) => [primaryKey({ columns: [t.accountId, t.paymentId] })],
);

/** Entries are the legs of completed payments. Each account's are numbered from 1, without a gap, in the order of posting. */
export const entries = tuma.table(
  'entries',
  {
    accountId: minor('account_id').notNull(),
    seq: minor('seq').notNull(),
    paymentId: uuid('payment_id').notNull(),
    amount: minor('amount').notNull(),
    /** The account's balance after this entry: the balance before it, plus the amount. */
    balance: minor('balance').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.accountId, t.seq] }),
    check('entries_amount', sql`${t.amount} <> 0`),
  ],
);
