/**
 * Starts a real PostgreSQL, from npm, for development and tests. Production has Neon.
 *
 * pg_ctl starts the server in a session of its own, so a Ctrl-C in the terminal reaches our shutdown first. A guardian stops the
 * server of a killed parent (guardian.ts). Where that one was killed too, the next start finds the server and uses it.
 */
import { rmSync, statSync, truncateSync } from 'node:fs';
import { createServer } from 'node:net';
import { totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { run } from './binaries.ts';
import {
  type Cluster,
  type ClusterSettings,
  openCluster,
  readPassword,
  writeSettings,
} from './cluster.ts';
import { endOrphans, guardCluster, hasOwner } from './guardian.ts';
import { isPostmaster, type Postmaster, postmasterOf } from './postmaster.ts';

export interface PostgresOptions {
  /** A folder for this server alone; it is made when missing. */
  dataDir: string;
  /** Any free port by default. */
  port?: number;
  /** Server settings that override ours. fsync and synchronous_commit stay on unless named here. */
  settings?: ClusterSettings;
  log?: (line: string) => void;
}

export interface Role {
  user: string;
  password: string;
}

export interface RunningPostgres {
  port: number;
  pid: number;
  /** Makes a connection string; without a role it is the owner's (a superuser). */
  url(database: string, role?: Role): string;
}

export interface LocalPostgres extends RunningPostgres {
  dataDir: string;
  /** True when the server of an earlier process was still running, and is used. */
  reused: boolean;
  /** `fast` ends sessions and writes a checkpoint; `immediate` is a crash, and the next start recovers. */
  stop(mode?: StopMode): Promise<void>;
}

export type StopMode = 'fast' | 'immediate';

const START_SECONDS = 60;
/** A server that refuses or ignores connections for this long is stopped. */
const DEAF_SECONDS = 4;
const LOG_BYTES = 8 * 1024 * 1024;

const MEBIBYTE = 1024 * 1024;

/**
 * Memory for shared pages, in MB: a quarter of the machine's, as PostgreSQL's manual advises, between 128 MB and 1 GB. The
 * default of 128 MB is too small for a million accounts, which take three times as much: their pages then come and go with
 * every payment, which makes a payment a sixth slower (measured). A system that needs more than 1 GB has its database on a
 * machine of its own. The server takes the memory only as it uses it.
 */
function memoryForPages(): number {
  const limited = process.constrainedMemory();
  const memory = Math.min(totalmem(), limited > 0 ? limited : Number.POSITIVE_INFINITY);
  return Math.floor(Math.min(Math.max(memory / 4, 128 * MEBIBYTE), 1024 * MEBIBYTE) / MEBIBYTE);
}

const SETTINGS: ClusterSettings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  timezone: 'UTC',
  jit: false,
  shared_buffers: `${memoryForPages()}MB`,
  // The log holds only the server's own errors: statements and error details may contain personal data.
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
  log_checkpoints: false,
};

/** Starts the server of a data directory, or uses the one that still runs there. */
export async function startPostgres(options: PostgresOptions): Promise<LocalPostgres> {
  const log = options.log ?? (() => {});
  const settings = { ...SETTINGS, ...options.settings };
  const folder = resolve(options.dataDir);
  await endOrphans(folder);
  const cluster = await openCluster(options.dataDir, settings.fsync !== 'off', log);
  const changed = await writeSettings(cluster, settings);
  // The server of another process that lives stays bound to that one.
  if (!postmasterOf(cluster.path) || !hasOwner(folder)) guardCluster(cluster.path, folder);

  for (let attempt = 1; ; attempt += 1) {
    const found = await healthy(cluster);
    const isUsable = found && !changed && (options.port ?? found.port) === found.port;
    if (found && (isUsable || attempt > 1)) {
      log(`found PostgreSQL running on port ${found.port}`);
      return handle(cluster, found, true);
    }
    if (found) await stop(cluster, 'fast');
    const port = options.port ?? (await freePort());
    const refusal = await start(cluster, port);
    const started = postmasterOf(cluster.path);
    if (refusal === undefined && started) return handle(cluster, started, false);
    // Another program took the port, another process was quicker to start the server, or the children of a killed server
    // still run. All of these pass within a second.
    if (attempt === 5) throw new Error(`PostgreSQL did not start: ${refusal} (see ${cluster.log})`);
    await sleep(200 * attempt);
  }
}

