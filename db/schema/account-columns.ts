/** The columns of an account that its payments keep up to date. */
import { sql } from 'drizzle-orm';
import { bigint, date, integer, real } from 'drizzle-orm/pg-core';
import { at, minor } from './types.ts';

const none = sql`0`;

/**
 * The sums of what an account sent (completed and reserved) in the day, week and month of `sent_day`, without fees, or of what
 * it received (completed). Only types that count toward limits are in them. A day never goes back.
 */
export function windowsOf<Way extends 'sent' | 'received'>(way: Way) {
  const amount = (window: string) => minor(`${way}_${window}`).notNull().default(none);
  const count = (window: string) => integer(`${way}_${window}_count`).notNull().default(0);
  const columns = {
    Day: date(`${way}_day`, { mode: 'string' }).notNull().default('1970-01-01'),
    Today: amount('today'),
    Week: amount('week'),
    Month: amount('month'),
    TodayCount: count('today'),
    WeekCount: count('week'),
    MonthCount: count('month'),
  };
  return Object.fromEntries(
    Object.entries(columns).map(([name, column]) => [`${way}${name}`, column]),
  ) as { [Name in keyof typeof columns as `${Way}${Name}`]: (typeof columns)[Name] };
}

/** The payer's profile, which the fraud rules read: core/fraud/profile.ts says what each column is, and how payments move it. */
export const profile = {
  payments: integer('payments').notNull().default(0),
  amountMedian: real('amount_median').notNull().default(0),
  amountDeviation: real('amount_deviation').notNull().default(1),
  /** The running minute and hour of the last payment, and how many completed in each and in the one before. */
  minute: at('minute').notNull().default(sql`'epoch'`),
  inMinute: integer('in_minute').notNull().default(0),
  inMinuteBefore: integer('in_minute_before').notNull().default(0),
  hour: at('hour').notNull().default(sql`'epoch'`),
  inHour: integer('in_hour').notNull().default(0),
  inHourBefore: integer('in_hour_before').notNull().default(0),
  /** Twelve counters of five bits, one for each two hours of the market's day. */
  hours: minor('hours').notNull().default(none),
  /** When the SIM of the account's number changed, by the network's latest answer. */
  simChangedAt: at('sim_changed_at'),
  recentPayees: bigint('recent_payees', { mode: 'bigint' }).array().notNull().default(sql`'{}'`),
};

/** The most that an account of a tier may send, or receive, in a day, a week and a month of the market. */
export function limitsOf<Way extends 'send' | 'receive'>(way: Way) {
  const windows = ['daily', 'weekly', 'monthly'] as const;
  type Window = (typeof windows)[number];
  type Amounts = Record<`${Way}_${Window}`, ReturnType<typeof amountOf>>;
  type Counts = Record<`${Way}_${Window}_count`, ReturnType<typeof countOf>>;
  const amountOf = (name: string) => minor(name).notNull();
  const countOf = (name: string) => integer(name).notNull();
  return Object.fromEntries(
    windows.flatMap((window) => [
      [`${way}_${window}`, amountOf(`${way}_${window}`)],
      [`${way}_${window}_count`, countOf(`${way}_${window}_count`)],
    ]),
  ) as Amounts & Counts;
}
