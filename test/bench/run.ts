/**
 * `npm run bench`: measures speed as ratios within one run. Absolute figures vary with the machine's load; ratios of what is
 * measured in turns, on one PostgreSQL with the same durable settings, vary much less. `npm run bench -- road` measures one part
 * alone and keeps the other results. BENCH_SECONDS is the length of a turn (3). The exit code tells whether answers and books
 * were right, not whether targets were met.
 */
import type { Bench } from './bench.ts';
import { type Environment, startEnvironment } from './environment.ts';
import type { Complaints } from './measuring/measurement.ts';
import { prepareTpcb, type Tpcb } from './measuring/tpcb.ts';
import { writePage } from './page.ts';
import { measureDialogues } from './parts/dialogues.ts';
import { measureEngines } from './parts/engines.ts';
import { measureGrowth } from './parts/growth.ts';
import { measurePayments } from './parts/payments.ts';
import { measurePeers } from './parts/peers.ts';
import { measureRoad } from './parts/road.ts';
import { report } from './report.ts';
import { keepResult, machine, type PartName, readResults } from './results.ts';

const seconds = Math.max(1, Math.round(Number(process.env.BENCH_SECONDS) || 3));
const startedAt = performance.now();
let environment: Environment | undefined;
let tpcb: Promise<Tpcb> | undefined;

const onPostgres: Partial<Record<PartName, (bench: Bench) => Promise<unknown>>> = {
  payments: measurePayments,
  growth: measureGrowth,
  road: measureRoad,
  peers: measurePeers,
  dialogues: measureDialogues,
};
const names: readonly PartName[] = [...(Object.keys(onPostgres) as PartName[]), 'engines'];

try {
  const typed = process.argv.slice(2);
  const unknown = typed.find((name) => !names.includes(name as PartName));
  if (unknown) throw new Error(`there is no part "${unknown}", but ${names.join(', ')}`);
  const parts = typed.length === 0 ? names : names.filter((name) => typed.includes(name));
  const all: string[] = [];
  for (const name of parts) all.push(...(await measurePart(name)));
  const results = await readResults();
  await writePage(results);
  const measured = Object.fromEntries(parts.map((name) => [name, results[name]]));
  console.log(`\n${report(measured)}\n`);
  console.log(all.length > 0 ? all.join('\n') : 'books and answers: nothing wrong');
  process.exitCode = all.length > 0 ? 1 : 0;
} catch (error) {
  console.error(`npm run bench: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
} finally {
  await environment?.close();
}

/** Measures a part and keeps its result. Returns what was wrong with answers and books. */
async function measurePart(name: PartName): Promise<Complaints> {
  const complaints: Complaints = [];
  const measureOnPostgres = onPostgres[name];
  const result = measureOnPostgres
    ? await measureOnPostgres(await benchWith(complaints))
    : await measureEngines(seconds / 3, complaints, say);
  const where = measureOnPostgres && environment;
  await keepResult(name, {
    machine: where ? `${machine()}, PostgreSQL ${where.version}` : machine(),
    ...(where && { settings: where.settings }),
    ...{ seconds, complaints, result },
  });
  return complaints;
}

async function benchWith(complaints: Complaints): Promise<Bench> {
  if (!environment) say('starting PostgreSQL');
  environment ??= await startEnvironment();
  const { emptyDatabase } = environment;
  const prepared = () => {
    say('preparing TPC-B');
    return emptyDatabase('tpcb').then((url) => prepareTpcb(url, seconds / 3));
  };
  const yardstick = () => {
    tpcb ??= prepared();
    return tpcb;
  };
  return { environment, seconds, complaints, say, tpcb: yardstick };
}

function say(what: string): void {
  const passed = ((performance.now() - startedAt) / 1000).toFixed(0).padStart(4);
  console.log(`${passed} s  ${what}`);
}
