/** The table of payment timers. */
import { primaryKey, uuid } from 'drizzle-orm/pg-core';
import { at, minor, tuma } from './types.ts';

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
