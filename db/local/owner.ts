/** The database as its owner, for the commands of this machine: DATABASE_URL, or else the running local one. */
import { join, resolve } from 'node:path';
import pg from 'pg';
import { DatabaseError, type Sql } from '../driver/sql.ts';
import { runningPostgres } from './postgres.ts';

/** Why there is no database to ask, in a sentence. */
export class NoDatabase extends Error {}

/** Connects, does the work and leaves. Throws NoDatabase where there is none. */
export async function asOwner<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
  const dataDir = resolve(process.env.DATA_DIR || '.data');
  const url = process.env.DATABASE_URL || (await localUrl(dataDir));
  if (!url) {
    throw new NoDatabase(`no database runs on ${dataDir}; npm start, or set DATABASE_URL`);
  }
  const client = new pg.Client({ connectionString: url });
  // A connection that breaks is told of by the query that waits for it.
  client.on('error', () => {});
  try {
    await client.connect().catch(silent);
    return await work(async <Row>(text: string, params: readonly unknown[]) => {
      const { rows } = await client.query(text, [...params]).catch(silent);
      return rows as Row[];
    });
  } finally {
    await client.end().catch(() => {});
  }
}

/** A refusal of the server's is a DatabaseError with its SQLSTATE; anything else means that it did not answer. */
function silent(error: Error & { code?: string; severity?: string }): never {
  if (error.severity === 'ERROR') throw new DatabaseError(error.message, error.code);
  throw new NoDatabase(`the database did not answer (${error.message})`);
}

async function localUrl(dataDir: string): Promise<string | undefined> {
  const running = await runningPostgres(join(dataDir, 'postgres'));
  return running?.url('postgres');
}
