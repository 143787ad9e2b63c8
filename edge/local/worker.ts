/** Runs the Worker on this machine: bundled like a deployment, in the real runtime, with real objects, queues and timers. */
import { type ChildProcess, execFile } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from 'miniflare';
import { unstable_getMiniflareWorkerOptions } from 'wrangler';
import { endOrphans, guardProgram } from '../../db/local/guardian.ts';
import { carrierLimit, type Limit } from './carrier-limit.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const config = join(root, 'wrangler.toml');

/** Milliseconds between two sweeps: the local runtime has no cron. */
const sweepInterval = 10_000;

export interface LocalWorker {
  readonly url: string;
  /** Runs the work of the minute's timer at once. */
  sweep(): Promise<void>;
  close(): Promise<void>;
}

export interface WorkerOptions {
  /** The folder in which objects and queues keep their data. */
  readonly dataDir: string;
  /** 0 is any free port. */
  readonly port: number;
  /** Settings and secrets, added to those of wrangler.toml. */
  readonly settings: Readonly<Record<string, string>>;
  /** The bundle's folder, from `bundle`. */
  readonly bundled: string;
  readonly log: (line: string) => void;
  /** Answers every request that the Worker makes, in place of the network. */
  readonly outbound?: ((request: Request) => Promise<Response>) | undefined;
}

/** Bundles the Worker into `folder` as `wrangler deploy` does, and returns the folder. It takes about two seconds. */
export async function bundle(folder: string): Promise<string> {
  // Its other program only starts this one, which would outlive it.
  const wrangler = join(root, 'node_modules/wrangler/wrangler-dist/cli.js');
  await mkdir(folder, { recursive: true });
  const bundling = promisify(execFile)(
    process.execPath,
    ['--no-warnings', wrangler, 'deploy', '--dry-run', '--config', config, '--outdir', folder],
    { cwd: root, env: { ...process.env, WRANGLER_SEND_METRICS: 'false', NO_COLOR: '1' } },
  );
  guardProgram(bundling.child.pid);
  await bundling;
  return folder;
}

export async function startWorker(options: WorkerOptions): Promise<LocalWorker> {
  const { workerOptions } = unstable_getMiniflareWorkerOptions(config);
  const limits = workerOptions.ratelimits as { CARRIER_LIMIT: { simple: Limit } };
  const limit = carrierLimit(limits.CARRIER_LIMIT.simple);
  const contents = await readFile(join(options.bundled, 'worker.js'), 'utf8');
  const settings = convertV4MiniflareOptions({
    host: '127.0.0.1',
    port: options.port,
    log: new Log(LogLevel.ERROR),
    handleStructuredLogs: ({ message }) => options.log(message),
    resourcePersistencePath: options.dataDir,
    workers: [
      {
        ...workerOptions,
        name: 'tuma',
        modules: [{ type: 'ESModule', path: 'worker.js', contents }],
        modulesRoot: '/',
        bindings: { ...(workerOptions.bindings as object), ...options.settings },
        ratelimits: {},
        serviceBindings: { CARRIER_LIMIT: limit.name },
        ...(options.outbound && { outboundService: options.outbound }),
      },
      limit,
    ],
  });
  await endOrphans(options.dataDir);
  const unguard = guardRuntimes(options.dataDir);
  const miniflare = withoutSignalHandlers(() => new Miniflare(settings));
  const dispose = () => miniflare.dispose().finally(unguard);
  const url = await miniflare.ready.then(
    ({ origin }) => origin,
    async (error) => {
      // The runtime's process would keep this one alive.
      await dispose().catch(() => {});
      throw error;
    },
  );

  const sweep = async () => {
    const worker = await miniflare.getWorker();
    await worker.scheduled({ cron: '* * * * *' });
  };
  let sweeping = Promise.resolve();
  const timer = setInterval(() => {
    sweeping = sweep().catch(() => options.log('the sweep failed; the next one is soon'));
  }, sweepInterval);
  return {
    url,
    sweep,
    async close() {
      clearInterval(timer);
      await sweeping;
      await dispose();
    },
  };
}

/** Binds each Workers runtime to the life of this process: Miniflare starts one now, and another one where it crashes. */
function guardRuntimes(folder: string): () => void {
  const guard = (message: unknown) => {
    const { process: child } = message as { process: ChildProcess };
    // Its program and its process id are known a moment after it was made.
    child.once('spawn', () => {
      if (/workerd/.test(child.spawnfile)) guardProgram(child.pid, folder);
    });
  };
  subscribe('child_process', guard);
  return () => unsubscribe('child_process', guard);
}

/**
 * Removes the signal handlers that `make` installs. Miniflare's would end the process before the database is stopped; the
 * program that starts the system handles signals.
 */
function withoutSignalHandlers<T>(make: () => T): T {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const before = new Map(signals.map((signal) => [signal, process.listeners(signal)]));
  const made = make();
  for (const signal of signals) {
    for (const listener of process.listeners(signal)) {
      if (!before.get(signal)?.includes(listener)) process.removeListener(signal, listener);
    }
  }
  return made;
}
