/** Answers of checks that came after the decision: evidence, which changes nothing. */
import type { Clock } from '../../core/clock.ts';
import type { Answered } from '../../core/concurrency/correlate.ts';
import type { Sql } from '../driver/sql.ts';

export function lateAnswers(sql: Sql, clock: Clock) {
  /** True where the answer would have stopped a payment that has completed. */
  return async function keep(
    payment: string,
    check: string,
    answer: Answered<unknown>,
  ): Promise<boolean> {
    const said = answer.status === 'answered' ? written(answer.value) : null;
    const [row] = await sql<{ declined: boolean | null }>(
      'select tuma.record_late_answer($1, $2, $3, $4, $5) declined',
      [payment, check, said, Math.round(answer.ms), new Date(clock.now()).toISOString()],
    );
    return row?.declined ?? false;
  };
}

/** Amounts are bigints, which JSON has not. */
function written(value: unknown): string {
  return JSON.stringify(value, (_, part) => (typeof part === 'bigint' ? part.toString() : part));
}
