/** The tables of rules, whose rows every migration writes from core's. Read db/schema/tables.ts first. */
import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  integer,
  interval,
  jsonb,
  primaryKey,
  smallint,
  text,
} from 'drizzle-orm/pg-core';
import { limitsOf } from './account-columns.ts';
import {
  accountKind,
  at,
  feePayer,
  followUp,
  isPerson,
  minor,
  otherSide,
  payeeSource,
  paymentType,
  referenceKind,
  requester,
  tuma,
} from './types.ts';

/** The descriptor of each payment type (core/payments/types.ts). */
export const paymentRules = tuma.table('payment_rules', {
  type: paymentType('type').primaryKey(),
  offered: requester('offered').notNull(),
  payers: accountKind('payers').array().notNull(),
  payees: accountKind('payees').array().notNull(),
  payee: payeeSource('payee').notNull(),
  ifRegistered: paymentType('if_registered'),
  reference: referenceKind('reference').notNull(),
  otherSide: otherSide('other_side').notNull(),
  followUp: followUp('follow_up').notNull(),
  feeBy: feePayer('fee_by').notNull(),
  countsTowardLimits: boolean('counts_toward_limits').notNull(),
  allowedWhenFrozen: boolean('allowed_when_frozen').notNull(),
  reversible: boolean('reversible').notNull(),
  // Columns that came later may be null: functions of an earlier version, after a rollback, do not write them.
  takesBack: boolean('takes_back').default(false),
  notifiesPayer: boolean('notifies_payer').notNull(),
  notifiesPayee: boolean('notifies_payee').notNull(),
});

/** The limits of each market's tiers (core/markets/market.ts). Amounts are without fees. */
export const tiers = tuma.table(
  'tiers',
  {
    market: text('market').notNull(),
    tier: smallint('tier').notNull(),
    balanceCap: minor('balance_cap').notNull(),
    ...limitsOf('send'),
    ...limitsOf('receive'),
  },
  (t) => [primaryKey({ columns: [t.market, t.tier] })],
);

/** What the database has to know of a market by itself (core/markets/): its money, its clock, and how long money waits there. */
export const markets = tuma.table('markets', {
  market: text('market').primaryKey(),
  currency: text('currency').notNull(),
  timeZone: text('time_zone').notNull(),
  claimDays: integer('claim_days').notNull(),
});

/**
 * What a customer may pay, and for how much: a row for each payment type that a market offers, and each tier of whoever pays the
 * fee. Amounts from `smallest` to `largest` are allowed; those up to `up_to[i]` cost `fees[i]`, of which `excises[i]` is duty. A
 * price that changed stands until `until`, for customers who were quoted it.
 */
export const priceLists = tuma.table(
  'price_lists',
  {
    market: text('market').notNull(),
    type: paymentType('type').notNull(),
    tier: smallint('tier').notNull(),
    feeBy: feePayer('fee_by').notNull(),
    smallest: minor('smallest').notNull(),
    largest: minor('largest').notNull(),
    upTo: minor('up_to').array().notNull(),
    fees: minor('fees').array().notNull(),
    excises: minor('excises').array().notNull(),
    until: at('until').notNull().default(sql`'infinity'`),
  },
  (t) => [primaryKey({ columns: [t.market, t.type, t.tier, t.until] })],
);

/** The most that one act of a person at the operator moves (core/care/desk-ceilings.ts). */
export const deskCeilings = tuma.table(
  'desk_ceilings',
  { currency: text('currency').primaryKey(), amount: minor('amount').notNull() },
  (t) => [check('desk_ceilings_amount', sql`${t.amount} > 0`)],
);

/** The versions of the fraud rule set; the highest one is in force. core/fraud/rule-set.ts says what is in them. */
export const ruleSets = tuma.table(
  'rule_sets',
  {
    version: integer('version').primaryKey(),
    rules: jsonb('rules').notNull(),
    madeBy: text('made_by').notNull(),
    madeAt: at('made_at').notNull().defaultNow(),
  },
  (t) => [
    check('rule_sets_person', isPerson(t.madeBy)),
    check('rule_sets_size', sql`${t.version} > 0 and length(${t.rules}::text) <= 20000`),
  ],
);

/**
 * The market that these books are of: one row, written by the first migration that names one. Days, tiers and the waiting
 * money's time are that market's, so a Worker of another market must have a database of its own.
 */
export const home = tuma.table(
  'home',
  {
    only: boolean('only').primaryKey().default(true),
    market: text('market').notNull(),
    /** How far the clock of who calls may be from the database's own; a simulation that has a clock of its own asks for more. */
    clockTolerance: interval('clock_tolerance').notNull().default('1 minute'),
  },
  (t) => [check('home_only', sql`${t.only}`)],
);
