/** Connects to the database as its owner, for this machine's commands: to DATABASE_URL, or else to the running local one. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { DatabaseError, type Sql } from '../driver/sql.ts';
import { runningPostgres } from './postgres.ts';

/** No database answers; the message says why, in a sentence. */
export class NoDatabase extends Error {}

/** Connects, does the work and disconnects. Throws NoDatabase where no database answers. */
export async function asOwner<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
  const dataDir = resolve(process.env.DATA_DIR || '.data');
  const url = process.env.DATABASE_URL || (await localUrl(dataDir));
  if (!url) {
    throw new NoDatabase(`no database runs on ${dataDir}; npm start, or set DATABASE_URL`);
  }
  const client = new pg.Client({ connectionString: url });
  // The query that waits for a broken connection reports it.
  client.on('error', () => {});
  try {
    await client.connect().catch(rethrow);
    return await work(async <Row>(text: string, params: readonly unknown[]) => {
      const { rows } = await client.query(text, [...params]).catch(rethrow);
      return rows as Row[];
    });
  } finally {
    await client.end().catch(() => {});
  }
}

/** Throws a DatabaseError with its SQLSTATE where the server refused, and NoDatabase where it did not answer. */
function rethrow(error: Error & { code?: string; severity?: string }): never {
  if (error.severity === 'ERROR') throw new DatabaseError(error.message, error.code);
  throw new NoDatabase(`the database did not answer (${error.message})`);
}

async function localUrl(dataDir: string): Promise<string | undefined> {
  const running = await runningPostgres(join(dataDir, 'postgres'));
  return running?.url('postgres');
}

/** The market of the local data, where no DATABASE_URL names another database; undefined where nothing says it. */
export function localMarket(): string | undefined {
  if (process.env.DATABASE_URL) return undefined;
  try {
    return readFileSync(join(resolve(process.env.DATA_DIR || '.data'), 'market'), 'utf8').trim();
  } catch {
    return undefined;
  }
}
