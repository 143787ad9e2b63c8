/** The tables of customers and businesses: the people behind accounts. */
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
  /** Wrong tries since the last right one; three lock the account. */
  pinAttempts: smallint('pin_attempts').notNull().default(0),
  /** The try that was judged last, so that asking again does not count twice. */
  pinLastTry: uuid('pin_last_try'),
  pinLastRight: boolean('pin_last_right'),
});

/** Whom people pay by a number that is not a phone's. Receipts of what they are paid go to their phone. */
export const businesses = tuma.table('businesses', {
  code: text('code').primaryKey(),
  kind: businessKind('kind').notNull(),
  accountId: account().unique(),
  name: text('name').notNull(),
  msisdn: text('msisdn').notNull(),
  language: language('language').notNull(),
  /** Of a biller's customers: so many digits, the last by Luhn's rule; null where any number will do. */
  accountDigits: smallint('account_digits'),
  accountLuhn: boolean('account_luhn').notNull().default(false),
});
