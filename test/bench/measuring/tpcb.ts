/**
 * Measures TPC-B with PostgreSQL's own pgbench, for comparison with the pipeline. Where pgbench is not installed, a script sends
 * the same transaction over the driver, and the table says so.
 */
import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import type { Bench } from '../bench.ts';
import type { Load } from './load.ts';
import type { Measurement } from './measurement.ts';
import { scriptedTpcb } from './tpcb-script.ts';

/** pgbench's scale, in hundreds of thousands of accounts: 10 is a million accounts and ten branches. */
const scale = 10;

/** The best of these is measured. */
const clientCounts = [4, 8, 16, 32];

export interface Tpcb {
  readonly name: string;
  readonly clients: number;
  run(seconds: number): Promise<Load>;
}

/** Prepares its own database at `url`, and finds the best number of clients, trying each for some seconds. */
export async function prepareTpcb(url: string, seconds: number): Promise<Tpcb> {
  const version = process.env.BENCH_TPCB === 'script' ? undefined : pgbenchVersion();
  const { name, runWith } = version
    ? { name: `pgbench ${version}`, runWith: await pgbench(url) }
    : { name: 'our script over pg', runWith: await scriptedTpcb(url, scale) };
  let best = { clients: 0, perSecond: 0 };
  for (const clients of clientCounts) {
    const { perSecond } = await runWith(clients, seconds);
    if (perSecond > best.perSecond) best = { clients, perSecond };
  }
  return { name, clients: best.clients, run: (time) => runWith(best.clients, time) };
}

/** Measures one turn. */
export async function measureTpcb(tpcb: Tpcb, { seconds, say }: Bench): Promise<Measurement> {
  const name = `TPC-B by ${tpcb.name}, ${tpcb.clients} clients`;
  say(name);
  return { name, ...(await tpcb.run(seconds)) };
}

function pgbenchVersion(): string | undefined {
  const { status, stdout } = spawnSync('pgbench', ['--version'], { encoding: 'utf8' });
  return status === 0 ? /\d[\d.]*/.exec(stdout)?.[0] : undefined;
}

async function pgbench(url: string) {
  const { hostname, port, username, password, pathname } = new URL(url);
  const run = async (...parameters: string[]) => {
    const { stdout } = await promisify(execFile)(
      'pgbench',
      ['-h', hostname, '-p', port, '-U', username, ...parameters, pathname.slice(1)],
      { env: { ...process.env, PGPASSWORD: decodeURIComponent(password) } },
    );
    return stdout;
  };
  await run('-i', '-q', '-s', String(scale));

  return async (clients: number, seconds: number): Promise<Load> => {
    const time = String(Math.max(1, Math.round(seconds)));
    const report = await run(
      ...['-n', '-M', 'prepared', '-c', String(clients), '-j', '2', '-T', time],
    );
    const perSecond = Number(/tps = ([\d.]+)/.exec(report)?.[1]);
    const mean = Number(/latency average = ([\d.]+)/.exec(report)?.[1]);
    if (!(perSecond > 0)) throw new Error(`pgbench said nothing of transactions: ${report}`);
    // pgbench reports the mean; quantiles would need a log of every transaction.
    return { perSecond, p50: mean };
  };
}
