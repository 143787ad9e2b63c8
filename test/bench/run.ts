/**
 * `npm run bench`: how fast, as ratios within one run. Absolute figures move with the machine's mood; what is measured
 * side by side, in turns, on one PostgreSQL with the same durable settings, does so much less. BENCH_SECONDS is the
 * length of a measurement (5). The exit code says whether answers and books were right, not whether targets were met.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { measureDialogues } from './dialogues.ts';
import type { Complaints } from './measurement.ts';
import { machine, ratioLines, ratios, table, updateLines } from './report.ts';
import { measurePayments } from './side-by-side.ts';
import { raiseStand, type Stand } from './stand.ts';

const seconds = Math.max(1, Math.round(Number(process.env.BENCH_SECONDS) || 5));
const began = performance.now();
let stand: Stand | undefined;

try {
  say('starting PostgreSQL');
  stand = await raiseStand();
  process.exitCode = await bench(stand);
} catch (error) {
  console.error(`npm run bench: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
} finally {
  await stand?.close();
}

async function bench(on: Stand): Promise<number> {
  const complaints: Complaints = [];
  const payments = await measurePayments(on, seconds, complaints, say);
  say('dialogues through the running system');
  const dialogues = await measureDialogues(on, seconds, complaints);

  const where = machine(on.version);
  const compared = ratios(payments);
  await keep({ machine: where, seconds, ratios: compared, payments, dialogues, complaints });
  console.log(`\n${where}, ${seconds} s each\n`);
  console.log(`${table(payments, dialogues)}\n`);
  console.log(`${ratioLines(compared)}\n`);
  console.log(`${updateLines(payments)}\n`);
  console.log(`payments held against the books: ${payments.payments.toLocaleString('en')}`);
  console.log(`wrong replies: ${dialogues.wrongReplies}`);
  console.log(complaints.length > 0 ? complaints.join('\n') : 'audit: no violations');
  return complaints.length > 0 ? 1 : 0;
}

/** With as many digits as mean something. */
async function keep(results: object): Promise<void> {
  const shorter = (_: string, value: unknown) =>
    typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(4)) : value;
  const file = join(import.meta.dirname, 'results.json');
  await writeFile(file, `${JSON.stringify(results, shorter, 2)}\n`);
}

function say(what: string): void {
  const passed = ((performance.now() - began) / 1000).toFixed(0).padStart(4);
  console.log(`${passed} s  ${what}`);
}
