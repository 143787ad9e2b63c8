/** The tables of customers and businesses. */
import { boolean, smallint, text, uuid } from 'drizzle-orm/pg-core';
import { account } from './accounts.ts';
import { businessKind, bytea, language, minor, tuma } from './types.ts';

export const customers = tuma.table('customers', {
  id: minor('id').primaryKey().generatedAlwaysAsIdentity(),
  msisdn: text('msisdn').notNull().unique(),
  accountId: account().unique(),
  givenName: text('given_name').notNull(),
  familyName: text('family_name').notNull(),
  language: language('language').notNull(),
  /** National id number and date of birth, encrypted under a key that is outside the database. */
  sealed: bytea('sealed'),
  /** A keyed MAC of number and PIN; the key is outside the database. */
  pinMac: bytea('pin_mac').notNull(),
  /** The wrong tries since the last right one; three lock the PIN. */
  pinAttempts: smallint('pin_attempts').notNull().default(0),
  /** The last try, so that the same try again does not count twice. */
  pinLastTry: uuid('pin_last_try'),
  pinLastRight: boolean('pin_last_right'),
});

/** Agents, billers and tills, which are paid by a code. Receipts of payments to them go to their phone. */
export const businesses = tuma.table('businesses', {
  code: text('code').primaryKey(),
  kind: businessKind('kind').notNull(),
  accountId: account().unique(),
  name: text('name').notNull(),
  msisdn: text('msisdn').notNull(),
  language: language('language').notNull(),
  /** A biller's account numbers have so many digits, the last by Luhn's rule; null where any number will do. */
  accountDigits: smallint('account_digits'),
  accountLuhn: boolean('account_luhn').notNull().default(false),
});
