/** Late answers: what checks answered after the decision was made. They are kept as evidence and change nothing. */
import type { Clock } from '../../core/clock.ts';
import type { Answered } from '../../core/concurrency/correlate.ts';
import { callForValue } from '../driver/call.ts';
import { timestamp } from '../driver/columns.ts';
import type { Sql } from '../driver/sql.ts';

export function lateAnswers(sql: Sql, clock: Clock) {
  /** Keeps an answer. True where it would have stopped a payment that has completed. */
  return async function keep(
    payment: string,
    check: string,
    answer: Answered<unknown>,
  ): Promise<boolean> {
    const said = answer.status === 'answered' ? written(answer.value) : null;
    const declined = await callForValue<boolean>(sql, 'record_late_answer', {
      p_payment: payment,
      p_check: check,
      p_answer: said,
      p_took_ms: Math.round(answer.ms),
      p_now: timestamp(clock.now()),
    });
    return declined ?? false;
  };
}

/** Writes an answer as JSON, which has no bigints: amounts are text. */
function written(value: unknown): string {
  return JSON.stringify(value, (_, part) => (typeof part === 'bigint' ? part.toString() : part));
}
