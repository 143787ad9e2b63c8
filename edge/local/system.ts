/** The whole system on this machine: database, endpoint, schema, demonstration data, Worker. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { connect } from '../../db/driver/sql.ts';
import { type NeonEndpoint, startNeonEndpoint } from '../../db/local/neon.ts';
import { type LocalPostgres, startPostgres } from '../../db/local/postgres.ts';
import { APP_ROLE, migrate } from '../../db/migrate.ts';
import { carrierNames } from '../channels/ussd/carriers/index.ts';
import { addDemoData } from './demo/data.ts';
import { localSecrets } from './secrets.ts';
import { bundle, type LocalWorker, startWorker, type WorkerOptions } from './worker.ts';

export interface SystemOptions {
  readonly dataDir: string;
  /** 0 is any free port. */
  readonly port: number;
  /** Says what is being done. */
  readonly onStep: (what: string) => void;
  /** What the Worker logs. */
  readonly log: (line: string) => void;
  /** Settings over those of the demonstration. */
  readonly settings?: Readonly<Record<string, string>>;
  /** A bundle that was made already. */
  readonly bundled?: string;
  /** Takes every request that the Worker makes, the database's too, in place of the network. */
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

/** Starts everything, in order; what was started is stopped again, last first, also when a step fails. */
export async function startSystem(options: SystemOptions): Promise<LocalSystem> {
  const { dataDir, onStep } = options;
  const started: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const stop of started.splice(0).reverse()) await stop();
  };
  try {
    await mkdir(dataDir, { recursive: true });
    const secrets = await localSecrets(dataDir);
    const bundling = options.bundled ?? bundle(join(dataDir, 'worker'));
    // It is awaited further down, after steps that may fail first.
    Promise.resolve(bundling).catch(() => {});

    onStep('starting PostgreSQL');
    const postgres = await startPostgres({ dataDir: join(dataDir, 'postgres') });
    started.push(() => postgres.stop('fast'));
    const ownerUrl = postgres.url('postgres');
    const url = postgres.url('postgres', { user: APP_ROLE, password: secrets.APP_PASSWORD });

    onStep('bringing the schema up to date');
    await migrate(ownerUrl, { appPassword: secrets.APP_PASSWORD });
    const neon = await startNeonEndpoint({});
    started.push(() => neon.close());

    onStep('looking after the demonstration data');
    // Some hundred people at once, perhaps on a slow machine: nobody waits for any one of these statements.
    const sql = connect({ url, endpoint: neon.url, tryFor: 30_000 });
    await addDemoData(sql, ownerUrl, secrets);

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
        SMS_GATEWAY: 'handset',
        SIM_CHECK_HOURS: '24',
        CARRIERS: JSON.stringify(
          Object.fromEntries(carrierNames.map((name) => [name, { token: 'demo' }])),
        ),
        TOKEN_KEY: secrets.TOKEN_KEY,
        PIN_KEY: secrets.PIN_KEY,
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
