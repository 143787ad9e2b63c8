/** One measurement: how fast it was. What callers were told is held against the books. */
import type { PaymentRequest } from '../../core/payments/request.ts';
import type { Sql } from '../../db/driver/sql.ts';
import type { Books } from './books.ts';
import { type Load, load } from './load.ts';
import type { Road, Told } from './payments.ts';

export interface Measurement extends Load {
  readonly name: string;
  /** Sent to the database, per payment. */
  readonly statements?: number;
}

export interface Trial {
  readonly name: string;
  readonly callers: number;
  readonly sql: Sql;
  readonly next: () => PaymentRequest;
  readonly road: Road;
  /** Whether payers who have not enough are among them. Else every payment must complete. */
  readonly poor?: boolean;
}

/** What is wrong with the books or the answers; none of it may be there. */
export type Complaints = string[];

/** Measures for some seconds. */
export async function measure(
  trial: Trial,
  seconds: number,
  books: Books,
  complaints: Complaints,
): Promise<Measurement> {
  const { name, callers, next, road } = trial;
  const counted = counting(trial.sql);
  const { ended, result } = await watch(trial, books, complaints, (told) =>
    load(callers, seconds, road(counted.sql, next, told)),
  );
  return { name, ...result, statements: counted.statements() / ended };
}

/** The same, and how many statements went through it. */
export function counting(sql: Sql) {
  let statements = 0;
  const counted: Sql = (text, params) => {
    statements += 1;
    return sql(text, params);
  };
  return { sql: counted, statements: () => statements };
}

export interface Watched<Result> {
  /** How many payments, completed or rejected. */
  readonly ended: number;
  readonly result: Result;
}

/** Has payments made, and complains where the books do not hold what their callers were told. */
export async function watch<Result>(
  { name, poor = false }: Pick<Trial, 'name' | 'poor'>,
  books: Books,
  complaints: Complaints,
  work: (told: Told) => Promise<Result>,
): Promise<Watched<Result>> {
  const told: Told = { completed: 0, others: {} };
  const before = await books.read();
  const result = await work(told);
  const after = await books.read();

  const { insufficient_funds: refused = 0, ...others } = told.others;
  if (refused > 0 && !poor) others.insufficient_funds = refused;
  for (const [how, times] of Object.entries(others)) {
    complaints.push(`${name}: ${times} payments were not completed (${how})`);
  }
  const ends = {
    completed: after.completed - before.completed,
    rejected: after.rejected - before.rejected,
  };
  const expected = { completed: told.completed, rejected: poor ? refused : 0 };
  for (const state of ['completed', 'rejected'] as const) {
    if (ends[state] === expected[state]) continue;
    complaints.push(`${name}: told ${expected[state]} ${state}, the books have ${ends[state]}`);
  }
  if (after.open > 0) complaints.push(`${name}: ${after.open} payments stayed reserved`);
  return { ended: ends.completed + ends.rejected, result };
}
