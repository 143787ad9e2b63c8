/** The audit of books that were broken on purpose. */
import type { Violation } from '../../../db/ledger/maintenance.ts';
import type { Books } from './books.ts';
import { exampleTime } from './payments.ts';

/** Returns what the audit finds after a change that nothing refuses, as of `exampleTime`. The books are put right again. */
export async function auditAfter(books: Books, change: string): Promise<Violation[]> {
  await books.sign();
  await books.rows('begin');
  try {
    await books.rows('set local session_replication_role = replica');
    await books.rows(change);
    return (await books.rows('select * from tuma.audit($1)', [
      new Date(exampleTime).toISOString(),
    ])) as unknown as Violation[];
  } finally {
    await books.rows('rollback');
  }
}

/** Returns the moment so many seconds after the audit's, as SQL. */
export function atSecond(seconds: number): string {
  return `'${new Date(exampleTime + seconds * 1_000).toISOString()}'`;
}
