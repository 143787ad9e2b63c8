/**
 * All tables, each in the file of its room. Migrations are generated from here (`npm run db:generate`), and the result is
 * written out in db/schema/schema.sql, so that a change shows as a diff. What drizzle cannot say (fill factors, virtual
 * columns, keys that are not enforced) is in db/migrations/0001_storage.sql.
 *
 * Amounts are bigint minor units. A foreign key stands where a row is written once in a while. The rows of a payment
 * (payments, entries, receipts) have none: one function writes each of them, in one commit, and the audit proves their
 * links, because a key check locks a row per row and deadlocks with the ordered locks on accounts (measured).
 */
export * from './accounts.ts';
export * from './airtime.ts';
export * from './care.ts';
export * from './checks.ts';
export * from './customers.ts';
export * from './operator-actions.ts';
export * from './payment-timers.ts';
export * from './payments.ts';
export * from './receipts.ts';
export * from './reviews.ts';
export * from './rules.ts';
export * from './security-counts.ts';
export * from './types.ts';
export * from './unclaimed.ts';
