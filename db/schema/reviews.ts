/** The table of reviews. */
import { sql } from 'drizzle-orm';
import { boolean, check, index, text, uuid } from 'drizzle-orm/pg-core';
import { at, isPerson, isRemark, tuma } from './types.ts';

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
  (t) => [
    check('reviews_person', isPerson(t.decidedBy)),
    check('reviews_note', isRemark(t.note)),
    index('reviews_open').on(t.openedAt).where(sql`${t.decidedAt} is null`),
  ],
);
