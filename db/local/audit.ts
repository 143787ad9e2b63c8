/**
 * `npm run audit`: every invariant of the books, against DATABASE_URL or else the running local database. Prints a row
 * per violation and their number; exits 1 if there are any, 2 if there is no database to ask.
 */
import { join, resolve } from 'node:path';
import pg from 'pg';
import { runningPostgres } from './postgres.ts';

process.exitCode = await main();

async function main(): Promise<number> {
  const dataDir = resolve(process.env.DATA_DIR || '.data');
  const url = process.env.DATABASE_URL || (await localUrl(dataDir));
  if (!url) {
    console.error(`npm run audit: no database runs on ${dataDir}; npm start, or set DATABASE_URL`);
    return 2;
  }
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    const { rows } = await client.query('select * from tuma.audit()');
    for (const { invariant, subject, detail } of rows) {
      console.log(`${invariant}  ${subject}  ${detail}`);
    }
    console.log(`${rows.length} violations`);
    return rows.length > 0 ? 1 : 0;
  } catch (error) {
    console.error(`npm run audit: the database did not answer (${(error as Error).message})`);
    return 2;
  } finally {
    await client.end().catch(() => {});
  }
}

async function localUrl(dataDir: string): Promise<string | undefined> {
  const running = await runningPostgres(join(dataDir, 'postgres'));
  return running?.url('postgres');
}
