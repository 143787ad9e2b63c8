/**
 * `npm run audit`: checks every invariant of the books, in DATABASE_URL or else in the running local database. Prints a row
 * per violation and their number; exits 1 if there are any, 2 if no database answers.
 */
import type { Violation } from '../ledger/maintenance.ts';
import { asOwner } from './owner.ts';

process.exitCode = await main();

async function main(): Promise<number> {
  try {
    const rows = await asOwner((sql) => sql<Violation>('select * from tuma.audit()', []));
    for (const { invariant, subject, detail } of rows) {
      console.log(`${invariant}  ${subject}  ${detail}`);
    }
    console.log(`${rows.length} violations`);
    return rows.length > 0 ? 1 : 0;
  } catch (error) {
    console.error(`npm run audit: ${(error as Error).message}`);
    return 2;
  }
}
