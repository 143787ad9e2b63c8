/** Starts the whole system on this machine: database, schema, endpoint, demonstration data, Worker. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { connect } from '../../db/driver/sql.ts';
import { type NeonEndpoint, startNeonEndpoint } from '../../db/local/neon.ts';
import { type LocalPostgres, startPostgres } from '../../db/local/postgres.ts';
import { APP_ROLE, migrate } from '../../db/migrate.ts';
import { vendorNames } from '../gateways/settings.ts';
import { localCarriers } from './carriers.ts';
import { addDemoData } from './demo/data.ts';
import type { MarketCode } from './demo/people.ts';
import { localSecrets } from './secrets.ts';
import { bundle, type LocalWorker, startWorker, type WorkerOptions } from './worker.ts';

export interface SystemOptions {
  readonly dataDir: string;
  /** 0 is any free port. */
  readonly port: number;
  /** Is told each step, in a few words. */
  readonly onStep: (step: string) => void;
  /** Gets each line that the Worker logs. */
  readonly log: (line: string) => void;
  /** Settings that override those of the demonstration. */
  readonly settings?: Readonly<Record<string, string>>;
  /** The folder of a bundle that exists already; without it one is made. */
  readonly bundled?: string;
  /** A PostgreSQL that runs already, for systems that share one; without it the system starts its own. */
  readonly postgres?: LocalPostgres;
  /** The country whose people, businesses and prices are there: Kenya where none is named. */
  readonly market?: MarketCode;
  /** So many of the demonstration's crowd are there: all of them where no number is named. */
  readonly crowd?: number;
  /** Ends the start before its next step. */
  readonly stopped?: AbortSignal;
  /** Answers every request that the Worker makes, to the database too, in place of the network. */
  readonly outbound?: WorkerOptions['outbound'];
}

export interface LocalSystem {
  readonly url: string;
  /** The database owner's connection string. */
  readonly ownerUrl: string;
  readonly postgres: LocalPostgres;
  readonly neon: NeonEndpoint;
  readonly worker: LocalWorker;
  close(): Promise<void>;
}

/** Starts everything in order. `close`, and a step that fails, stop what was started, last first. */
export async function startSystem(options: SystemOptions): Promise<LocalSystem> {
  const { dataDir, market = 'KE', crowd } = options;
  const onStep = (step: string) => {
    options.stopped?.throwIfAborted();
    options.onStep(step);
  };
  const started: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const stop of started.splice(0).reverse()) await stop();
  };
  try {
    await mkdir(dataDir, { recursive: true });
    const secrets = await localSecrets(dataDir);
    // Tests start many systems as processes, and make one bundle for all of them.
    const made = options.bundled ?? process.env.TUMA_BUNDLE;
    const bundling = made ?? bundle(join(dataDir, 'worker'));
    // It is awaited further down. Where a step fails before, its own failure must not end the process.
    Promise.resolve(bundling).catch(() => {});

    onStep('starting PostgreSQL');
    const postgres =
      options.postgres ?? (await startPostgres({ dataDir: join(dataDir, 'postgres') }));
    started.push(() => postgres.stop('fast'));
    const ownerUrl = postgres.url('postgres');
    const url = postgres.url('postgres', { user: APP_ROLE, password: secrets.APP_PASSWORD });

    onStep('bringing the schema up to date');
    await migrate(ownerUrl, { appPassword: secrets.APP_PASSWORD, market });
    const neon = await startNeonEndpoint({});
    started.push(() => neon.close());

    onStep('looking after the demonstration data');
    // The data are some hundred statements at once, perhaps on a slow machine, and no caller waits for one of them.
    const sql = connect({ url, endpoint: neon.url, tryFor: 30_000 });
    await addDemoData(sql, ownerUrl, secrets, { market, crowd });

    onStep('bundling the Worker');
    const bundled = await bundling;
    onStep('starting the Worker, its objects and queues');
    const worker = await startWorker({
      dataDir: join(dataDir, 'objects'),
      port: options.port,
      bundled,
      log: options.log,
      outbound: options.outbound,
      settings: {
        MARKET: market,
        SMS_GATEWAY: 'handset',
        SIM_CHECK_HOURS: '24',
        CARRIERS: localCarriers(),
        GATEWAYS: demoTokens(vendorNames),
        TOKEN_KEY: secrets.TOKEN_KEY,
        PIN_KEY: secrets.PIN_KEY,
        STORAGE_KEYS: secrets.STORAGE_KEYS,
        DATABASE_URL: url,
        NEON_ENDPOINT: neon.url,
        ...options.settings,
      },
    });
    started.push(() => worker.close());

    onStep('ending what an earlier run left behind');
    await worker.sweep();
    return { url: worker.url, ownerUrl, postgres, neon, worker, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** On this machine everybody who calls us has the token `demo`. */
function demoTokens(names: readonly string[]): string {
  return JSON.stringify(Object.fromEntries(names.map((name) => [name, { token: 'demo' }])));
}
