/** The tables that checks read and write beside the account: devices, SIM checks, late answers. */
import { sql } from 'drizzle-orm';
import { index, integer, jsonb, primaryKey, smallint, text, uuid } from 'drizzle-orm/pg-core';
import { account } from './accounts.ts';
import { at, tuma } from './types.ts';

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
