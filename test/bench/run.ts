/**
 * `npm run bench`: how fast, as ratios within one run. Absolute figures move with the machine's mood; what is measured
 * side by side, in turns, on one PostgreSQL with the same durable settings, does so much less. `npm run bench -- engines`
 * measures the conversation engines alone, and leaves the other results as they are. BENCH_SECONDS is the length of a
 * measurement (5). The exit code says whether answers and books were right, not whether targets were met.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { measureDialogues } from './dialogues.ts';
import { engineTables } from './engines/report.ts';
import { measureEngines } from './engines.ts';
import type { Complaints } from './measurement.ts';
import { machine, ratioLines, ratios, table, updateLines } from './report.ts';
import { measurePayments } from './side-by-side.ts';
import { raiseStand, type Stand } from './stand.ts';

const seconds = Math.max(1, Math.round(Number(process.env.BENCH_SECONDS) || 5));
const began = performance.now();
const file = join(import.meta.dirname, 'results.json');
const complaints: Complaints = [];
const [only] = process.argv.slice(2);
let stand: Stand | undefined;

try {
  if (only !== undefined && only !== 'engines') throw new Error(`there is no part "${only}"`);
  if (only === undefined) {
    say('starting PostgreSQL');
    stand = await raiseStand();
    await benchSystem(stand);
    await stand.close();
  }
  await benchEngines();
  process.exitCode = complaints.length > 0 ? 1 : 0;
} catch (error) {
  console.error(`npm run bench: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
} finally {
  await stand?.close();
}

async function benchSystem(on: Stand): Promise<void> {
  const payments = await measurePayments(on, seconds, complaints, say);
  say('dialogues through the running system');
  const dialogues = await measureDialogues(on, seconds, complaints);

  const where = `${machine()}, PostgreSQL ${on.version}`;
  const compared = ratios(payments);
  await keep({ machine: where, seconds, ratios: compared, payments, dialogues, complaints });
  console.log(`\n${where}, ${seconds} s each\n`);
  console.log(`${table(payments, dialogues)}\n`);
  console.log(`${ratioLines(compared)}\n`);
  console.log(`${updateLines(payments)}\n`);
  console.log(`payments held against the books: ${payments.payments.toLocaleString('en')}`);
  console.log(`wrong replies: ${dialogues.wrongReplies}`);
  console.log(`${complaints.length > 0 ? complaints.join('\n') : 'audit: no violations'}\n`);
}

async function benchEngines(): Promise<void> {
  const own: Complaints = [];
  const engines = await measureEngines(Math.max(1, seconds / 3), own, say);
  complaints.push(...own);
  await keep({ engines: { machine: machine(), ...engines, complaints: own } });
  console.log(`\n${[engineTables(engines), ...own].join('\n')}\n`);
}

/** Beside what other parts found, with as many digits as mean something. */
async function keep(results: object): Promise<void> {
  const shorter = (_: string, value: unknown) =>
    typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(4)) : value;
  const all = { ...JSON.parse(await readFile(file, 'utf8')), ...results };
  await writeFile(file, `${JSON.stringify(all, shorter, 2)}\n`);
}

function say(what: string): void {
  const passed = ((performance.now() - began) / 1000).toFixed(0).padStart(4);
  console.log(`${passed} s  ${what}`);
}
