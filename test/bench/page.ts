/** Writes the page of results, README.md and its plots, from results.json alone, so that they cannot differ from it. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { how } from './method.ts';
import type { GrowthResult } from './parts/growth.ts';
import type { PaymentsResult } from './parts/payments.ts';
import type { RoadResult } from './parts/road.ts';
import { type Plot, plots } from './plots.ts';
import { measuredAs, measurements } from './report.ts';
import type { PartResult, Results } from './results.ts';
import { figure } from './table.ts';
import { type Row, rows, verdictOf } from './targets.ts';

export async function writePage(results: Results, folder = import.meta.dirname): Promise<void> {
  await rm(join(folder, 'plots'), { recursive: true, force: true });
  for (const [name, text] of Object.entries(pageOf(results))) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
}

/** Makes every file of the page, by its path from this folder. */
export function pageOf(results: Results): Record<string, string> {
  const drawn = plots(results);
  const text = [
    '# What is measured',
    '<!-- Written by `npm run bench` from results.json: change test/bench/page.ts or method.ts, not this. -->',
    ...where(results),
    how,
    '## Against what we have set ourselves',
    ratioTable(rows(results)),
    '## In turns',
    turnTable(results),
    ...(results.payments ? costSection(results.payments.result) : []),
    ...(results.growth ? growthSection(results.growth.result) : []),
    ...(results.road ? roadSection(results.road.result) : []),
    ...(results.dialogues ? dialogueSection(results.dialogues) : []),
    ...(drawn.length > 0 ? ['## Plots', ...drawn.map(picture)] : []),
  ];
  return {
    'README.md': `${text.join('\n\n')}\n`,
    ...Object.fromEntries(drawn.map(({ file, svg }) => [file, svg])),
  };
}

