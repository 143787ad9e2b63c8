/** The tables of customers, of the codes that prove who they are, of how they are found, and of businesses. */
import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  customType,
  index,
  primaryKey,
  smallint,
  text,
  uuid,
} from 'drizzle-orm/pg-core';
import { account } from './accounts.ts';
import { at, businessKind, bytea, codePurpose, isNumber, language, minor, tuma } from './types.ts';

export const customers = tuma.table(
  'customers',
  {
    id: minor('id').primaryKey().generatedAlwaysAsIdentity(),
    /** Null once the number was given up. No SMS goes out then, and nobody dials. */
    msisdn: text('msisdn').unique(),
    accountId: account().unique(),
    givenName: text('given_name').notNull(),
    familyName: text('family_name').notNull(),
    language: language('language').notNull(),
    /** National id number and date of birth, encrypted under a key that is outside the database. */
    sealed: bytea('sealed'),
    /** A keyed MAC of number and PIN; the key is outside the database. Null until the customer has chosen a PIN. */
    pinMac: bytea('pin_mac'),
    /** The PIN that somebody at the operator took away, and when. The next one is another. */
    pinFormer: bytea('pin_former'),
    pinClearedAt: at('pin_cleared_at'),
    /** The wrong tries since the last right one; three lock the PIN for a time. */
    pinAttempts: smallint('pin_attempts').notNull().default(0),
    /** The last try, so that the same try again does not count twice. */
    pinLastTry: uuid('pin_last_try'),
    pinLastRight: boolean('pin_last_right'),
    /** The wrong tries of late, which a right one does not take back: one is forgotten each day from this time on. */
    pinWrongs: smallint('pin_wrongs').notNull().default(0),
    pinWrongsSince: at('pin_wrongs_since'),
    /** How often the PIN was locked of late, and until when; the next lock is longer. */
    pinLocks: smallint('pin_locks').notNull().default(0),
    pinLockedUntil: at('pin_locked_until'),
    /** When a wrong and a right PIN of this number were last counted for the carrier that brought them: once an hour each. */
    pinWrongSeenAt: at('pin_wrong_seen_at'),
    pinRightSeenAt: at('pin_right_seen_at'),
    /** The tries to prove the identity on file since the last right one, and the last of them. After three a person has to help. */
    identityTries: smallint('identity_tries').notNull().default(0),
    identityLastTry: uuid('identity_last_try'),
    /** When a code that was sent to the number was typed, or the number's own network vouched: whoever dials has the number. */
    possessionProvedAt: at('possession_proved_at'),
  },
  (t) => [
    check('customers_number', isNumber(t.msisdn)),
    check(
      'customers_names',
      sql`length(${t.givenName}) between 1 and 80 and length(${t.familyName}) <= 80`,
    ),
  ],
);

/** Agents, billers and tills, which are paid by a code. Receipts of payments to them go to their phone. */
export const businesses = tuma.table(
  'businesses',
  {
    code: text('code').primaryKey(),
    kind: businessKind('kind').notNull(),
    accountId: account().unique(),
    name: text('name').notNull(),
    msisdn: text('msisdn').notNull(),
    language: language('language').notNull(),
    /** A biller's account numbers have so many digits, the last by Luhn's rule; null where any number will do. */
    accountDigits: smallint('account_digits'),
    accountLuhn: boolean('account_luhn').notNull().default(false),
  },
  (t) => [
    check('businesses_code', sql`${t.code} ~ '^[0-9]{5,7}$'`),
    check('businesses_name', sql`length(${t.name}) between 2 and 40`),
    check('businesses_number', isNumber(t.msisdn)),
    check(
      'businesses_rule',
      sql`${t.accountDigits} between 2 and 20 and ${t.kind} = 'biller' or ${t.accountDigits} is null and not ${t.accountLuhn}`,
    ),
  ],
);

/** A text that is ordered and compared by its code points, so that an index finds what begins with something. */
const word = customType<{ data: string }>({ dataType: () => 'text collate "C"' });

/** The keyed tokens of the documents that a customer has shown: who has the document finds the token, and nobody the reverse. */
export const identityTokens = tuma.table(
  'identity_tokens',
  { token: text('token').notNull(), accountId: account(), at: at('at').notNull() },
  (t) => [primaryKey({ columns: [t.token, t.accountId] })],
);

/** Each word of a customer's names, folded (tuma.name_words). A trigger keeps it. */
export const customerNames = tuma.table(
  'customer_names',
  { word: word('word').notNull(), accountId: account() },
  (t) => [
    primaryKey({ columns: [t.word, t.accountId] }),
    index('customer_names_account').on(t.accountId),
  ],
);

/** The numbers that customers had before, until when. The number may be somebody else's by now. */
export const formerNumbers = tuma.table(
  'former_numbers',
  { msisdn: text('msisdn').notNull(), accountId: account(), until: at('until').notNull() },
  (t) => [
    primaryKey({ columns: [t.accountId, t.until] }),
    index('former_numbers_msisdn').on(t.msisdn, t.until),
  ],
);

/**
 * The numbers and PINs that customers had, as a trigger wrote them down: the audit compares the last one with what the customer has
 * now. A PIN is here as a digest of its MAC. `way` says how it came: the notice or the operator's act of the same transaction.
 */
export const customerChanges = tuma.table(
  'customer_changes',
  {
    id: minor('id').primaryKey().generatedAlwaysAsIdentity(),
    accountId: minor('account_id').notNull(),
    msisdn: text('msisdn'),
    pin: bytea('pin'),
    way: text('way'),
    at: at('at').notNull().defaultNow(),
  },
  (t) => [index('customer_changes_account').on(t.accountId, t.id)],
);

/**
 * The newest code of a number for a purpose; a new one replaces it. The code is nowhere: it is worked out from the notice's id
 * under a key that is outside the database, when its SMS is written, and a row keeps only its MAC.
 */
export const oneTimeCodes = tuma.table(
  'one_time_codes',
  {
    msisdn: text('msisdn').notNull(),
    purpose: codePurpose('purpose').notNull(),
    codeMac: bytea('code_mac').notNull(),
    /** The notice that brings it by SMS. */
    notice: uuid('notice').notNull(),
    sentAt: at('sent_at').notNull(),
    expiresAt: at('expires_at').notNull(),
    usedAt: at('used_at'),
    /** How many were sent since `sends_since`: a day has a most. */
    sends: smallint('sends').notNull().default(1),
    sendsSince: at('sends_since').notNull(),
    /** The wrong codes since the last one that was used, and the time of the last. A new code does not reset them. */
    failures: smallint('failures').notNull().default(0),
    failedAt: at('failed_at'),
    /** The last try, so that the same try again does not count twice. */
    lastTry: uuid('last_try'),
    lastRight: boolean('last_right'),
    /** The try that was right: it may do what the code is for, once. */
    proof: uuid('proof'),
  },
  (t) => [
    primaryKey({ columns: [t.msisdn, t.purpose] }),
    index('one_time_codes_sent').on(t.sentAt),
  ],
);