/** Finds the live server of a data directory, for a process that did not start it. */
export async function runningPostgres(directory: string): Promise<RunningPostgres | undefined> {
  const path = join(resolve(directory), 'cluster');
  const found = postmasterOf(path);
  if (!found) return undefined;
  const url = urlOf(found.port, readPassword(path));
  return (await answer(url('postgres'))) === 'well' ? { ...found, url } : undefined;
}

function handle(cluster: Cluster, { pid, port }: Postmaster, reused: boolean): LocalPostgres {
  return {
    dataDir: cluster.dataDir,
    port,
    pid,
    reused,
    url: urlOf(port, cluster.password),
    stop: (mode = 'fast') => stop(cluster, mode),
  };
}

function urlOf(port: number, password: string): RunningPostgres['url'] {
  return (database, role = { user: 'postgres', password }) => {
    const [name, secret] = [role.user, role.password].map(encodeURIComponent);
    return `postgresql://${name}:${secret}@127.0.0.1:${port}/${encodeURIComponent(database)}`;
  };
}

/** Starts the server and waits for it. Returns the reason where it did not start. */
async function start(cluster: Cluster, port: number): Promise<string | undefined> {
  if (!postmasterOf(cluster.path)) rmSync(join(cluster.path, 'postmaster.pid'), { force: true });
  const written = statSync(cluster.log, { throwIfNoEntry: false })?.size ?? 0;
  if (written > LOG_BYTES) truncateSync(cluster.log);
  const { code, output } = await run(
    cluster.binaries.pg_ctl,
    [
      'start',
      '-D',
      cluster.path,
      '-l',
      cluster.log,
      '-w',
      '-t',
      `${START_SECONDS}`,
      '-o',
      `-p ${port}`,
    ],
    cluster.account,
  );
  return code === 0 ? undefined : output;
}

async function stop(cluster: Cluster, mode: StopMode): Promise<void> {
  const found = postmasterOf(cluster.path);
  if (!found) return;
  const order = (how: StopMode, seconds: string) =>
    run(
      cluster.binaries.pg_ctl,
      ['stop', '-D', cluster.path, '-m', how, '-w', '-t', seconds],
      cluster.account,
    );
  if (mode === 'fast') await order('fast', '30');
  if (isPostmaster(found.pid, cluster.path)) await order('immediate', '6');
  if (isPostmaster(found.pid, cluster.path)) process.kill(found.pid, 'SIGKILL');
  while (isPostmaster(found.pid, cluster.path)) await sleep(20);
}

/** Returns the cluster's live server once it answers. A server that does not answer in time is stopped. */
async function healthy(cluster: Cluster): Promise<Postmaster | undefined> {
  const since = Date.now();
  for (;;) {
    const found = postmasterOf(cluster.path);
    if (!found) return undefined;
    const state = await answer(urlOf(found.port, cluster.password)('postgres'));
    if (state === 'well') return found;
    const patience = state === 'busy' ? START_SECONDS : DEAF_SECONDS;
    if (Date.now() - since > patience * 1000) {
      await stop(cluster, 'immediate');
      return undefined;
    }
    await sleep(100);
  }
}

async function answer(url: string): Promise<'well' | 'busy' | 'ill'> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('select 1');
    return 'well';
  } catch (error) {
    // 57P03: it starts, recovers or shuts down. 53300: it runs, but every connection is taken.
    const code = (error as { code?: string }).code;
    return code === '53300' ? 'well' : code === '57P03' ? 'busy' : 'ill';
  } finally {
    await client.end().catch(() => {});
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}
