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
 * SIM checks are questions to the network about the SIM of a customer's number: one row for each customer, whose earlier
 * request is forgotten when it is asked again. The latest answer is in the account's row (`sim_changed_at`).
 */
export const simChecks = tuma.table(
  'sim_checks',
  {
    accountId: account().primaryKey(),
    /** When it is asked, or asked again where there is no answer by then; null where there is nothing to ask. */
    dueAt: at('due_at'),
    /** The number of tries since it was due. */
    tries: smallint('tries').notNull().default(0),
    askedAt: at('asked_at'),
    /** The network's id of the latest request that it accepted. Its answer names nothing else. */
    requestId: text('request_id'),
    answeredAt: at('answered_at'),
  },
  (t) => [
    index('sim_checks_due').on(t.dueAt).where(sql`${t.dueAt} is not null`),
    index('sim_checks_request').on(t.requestId).where(sql`${t.requestId} is not null`),
  ],
);

/** Answers that a check (`who`) gave after the decision: evidence, which changed nothing. */
export const lateAnswers = tuma.table(
  'late_answers',
  {
    paymentId: uuid('payment_id').notNull(),
    who: text('who').notNull(),
    /** The answer, or null where the check failed; and the time that it took. */
    answer: jsonb('answer'),
    tookMs: integer('took_ms').notNull(),
    at: at('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.paymentId, t.who] }), index('late_answers_at').on(t.at)],
);
