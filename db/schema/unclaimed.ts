/** The table of unclaimed money. */
import { sql } from 'drizzle-orm';
import { check, index, text, uuid } from 'drizzle-orm/pg-core';
import { at, minor, tuma } from './types.ts';

/** Money for a number that is not registered, one row for each payment of the type `p2p_unregistered`. */
export const unclaimed = tuma.table(
  'unclaimed',
  {
    paymentId: uuid('payment_id').primaryKey(),
    msisdn: text('msisdn').notNull(),
    /** Its sender; null in rows of an earlier version that had ended. */
    payer: minor('payer'),
    /** When it is looked at next: at once when its number registers, else when its time is over. */
    dueAt: at('due_at').notNull(),
    /** Its time: until then it waits for its number, or for room in that wallet, and then it goes back. */
    until: at('until'),
    /** Since when it is due and could be paid to nobody: they are closed, or may not have so much. */
    stuckSince: at('stuck_since'),
    /** The claim or the return that ended it. */
    endedBy: uuid('ended_by'),
  },
  (t) => [
    check('unclaimed_msisdn', sql`${t.msisdn} ~ '^[1-9][0-9]{5,14}$'`),
    index('unclaimed_due').on(t.dueAt).where(sql`${t.endedBy} is null`),
    index('unclaimed_number').on(t.msisdn).where(sql`${t.endedBy} is null`),
    index('unclaimed_payer').on(t.payer).where(sql`${t.endedBy} is null`),
    index('unclaimed_stuck')
      .on(t.stuckSince)
      .where(sql`${t.endedBy} is null and ${t.stuckSince} is not null`),
  ],
);
