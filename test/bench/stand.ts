/** What the benchmark stands on: one PostgreSQL with its durable settings, an endpoint, and a database per purpose. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { startPostgres } from '../../db/local/postgres.ts';
import { APP_ROLE, migrate } from '../../db/migrate.ts';
import { localSecrets } from '../../edge/local/secrets.ts';
import { POSTGRES, removeAbandoned, temporaryFolder } from '../support/folder.ts';
import { type Child, startChild } from './child.ts';
import type { SystemReady } from './system.ts';

export interface Stand {
  /** PostgreSQL's own version. */
  readonly version: string;
  /** Connection strings of the pipeline's database, as its owner and as the role of the Worker. */
  readonly owner: string;
  readonly app: string;
  /** The endpoint's address. */
  readonly endpoint: string;
  /** An empty database for TPC-B. */
  readonly tpcb: string;
  /** Starts the whole system on the same PostgreSQL, in a database of its own. */
  startSystem(): Promise<SystemReady>;
  /** The key that the system's PINs are stored under. */
  readonly secrets: Awaited<ReturnType<typeof localSecrets>>;
  /** Ends every process and removes every file. Safe to call twice. */
  close(): Promise<void>;
}

export async function raiseStand(): Promise<Stand> {
  await removeAbandoned();
  const folder = await temporaryFolder();
  const undo = [() => rm(folder, { recursive: true, force: true, maxRetries: 5 })];
  const close = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  const child = async <Ready>(name: string, ...parameters: string[]): Promise<Child<Ready>> => {
    const started = await startChild<Ready>(new URL(name, import.meta.url), ...parameters);
    undo.push(() => started.close());
    return started;
  };
  const leave = () => void close().finally(() => process.exit(130));
  process.once('SIGINT', leave).once('SIGTERM', leave);

  try {
    const secrets = await localSecrets(folder);
    // As `npm start` has it, so that the system further down finds it running and goes on with it.
    const postgres = await startPostgres({ dataDir: join(folder, POSTGRES) });
    undo.push(() => postgres.stop('fast'));
    const client = new pg.Client({ connectionString: postgres.url('postgres') });
    await client.connect();
    await client.query('create database bench');
    await client.query('create database tpcb');
    const { rows } = await client.query('show server_version');
    await client.end();

    await migrate(postgres.url('bench'), { appPassword: secrets.APP_PASSWORD });
    const endpoint = await child<{ url: string }>('./endpoint.ts');
    return {
      version: rows[0].server_version,
      owner: postgres.url('bench'),
      app: postgres.url('bench', { user: APP_ROLE, password: secrets.APP_PASSWORD }),
      endpoint: endpoint.ready.url,
      tpcb: postgres.url('tpcb'),
      startSystem: async () => (await child<SystemReady>('./system.ts', folder)).ready,
      secrets,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
