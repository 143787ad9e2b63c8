/** One measurement: how fast, and what the database says it cost. What callers were told is held against the books. */
import type { PaymentRequest } from '../../core/payment.ts';
import type { Sql } from '../../db/sql.ts';
import type { Books } from './books.ts';
import { type Load, load, median } from './load.ts';
import type { Pay, Told } from './payments.ts';

export interface Measurement extends Load {
  readonly name: string;
  /** Of write-ahead log, per payment. */
  readonly walBytes?: number;
  /** Sent to the database, per payment. */
  readonly statements?: number;
  /** That tables and indexes grew by, per payment. */
  readonly storedBytes?: number;
}

export interface Trial {
  readonly name: string;
  readonly callers: number;
  readonly seconds: number;
  readonly sql: Sql;
  readonly next: () => PaymentRequest;
  readonly road: (sql: Sql, next: () => PaymentRequest, told: Told) => Pay;
}

/** What is wrong with the books or the answers; none of it may be there. */
export type Complaints = string[];

export async function measure(
  trial: Trial,
  books: Books,
  complaints: Complaints,
): Promise<Measurement> {
  const { name, callers, seconds, next, road } = trial;
  const told: Told = { completed: 0, others: {} };
  let statements = 0;
  const counted: Sql = (text, params) => {
    statements += 1;
    return trial.sql(text, params);
  };

  const before = await books.read();
  const measured = await load(callers, seconds, road(counted, next, told));
  const after = await books.read();

  const completed = after.completed - before.completed;
  for (const [how, times] of Object.entries(told.others)) {
    complaints.push(`${name}: ${times} payments were not completed (${how})`);
  }
  if (completed !== told.completed) {
    complaints.push(`${name}: told ${told.completed} completed, the books have ${completed}`);
  }
  if (after.open > 0) complaints.push(`${name}: ${after.open} payments stayed reserved`);
  return {
    ...{ name, ...measured, statements: statements / completed },
    walBytes: (after.wal - before.wal) / completed,
    storedBytes: (after.stored - before.stored) / completed,
  };
}

/** How many times as fast, over several pairs of measurements. */
export interface Spread {
  readonly middle: number;
  readonly low: number;
  readonly high: number;
}

/** Two things measured in turns: the middle of each, and the second to the first, pair by pair. */
export interface InTurns {
  readonly first: Measurement;
  readonly second: Measurement;
  readonly ratio: Spread;
}

/** A, B, B, A and once more, so that neither has the better half of the time. */
export async function inTurns(
  first: () => Promise<Measurement>,
  second: () => Promise<Measurement>,
): Promise<InTurns> {
  const [firsts, seconds]: [Measurement[], Measurement[]] = [[], []];
  for (const turn of 'abbaabba') {
    if (turn === 'a') firsts.push(await first());
    else seconds.push(await second());
  }
  const ratios = firsts.map((a, i) => (seconds[i]?.perSecond ?? Number.NaN) / a.perSecond);
  const ratio = { middle: median(ratios), low: Math.min(...ratios), high: Math.max(...ratios) };
  return { first: middle(firsts), second: middle(seconds), ratio };
}

/** The middle of several measurements of one thing, figure by figure. */
function middle(measurements: readonly Measurement[]): Measurement {
  const [sample] = measurements;
  if (!sample) throw new RangeError('nothing was measured');
  const figures = Object.keys(sample).filter((key) => key !== 'name') as (keyof Load)[];
  const medians = figures.map((key) => [
    key,
    median(measurements.map((each) => each[key] ?? Number.NaN)),
  ]);
  return { ...sample, ...Object.fromEntries(medians) };
}
