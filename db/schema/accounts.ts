/** The table of accounts. */
import { sql } from 'drizzle-orm';
import { boolean, check, date, smallint, text } from 'drizzle-orm/pg-core';
import { profile, windowsOf } from './account-columns.ts';
import { accountKind, accountStatus, minor, tuma } from './types.ts';

/**
 * Accounts hold money. Everything that a payment of the account reads or changes is in its one row. Ids below 1,000 belong
 * to system accounts (core/ledger/system-accounts.ts).
 */
export const accounts = tuma.table(
  'accounts',
  {
    id: minor('id').primaryKey().generatedAlwaysAsIdentity({ startWith: 1001 }),
    kind: accountKind('kind').notNull(),
    currency: text('currency').notNull(),
    status: accountStatus('status').notNull().default('active'),
    balance: minor('balance').notNull().default(sql`0`),
    /** The sum of this account's open reservations. */
    held: minor('held').notNull().default(sql`0`),
    mayBeNegative: boolean('may_be_negative').notNull().default(false),
    /** The tier of its market whose limits it has; null is without limits. */
    tier: smallint('tier'),
    /** The most that may leave in a day, without fees, where that is less than the tier's. */
    dailyLimit: minor('daily_limit'),
    /** A lower one, which holds until this day of the market ends: a new PIN in place of a forgotten one brings it. */
    restrictedLimit: minor('restricted_limit'),
    restrictedUntil: date('restricted_until', { mode: 'string' }),
    /** The number of its entries; the last one left the balance. */
    entries: minor('entries').notNull().default(sql`0`),
    ...windowsOf('sent'),
    ...windowsOf('received'),
    ...profile,
  },
  (t) => [
    check('accounts_held', sql`${t.held} >= 0`),
    check('accounts_own_limits', sql`${t.dailyLimit} >= 0 and ${t.restrictedLimit} >= 0`),
    check('accounts_available', sql`${t.mayBeNegative} or ${t.balance} >= ${t.held}`),
  ],
);

/** The account that a row belongs to: a key that is declared and not enforced (migrations/0001_storage.sql says why). */
export const account = () =>
  minor('account_id')
    .notNull()
    .references(() => accounts.id);
