/** The tables of customer care: disputes and reversals. */
import { sql } from 'drizzle-orm';
import { check, index, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { account } from './accounts.ts';
import { at, disputeReason, isPerson, isRemark, minor, refusal, tuma } from './types.ts';

/** Disputes: a party of a payment has reported it to customer care. */
export const disputes = tuma.table(
  'disputes',
  {
    paymentId: uuid('payment_id').notNull(),
    accountId: account(),
    reason: disputeReason('reason').notNull(),
    openedAt: at('opened_at').notNull(),
    /** When it was closed, by whom, and the outcome. Reporting it again opens it again, and the latter two stay. */
    closedAt: at('closed_at'),
    closedBy: text('closed_by'),
    outcome: text('outcome'),
  },
  (t) => [
    primaryKey({ columns: [t.paymentId, t.accountId] }),
    check('disputes_person', isPerson(t.closedBy)),
    check('disputes_outcome', isRemark(t.outcome)),
    index('disputes_open').on(t.openedAt).where(sql`${t.closedAt} is null`),
  ],
);

/** Reversals that were requested: one for each payment. */
export const reversals = tuma.table(
  'reversals',
  {
    paymentId: uuid('payment_id').primaryKey(),
    amount: minor('amount').notNull(),
    reason: text('reason').notNull(),
    askedBy: text('asked_by').notNull(),
    askedAt: at('asked_at').notNull(),
    /** Where the money was spent, the reversal is tried again until then; null where it is not. */
    until: at('until'),
    /** The payment of the type `reversal`, once it is completed. */
    endedBy: uuid('ended_by'),
    /** When it was refused for good, and why. */
    refusedAt: at('refused_at'),
    refusal: refusal('refusal'),
  },
  (t) => [
    check('reversals_amount', sql`${t.amount} > 0`),
    check('reversals_person', isPerson(t.askedBy)),
    check('reversals_reason', isRemark(t.reason)),
    index('reversals_open').on(t.until).where(sql`${t.endedBy} is null and ${t.refusedAt} is null`),
  ],
);