/** Writes one line for all parts that were measured on the same machine with turns of the same length. */
function where(results: Results): string[] {
  const places = new Map<string, string[]>();
  let settings: Readonly<Record<string, string>> = {};
  for (const [name, part] of Object.entries(results) as [string, PartResult<unknown>][]) {
    const place = `${part.machine}; turns of ${part.seconds} s`;
    places.set(place, [...(places.get(place) ?? []), name]);
    settings = { ...settings, ...part.settings };
  }
  const complaints = Object.values(results).flatMap((part) => part.complaints);
  return [
    '## Where',
    [...places].map(([place, names]) => `- ${names.join(', ')}: ${place}.`).join('\n'),
    `PostgreSQL’s settings: ${Object.entries(settings)
      .map(([name, value]) => `\`${name}\` ${value}`)
      .join(', ')}. Nothing else is set for speed.`,
    complaints.length > 0
      ? `**Something was wrong:**\n\n${complaints.map((each) => `- ${each}`).join('\n')}`
      : 'After every measurement the books held what callers had been told, and the audit of the books was clean.',
  ];
}

function ratioTable(all: readonly Row[]): string {
  const limit = ({ bound }: Row, of: 'target' | 'aim') =>
    bound ? `${of === 'target' ? `${bound.kind} ` : ''}${bound[of].toLocaleString('en')}` : '';
  return table(
    ['what', 'measured (lowest–highest of the turns)', 'target', 'aim', ''],
    all.map((row) => [
      ...[row.what, row.missing ? `not measured (${row.missing})` : measuredAs(row)],
      ...[limit(row, 'target'), limit(row, 'aim'), row.missing ? '' : verdictOf(row)],
    ]),
  );
}

function turnTable(results: Results): string {
  return table(
    ['the middle of four turns', 'a second', 'p50 ms', 'p99 ms', 'statements for one'],
    measurements(results).map(({ name, perSecond, p50, p99, statements }) => [
      ...[name, figure(perSecond, 0), figure(p50, 1), figure(p99, 1), figure(statements, 3)],
    ]),
  );
}

function costSection({ costs, payments, correlation, storedBytes }: PaymentsResult): string[] {
  const percent = (share: number) => `${figure(100 * share, 1)} %`;
  const time = (ms?: number) =>
    ms === undefined ? 'not measured (no /proc)' : `${figure(1_000 * ms, 0)} µs`;
  const lines = [
    ['statements', figure(costs.statements, 3)],
    [
      'rows inserted / updated',
      `${figure(costs.rowsInserted, 2)} / ${figure(costs.rowsUpdated, 2)}`,
    ],
    ['updates that touch no index (HOT)', percent(costs.hotShare)],
    ['index insertions', figure(costs.indexInsertions, 2)],
    ['WAL without images of pages', `${figure(costs.walBytes, 0)} B`],
    ['images of pages, just after a checkpoint', `${figure(costs.walImageBytes, 0)} B`],
    ['pages looked at', figure(costs.buffers, 1)],
    ['tables and indexes grow by', `${figure(storedBytes, 0)} B`],
    ['CPU of PostgreSQL’s processes', time(costs.postgresMs)],
    ['CPU of the load generator, pipeline included', time(costs.generatorMs)],
    ['CPU of the machine, whoever used it', time(costs.machineMs)],
  ];
  return [
    '## What a payment costs',
    `With 1,024 callers. ${payments.toLocaleString('en')} payments were held against the books. The correlation of ${correlation.payments.toLocaleString('en')} payments ended ${figure(correlation.p50, 2)} ms (p50) and ${figure(correlation.p99, 2)} ms (p99) after the slowest check.`,
    table(['of one payment', ''], lines),
  ];
}

function growthSection({ byAccounts, byEntries, payments }: GrowthResult): string[] {
  const micros = (ms: number | undefined) => (ms === undefined ? '' : figure(1_000 * ms, 0));
  const lines = [...byAccounts, ...byEntries.filter(({ entries }) => entries > 0)].map((size) => [
    ...[figure(size.accounts, 0), figure(size.entries, 0)],
    ...[micros(size.ownMs), micros(size.postgresMs)],
    ...[figure(size.walBytes, 0), figure(size.walImageBytes, 0)],
    ...[figure(size.buffers, 1), figure(size.indexInsertions, 2)],
  ]);
  const columns = ['accounts', 'entries before', 'CPU of PostgreSQL, µs', '… with images, µs'];
  return [
    '## As it grows',
    `A payment’s part of ${payments.toLocaleString('en')}, the middle of two turns, and of twelve for its time without images. Images of pages grow with what was spread over more pages since the checkpoint, and stop at the next touch of the same page; the log without them is what a payment itself writes.`,
    table([...columns, 'WAL, B', 'images, B', 'pages', 'index insertions'], lines),
  ];
}

function roadSection({ callers, partitions, road, used, offered }: RoadResult): string[] {
  const micros = (ms: number) => figure(1_000 * ms, 0);
  const lines = offered.map((each) => [
    ...[`${figure(100 * each.share, 0)} %`, figure(each.offered, 0)],
    ...[figure(each.p50, 0), figure(each.p99, 0)],
  ]);
  return [
    '## The whole road',
    `${callers} callers and ${partitions === 1 ? 'one partition' : `${partitions} partitions`} took ${figure(road.perSecond, 0)} payments a second through it, ${figure(road.p50, 0)} ms (p50) and ${figure(road.p99, 0)} ms (p99) each.${
      used
        ? ` Of the processor a payment takes ${micros(used.runtime)} µs in the runtime, ${micros(used.endpoint)} µs in the local endpoint, ${micros(used.postgres)} µs in PostgreSQL and ${micros(used.generator)} µs in the load generator.`
        : ''
    } On a schedule:`,
    table(['of the most', 'arriving a second', 'p50 ms', 'p99 ms'], lines),
  ];
}

function dialogueSection({ result }: NonNullable<Results['dialogues']>): string[] {
  const { phones, dialogues, turns, wrongReplies } = result;
  return [
    '## Whole dialogues',
    `${phones} phones that send money in five turns each, through the running system with its receipts: ${figure(dialogues.perSecond, 0)} dialogues a second, ${figure(turns.p50, 0)} ms (p50) and ${figure(turns.p99, 0)} ms (p99) a turn, ${wrongReplies} wrong replies.`,
  ];
}

function picture({ file, title }: Plot): string {
  return `![${title}](${file})`;
}

function table(columns: readonly string[], lines: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [row(columns), row(columns.map(() => '---')), ...lines.map(row)].join('\n');
}
