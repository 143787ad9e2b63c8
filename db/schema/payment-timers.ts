/** The table of payment timers. */
import { primaryKey, uuid } from 'drizzle-orm/pg-core';
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
