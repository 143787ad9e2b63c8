/**
 * `npm run bench`: how fast, as ratios within one run. Absolute figures move with the machine's mood; what is measured
 * side by side, in turns, on one PostgreSQL with the same durable settings, does so much less. `npm run bench -- road`
 * measures one part alone, and leaves the other results as they are. BENCH_SECONDS is the length of a turn (3). The
 * exit code says whether answers and books were right, not whether targets were met.
 */
import type { Bench } from './bench.ts';
import { measureDialogues } from './dialogues.ts';
import { measureEngines } from './engines.ts';
import { measureGrowth } from './growth-part.ts';
import type { Complaints } from './measurement.ts';
import { writePage } from './page.ts';
import { measurePayments } from './payments-part.ts';
import { measurePeers } from './peers-part.ts';
import { report } from './report.ts';
import { keepResult, machine, type PartName, readResults } from './results.ts';
import { measureRoad } from './road-part.ts';
import { raiseStand, type Stand } from './stand.ts';
import { prepareTpcb, type Tpcb } from './tpcb.ts';

const seconds = Math.max(1, Math.round(Number(process.env.BENCH_SECONDS) || 3));
const began = performance.now();
let stand: Stand | undefined;
let tpcb: Promise<Tpcb> | undefined;

const onStand: Partial<Record<PartName, (bench: Bench) => Promise<unknown>>> = {
  payments: measurePayments,
  growth: measureGrowth,
  road: measureRoad,
  peers: measurePeers,
  dialogues: measureDialogues,
};
const names: readonly PartName[] = [...(Object.keys(onStand) as PartName[]), 'engines'];

try {
  const asked = process.argv.slice(2);
  const unknown = asked.find((name) => !names.includes(name as PartName));
  if (unknown) throw new Error(`there is no part "${unknown}", but ${names.join(', ')}`);
  const wanted = asked.length === 0 ? names : names.filter((name) => asked.includes(name));
  const all: string[] = [];
  for (const name of wanted) all.push(...(await measurePart(name)));
  const results = await readResults();
  await writePage(results);
  const measured = Object.fromEntries(wanted.map((name) => [name, results[name]]));
  console.log(`\n${report(measured)}\n`);
  console.log(all.length > 0 ? all.join('\n') : 'books and answers: nothing wrong');
  process.exitCode = all.length > 0 ? 1 : 0;
} catch (error) {
  console.error(`npm run bench: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
} finally {
  await stand?.close();
}

/** Measures, and keeps what it found; returns what was wrong. */
async function measurePart(name: PartName): Promise<Complaints> {
  const complaints: Complaints = [];
  const measureOnStand = onStand[name];
  const result = measureOnStand
    ? await measureOnStand(await benchWith(complaints))
    : await measureEngines(seconds / 3, complaints, say);
  const where = measureOnStand && stand;
  await keepResult(name, {
    machine: where ? `${machine()}, PostgreSQL ${where.version}` : machine(),
    ...(where && { settings: where.settings }),
    ...{ seconds, complaints, result },
  });
  return complaints;
}

async function benchWith(complaints: Complaints): Promise<Bench> {
  if (!stand) say('starting PostgreSQL');
  stand ??= await raiseStand();
  const { emptyDatabase } = stand;
  const prepared = () => {
    say('preparing TPC-B');
    return emptyDatabase('tpcb').then((url) => prepareTpcb(url, seconds / 3));
  };
  const yardstick = () => {
    tpcb ??= prepared();
    return tpcb;
  };
  return { stand, seconds, complaints, say, tpcb: yardstick };
}

function say(what: string): void {
  const passed = ((performance.now() - began) / 1000).toFixed(0).padStart(4);
  console.log(`${passed} s  ${what}`);
}
