/** The settings of every group commit over the database, by which callers share statements. */
import type { Clock } from '../../core/clock.ts';
import type { FlushObserver } from '../../core/concurrency/group-commit.ts';
import { DatabaseError } from './sql.ts';

/** The functions of the database that callers share by group commit. */
export type BatchedStatement = 'reserve' | 'settle' | 'read_check_inputs';

/** Gives the observer of a statement's group commit. */
export type StatementObserver = (statement: BatchedStatement) => FlushObserver;

export const batching = (clock: Clock) => ({
  /** Beyond a few hundred rows a batch gains nothing and makes its callers wait for each other. */
  maxBatch: 400,
  /** One batch commits while the next is prepared. */
  maxFlights: 2,
  /**
   * A payment in a batch of 150 costs hardly more than in a larger one, and in a batch of ten twice as much. A flush takes some
   * ten milliseconds: callers who come while one has stalled do not wait for it.
   */
  overlapPolicy: { minWaiting: 150, maxFlightMs: 250, now: () => clock.now() },
  /** At some thousands of payments a second, a queue of this length is the few seconds that a caller would wait at most. */
  maxWaiting: 10_000,
  blamesContent: (error: unknown) => error instanceof DatabaseError && error.sqlstate !== undefined,
});

/**
 * Writes an array as PostgreSQL reads it, of values that need no quotes: ids, amounts, times and words of our own. A driver,
 * which cannot know that, looks at every character of every value.
 */
export function arrayLiteral(values: readonly (string | number | bigint | null)[]): string {
  return `{${values.map((value) => value ?? 'NULL').join(',')}}`;
}
