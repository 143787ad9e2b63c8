/** The table of security counts. */
import { date, primaryKey, text } from 'drizzle-orm/pg-core';
import { minor, tuma } from './types.ts';

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
