/** The tables of what people decide about, and of what they know payers by. Read db/schema.ts first. */
import { sql } from 'drizzle-orm';
import { boolean, index, primaryKey, smallint, text, uuid } from 'drizzle-orm/pg-core';
import { account } from './schema.ts';
import { at, disputeReason, minor, tuma } from './schema-types.ts';

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
    /** When it was given up, for want of money. */
    refusedAt: at('refused_at'),
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
  },
  (t) => [primaryKey({ columns: [t.paymentId, t.accountId] })],
);
