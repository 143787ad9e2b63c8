/** The tables of the sweep: payment timers, and what failed. */
import { index, integer, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { at, minor, tuma } from './types.ts';

/**
 * A timer names the payments of one commit: by `due_at` they must have ended, and their receipts must have been sent. One row
 * stands for all payments of a commit, so that it costs a payment next to nothing.
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

/**
 * What the books could not end by themselves, because its statement failed: one item of a job, whose neighbours ended all the
 * same. It is tried again. The sweep alerts, and the audit names what goes on failing.
 */
export const failures = tuma.table(
  'failures',
  {
    /** The SQL function that tried. */
    job: text('job').notNull(),
    /** The payment that it is about. */
    item: uuid('item').notNull(),
    /** The error's SQLSTATE: its words may hold personal data. */
    sqlstate: text('sqlstate').notNull(),
    /** The first and the last time, and how often. */
    since: at('since').notNull(),
    at: at('at').notNull(),
    times: integer('times').notNull().default(1),
  },
  (t) => [primaryKey({ columns: [t.job, t.item] }), index('failures_at').on(t.at)],
);
