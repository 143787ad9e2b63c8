/** The table of reviews. */
import { sql } from 'drizzle-orm';
import { boolean, index, text, uuid } from 'drizzle-orm/pg-core';
import { at, tuma } from './types.ts';

/** Payments that a person has to decide about, and the decisions. */
export const reviews = tuma.table(
  'reviews',
  {
    paymentId: uuid('payment_id').primaryKey(),
    openedAt: at('opened_at').notNull(),
    approved: boolean('approved'),
    /** The person who decided, and their note; the sweep where nobody did in time. */
    decidedBy: text('decided_by'),
    note: text('note'),
    decidedAt: at('decided_at'),
  },
  (t) => [index('reviews_open').on(t.openedAt).where(sql`${t.decidedAt} is null`)],
);
