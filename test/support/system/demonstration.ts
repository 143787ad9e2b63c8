/**
 * The database of a system with the demonstration's people in it: a clone, on the run's PostgreSQL server, of one that
 * the first file makes that needs it.
 */
import pg from 'pg';
import { inject } from 'vitest';
import { connect } from '../../../db/driver/sql.ts';
import { startNeonEndpoint } from '../../../db/local/neon.ts';
import type { LocalPostgres } from '../../../db/local/postgres.ts';
import { addDemoData } from '../../../edge/local/demo/data.ts';
import type { LocalSecrets } from '../../../edge/local/secrets.ts';
import { becomeBooksOf, type FreshDatabase, freshDatabase } from '../books/postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    system: {
      /** The folder of the Worker's bundle. */
      bundled: string;
      /** The keys that the PINs of the demonstration are kept under. */
      secrets: LocalSecrets;
    };
  }
}

const template = 'tuma_demonstration';

let made: Promise<void> | undefined;

export async function demonstration(): Promise<FreshDatabase> {
  made ??= makeTemplate();
  await made;
  return freshDatabase({ template });
}

/** The run's secrets: on its server the application's role has one password for all databases. */
export function secretsOf(): LocalSecrets {
  const { password } = new URL(inject('postgres').appUrl);
  return { ...inject('system').secrets, APP_PASSWORD: password };
}

/** The run's server, as a system sees it that has one database there. */
export function serverOf({ ownerUrl, appUrl }: FreshDatabase): LocalPostgres {
  return {
    ...{ dataDir: '', port: Number(new URL(ownerUrl).port), pid: 0, reused: true },
    url: (_, role) => (role ? appUrl : ownerUrl),
    stop: () => Promise.resolve(),
  };
}

/** Processes wait for the one that makes it. */
async function makeTemplate(): Promise<void> {
  const run = inject('postgres');
  const client = new pg.Client({ connectionString: run.serverUrl });
  await client.connect();
  try {
    await client.query(`select pg_advisory_lock(hashtext('${template}'))`);
    const { rowCount } = await client.query('select from pg_database where datname = $1', [
      template,
    ]);
    if (rowCount) return;
    await client.query(`create database ${template} template ${run.template} strategy file_copy`);
    const named = (url: string) => url.replace(encodeURIComponent('{database}'), template);
    // Its own endpoint: a database can be cloned only while nobody is connected to it.
    const neon = await startNeonEndpoint();
    try {
      await becomeBooksOf('KE', named(run.ownerUrl), neon.url);
      const sql = connect({ url: named(run.appUrl), endpoint: neon.url, tryFor: 30_000 });
      await addDemoData(sql, named(run.ownerUrl), secretsOf());
    } finally {
      await neon.close();
    }
  } finally {
    await client.end();
  }
}
