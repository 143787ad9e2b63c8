/**
 * One PostgreSQL for the whole test run, with a migrated template database to clone, and a Neon endpoint
 * in front of it. List it once, at the root of vitest's configuration, not in each project.
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startNeonEndpoint } from '../../db/local/neon.ts';
import { startPostgres } from '../../db/local/postgres.ts';
import { APP_ROLE, migrate } from '../../db/migrate.ts';
import { POSTGRES, removeAbandoned, temporaryFolder } from './folder.ts';
import './books/postgres.ts';

const TEMPLATE = 'tuma_template';

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await removeAbandoned();
  const folder = await temporaryFolder();
  // Commands are started by the dozen, and each would compile the same files anew.
  process.env.NODE_COMPILE_CACHE ??= join(folder, 'compiled');
  const undo = [() => rm(folder, { recursive: true, force: true, maxRetries: 5 })];
  const teardown = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  // Vitest ends on a signal without a teardown, and the server would stay.
  const exit = () => void teardown().finally(() => process.exit(130));
  process.once('SIGINT', exit).once('SIGTERM', exit);
  try {
    const postgres = await startPostgres({
      dataDir: join(folder, POSTGRES),
      settings: {
        ...{ fsync: 'off', full_page_writes: 'off', max_connections: 300, autovacuum: true },
        // Who drops a database looks through all of them, and hundreds are dropped.
        shared_buffers: '128MB',
      },
    });
    undo.push(() => postgres.stop('immediate'));

    const client = new pg.Client({ connectionString: postgres.url('postgres') });
    await client.connect();
    await client.query(`create database ${TEMPLATE}`);
    const app = { user: APP_ROLE, password: 'app' };
    // Tests move their clocks over years.
    const clockTolerance = '1000 years';
    await migrate(postgres.url(TEMPLATE), {
      appPassword: app.password,
      market: 'KE',
      clockTolerance,
    });
    const books = { user: 'tuma_books', password: 'books' };
    await client.query(`create role ${books.user} superuser login password '${books.password}'`);
    for (const setting of ["lock_timeout = '1500ms'", "statement_timeout = '4s'"])
      await client.query(`alter role ${books.user} set ${setting}`);
    await client.query(`alter role ${books.user} set plan_cache_mode = force_generic_plan`);
    await client.end();

    const neon = await startNeonEndpoint();
    undo.push(() => neon.close());
    project.provide('postgres', {
      neonUrl: neon.url,
      serverUrl: postgres.url('postgres'),
      ownerUrl: postgres.url('{database}'),
      appUrl: postgres.url('{database}', app),
      booksUrl: postgres.url('{database}', books),
      template: TEMPLATE,
    });
    return teardown;
  } catch (error) {
    await teardown();
    throw error;
  }
}
