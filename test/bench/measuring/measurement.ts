/** Makes one measurement of speed, and compares the answers that callers got with the books. */
import type { PaymentRequest } from '../../../core/payments/request.ts';
import type { Sql } from '../../../db/driver/sql.ts';
import type { Books } from './books.ts';
import { type Load, load } from './load.ts';
import type { AnswerCounts, Road } from './payments.ts';

export interface Measurement extends Load {
  readonly name: string;
  /** Statements sent to the database, per payment. */
  readonly statements?: number;
}

export interface Trial {
  readonly name: string;
  readonly callers: number;
  readonly sql: Sql;
  readonly next: () => PaymentRequest;
  readonly road: Road;
  /** True where some payers do not have enough money. Otherwise every payment must complete. */
  readonly poor?: boolean;
}

/** Faults of the books or the answers. One of them fails the benchmark. */
export type Complaints = string[];

/** Measures for some seconds, and returns the speed. */
export async function measure(
  trial: Trial,
  seconds: number,
  books: Books,
  complaints: Complaints,
): Promise<Measurement> {
  const { name, callers, next, road } = trial;
  const counted = counting(trial.sql);
  const { ended, result } = await watch(trial, books, complaints, (answers) =>
    load(callers, seconds, road(counted.sql, next, answers)),
  );
  return { name, ...result, statements: counted.statements() / ended };
}

/** Wraps an Sql and counts the statements that go through it. */
export function counting(sql: Sql) {
  let statements = 0;
  const counted: Sql = (text, params) => {
    statements += 1;
    return sql(text, params);
  };
  return { sql: counted, statements: () => statements };
}

export interface Watched<Result> {
  /** How many payments ended, completed or rejected. */
  readonly ended: number;
  readonly result: Result;
}

/** Makes payments, and reports each difference between the books and the answers that callers got. */
export async function watch<Result>(
  { name, poor = false }: Pick<Trial, 'name' | 'poor'>,
  books: Books,
  complaints: Complaints,
  work: (answers: AnswerCounts) => Promise<Result>,
): Promise<Watched<Result>> {
  const answers: AnswerCounts = { completed: 0, others: {} };
  const before = await books.read();
  const result = await work(answers);
  const after = await books.read();

  const { insufficient_funds: refused = 0, ...others } = answers.others;
  if (refused > 0 && !poor) others.insufficient_funds = refused;
  for (const [how, times] of Object.entries(others)) {
    complaints.push(`${name}: ${times} payments were not completed (${how})`);
  }
  const ends = {
    completed: after.completed - before.completed,
    rejected: after.rejected - before.rejected,
  };
  const expected = { completed: answers.completed, rejected: poor ? refused : 0 };
  for (const state of ['completed', 'rejected'] as const) {
    if (ends[state] === expected[state]) continue;
    complaints.push(`${name}: told ${expected[state]} ${state}, the books have ${ends[state]}`);
  }
  if (after.open > 0) complaints.push(`${name}: ${after.open} payments stayed reserved`);
  return { ended: ends.completed + ends.rejected, result };
}
