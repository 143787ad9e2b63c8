/** The tables of what people decide about, and of what they know payers by. Read db/schema/tables.ts first. */
import { sql } from 'drizzle-orm';
import {
  boolean,
  index,
  integer,
  jsonb,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { account } from './tables.ts';
import { at, disputeReason, minor, operatorAction, refusal, tuma } from './types.ts';

/** Payments that a person has to decide about, and what the verdict was. */
export const reviews = tuma.table(
  'reviews',
  {
    paymentId: uuid('payment_id').primaryKey(),
    openedAt: at('opened_at').notNull(),
    approved: boolean('approved'),
    /** Who decided, and what they said; the sweep where nobody did in time. */
    decidedBy: text('decided_by'),
    note: text('note'),
    decidedAt: at('decided_at'),
  },
  (t) => [index('reviews_open').on(t.openedAt).where(sql`${t.decidedAt} is null`)],
);

/** What a check (`who`) answered after its time was over: evidence, which changed nothing. */
export const lateAnswers = tuma.table(
  'late_answers',
  {
    paymentId: uuid('payment_id').notNull(),
    who: text('who').notNull(),
    /** What it said, or nothing where it failed; and after how many milliseconds. */
    answer: jsonb('answer'),
    tookMs: integer('took_ms').notNull(),
    at: at('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.paymentId, t.who] })],
);

/** Payments that were taken back, or are to be: one reversal each. */
export const reversals = tuma.table(
  'reversals',
  {
    paymentId: uuid('payment_id').primaryKey(),
    amount: minor('amount').notNull(),
    reason: text('reason').notNull(),
    askedBy: text('asked_by').notNull(),
    askedAt: at('asked_at').notNull(),
    /** Where the money was spent: tried again until then; null where it is not to be. */
    until: at('until'),
    /** The payment of the type `reversal`, once it is completed. */
    endedBy: uuid('ended_by'),
    /** When it was given up, and why. */
    refusedAt: at('refused_at'),
    refusal: refusal('refusal'),
  },
  (t) => [
    index('reversals_open').on(t.until).where(sql`${t.endedBy} is null and ${t.refusedAt} is null`),
  ],
);

/** The devices that an account used, the latest few of them, as keyed tokens. */
export const devices = tuma.table(
  'devices',
  {
    accountId: account(),
    device: text('device').notNull(),
    firstAt: at('first_at').notNull(),
    lastAt: at('last_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.accountId, t.device] }),
    index('devices_device').on(t.device, t.accountId),
  ],
);

/**
 * What is asked of the network about the SIM of a customer's number: one row for each customer, and what was asked before
 * goes when it is asked again. The latest verdict itself is in the account's row (`sim_changed_at`).
 */
export const simChecks = tuma.table(
  'sim_checks',
  {
    accountId: account().primaryKey(),
    /** When it is to be asked, or asked again where there is no verdict by then; null where there is nothing to ask. */
    dueAt: at('due_at'),
    /** How often it was asked since it was due. */
    tries: smallint('tries').notNull().default(0),
    askedAt: at('asked_at'),
    /** The network's name for the latest request that it took, and the verdict's only word for whom it is about. */
    requestId: text('request_id'),
    answeredAt: at('answered_at'),
  },
  (t) => [
    index('sim_checks_due').on(t.dueAt).where(sql`${t.dueAt} is not null`),
    index('sim_checks_request').on(t.requestId).where(sql`${t.requestId} is not null`),
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
    /** When it was ended, by whom, and what they said. Who reports it again opens it again, and the latter two stay. */
    closedAt: at('closed_at'),
    closedBy: text('closed_by'),
    outcome: text('outcome'),
  },
  (t) => [
    primaryKey({ columns: [t.paymentId, t.accountId] }),
    index('disputes_open').on(t.openedAt).where(sql`${t.closedAt} is null`),
  ],
);

/** What people at the operator did to accounts, by hand. Verdicts, reversals and rule sets say themselves who made them. */
export const operatorActions = tuma.table(
  'operator_actions',
  {
    id: minor('id').primaryKey().generatedAlwaysAsIdentity(),
    accountId: account(),
    action: operatorAction('action').notNull(),
    madeBy: text('made_by').notNull(),
    reason: text('reason').notNull(),
    madeAt: at('made_at').notNull(),
    /** The payment of an adjustment, or of this account's side of an exchange. */
    paymentId: uuid('payment_id'),
  },
  (t) => [
    index('operator_actions_account').on(t.accountId, t.id),
    uniqueIndex('operator_actions_payment').on(t.paymentId).where(sql`${t.paymentId} is not null`),
  ],
);
