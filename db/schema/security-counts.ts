/** The tables of misuse: counts of security events, and what carriers bring. */
import { date, primaryKey, real, smallint, text } from 'drizzle-orm/pg-core';
import { at, minor, tuma } from './types.ts';

/** Security events by day, without personal data. */
export const securityCounts = tuma.table(
  'security_counts',
  {
    day: date('day', { mode: 'string' }).notNull(),
    what: text('what').notNull(),
    carrier: text('carrier').notNull(),
    count: minor('count').notNull(),
  },
  (t) => [primaryKey({ columns: [t.day, t.what, t.carrier] })],
);

/** One row for each carrier. Its counts halve each hour, so that they are of late and never grow without end. */
export const carrierWatch = tuma.table('carrier_watch', {
  carrier: text('carrier').primaryKey(),
  countedAt: at('counted_at').notNull(),
  /** Numbers with a wrong PIN, and with a right one: one of each in an hour, whoever often it is tried. */
  wrongPins: real('wrong_pins').notNull().default(0),
  rightPins: real('right_pins').notNull().default(0),
  /** Names that were looked up and not paid. */
  names: real('names').notNull().default(0),
  /** Until when no PIN is tried through the carrier, and how often that came lately. */
  pinsSlowedUntil: at('pins_slowed_until'),
  pinsSlows: smallint('pins_slows').notNull().default(0),
  /** The same for names. */
  namesSlowedUntil: at('names_slowed_until'),
  namesSlows: smallint('names_slows').notNull().default(0),
});
