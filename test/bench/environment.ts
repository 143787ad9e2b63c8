/** Starts the environment of a run: one PostgreSQL with durable settings, an endpoint, and a database for each purpose. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { type LocalPostgres, startPostgres } from '../../db/local/postgres.ts';
import { APP_ROLE, migrate } from '../../db/migrate.ts';
import { localSecrets } from '../../edge/local/secrets.ts';
import { POSTGRES, removeAbandoned, temporaryFolder } from '../support/folder.ts';
import { type Child, startChild } from './child.ts';
import type { RoadReady } from './road/start.ts';
import type { SystemReady } from './system.ts';

/** Connection strings of the owner and of the Worker's role. */
export interface Database {
  readonly owner: string;
  readonly app: string;
}

export interface Environment {
  /** PostgreSQL's version, and those of its settings that decide its speed. */
  readonly version: string;
  readonly settings: Readonly<Record<string, string>>;
  /** The process ids of PostgreSQL's first process and of the endpoint. */
  readonly pids: { readonly postgres: number; readonly endpoint: number };
  /** The endpoint's address. */
  readonly endpoint: string;
  /** Makes a database with our schema. */
  database(name: string): Promise<Database>;
  /** Makes an empty database, and returns its owner's connection string. */
  emptyDatabase(name: string): Promise<string>;
  /** Starts the whole system on the same PostgreSQL, in a database of its own. */
  startSystem(): Promise<SystemReady>;
  /** Starts the objects alone, with a route for payments, over a database with our schema. */
  startRoad(app: string): Promise<Child<RoadReady>>;
  /** The system's secret keys, one of which protects the stored PINs. */
  readonly secrets: Awaited<ReturnType<typeof localSecrets>>;
  /** Ends every process and removes every file. Safe to call twice. */
  close(): Promise<void>;
}

export async function startEnvironment(): Promise<Environment> {
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
    // The data directory is the one that the whole system uses, so that it finds this server running and uses it.
    const postgres = await startPostgres({ dataDir: join(folder, POSTGRES) });
    undo.push(() => postgres.stop('fast'));
    const endpoint = await child<{ url: string }>('./endpoint.ts');
    const { url: neon } = endpoint.ready;
    return {
      ...(await about(postgres)),
      ...databases(postgres, secrets.APP_PASSWORD),
      pids: { postgres: postgres.pid, endpoint: endpoint.pid },
      endpoint: neon,
      startSystem: async () => (await child<SystemReady>('./system.ts', folder)).ready,
      startRoad: (app) => child<RoadReady>('./road/start.ts', folder, app, neon),
      ...{ secrets, close },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

const telling = [
  ...['fsync', 'synchronous_commit', 'full_page_writes', 'data_checksums', 'wal_level'],
  ...['shared_buffers', 'max_wal_size', 'max_connections'],
];

async function about(postgres: LocalPostgres) {
  const rows = await asOwner(postgres, 'select name, current_setting(name) is from pg_settings');
  const settings = new Map(rows.map(({ name, is }) => [name as string, is as string]));
  return {
    version: settings.get('server_version') ?? '',
    settings: Object.fromEntries(telling.map((name) => [name, settings.get(name) ?? ''])),
  };
}

/** Databases with our schema are copies of one that was migrated. */
function databases(postgres: LocalPostgres, password: string) {
  const model = 'model';
  let migrated: Promise<void> | undefined;
  return {
    async database(name: string): Promise<Database> {
      migrated ??= asOwner(postgres, `create database ${model}`).then(() =>
        // The growth of years is measured by a clock of its own.
        migrate(postgres.url(model), {
          ...{ appPassword: password, market: 'KE', clockTolerance: '100 years' },
        }),
      );
      await migrated;
      await asOwner(postgres, `create database ${name} template ${model}`);
      return { owner: postgres.url(name), app: postgres.url(name, { user: APP_ROLE, password }) };
    },
    async emptyDatabase(name: string) {
      await asOwner(postgres, `create database ${name}`);
      return postgres.url(name);
    },
  };
}

async function asOwner(postgres: LocalPostgres, statement: string) {
  const client = new pg.Client({ connectionString: postgres.url('postgres') });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}
