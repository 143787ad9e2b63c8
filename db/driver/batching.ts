/** How statements are shared by callers: the figures of every group commit over the database. */
import type { Clock } from '../../core/clock.ts';
import type { FlushObserver } from '../../core/concurrency/group-commit.ts';
import { DatabaseError } from './sql.ts';

/** The functions of the database that callers share by group commit. */
export type BatchedStatement = 'reserve' | 'settle' | 'read_check_inputs';

/** Gives the observer of a statement's group commit. */
export type StatementObserver = (statement: BatchedStatement) => FlushObserver;

export const batching = (clock: Clock) => ({
  /** Past a few hundred rows a batch gains nothing and makes its callers wait for each other. */
  maxBatch: 400,
  /** One being committed while the next is being prepared. */
  maxFlights: 2,
  /**
   * A payment in a batch of a hundred and fifty costs hardly more than in a larger one; in one of ten, twice as much. A flush
   * takes some ten milliseconds: who comes while one has stalled does not wait for it.
   */
  overlapPolicy: { minWaiting: 150, maxFlightMs: 250, now: () => clock.now() },
  /** At some thousands a second, this many stand for the seconds that a caller would wait at most. */
  maxWaiting: 10_000,
  blamesContent: (error: unknown) => error instanceof DatabaseError && error.sqlstate !== undefined,
});

/**
 * An array as PostgreSQL reads it, of values that need no quotes: ids, amounts, times and words of our own. Drivers, who
 * cannot know that, look at every character of every value.
 */
export function arrayLiteral(values: readonly (string | number | bigint | null)[]): string {
  return `{${values.map((value) => value ?? 'NULL').join(',')}}`;
}
