/** The table of unclaimed money. */
import { sql } from 'drizzle-orm';
import { index, text, uuid } from 'drizzle-orm/pg-core';
import { at, tuma } from './types.ts';

/** Money for a number that is not registered, one row for each payment of the type `p2p_unregistered`. */
export const unclaimed = tuma.table(
  'unclaimed',
  {
    paymentId: uuid('payment_id').primaryKey(),
    msisdn: text('msisdn').notNull(),
    /** When it is claimed or returned: at once when its number registers, else when its time is over. */
    dueAt: at('due_at').notNull(),
    /** The claim or the return that ended it. */
    endedBy: uuid('ended_by'),
  },
  (t) => [
    index('unclaimed_due').on(t.dueAt).where(sql`${t.endedBy} is null`),
    index('unclaimed_number').on(t.msisdn).where(sql`${t.endedBy} is null`),
  ],
);
