/** What a run comes to: a table for people, and the same as data. */
import { cpus } from 'node:os';
import type { Dialogues } from './dialogues.ts';
import type { Load } from './load.ts';
import type { Measurement, Spread } from './measurement.ts';
import type { SideBySide } from './side-by-side.ts';

export interface Ratio {
  readonly name: string;
  readonly value: number;
  /** Where it was measured several times. */
  readonly spread?: Spread;
  /** The least that it should be, where we have set ourselves one. */
  readonly target?: number;
  readonly met?: boolean;
}

export function machine(): string {
  const cores = cpus();
  return `${cores.length} cores (${cores[0]?.model.trim()}), Node ${process.versions.node}`;
}

export function ratios({ many, lone, hot, direct }: SideBySide): Ratio[] {
  const spread = many.second.perSecond;
  return [
    judged('pipeline to TPC-B', many.ratio, 1.5),
    judged('a lone caller to plain reserve and settle', lone.ratio, 0.5),
    { name: 'one hot payee to spread accounts', value: hot.perSecond / spread },
    { name: 'over HTTP to without', value: spread / direct.perSecond },
  ];
}

function judged(name: string, spread: Spread, target: number): Ratio {
  return { name, value: spread.middle, spread, target, met: spread.middle >= target };
}

export function table(payments: SideBySide, { phones, dialogues, turns }: Dialogues): string {
  const { many, lone, hot, direct } = payments;
  const rows = [many.first, many.second, direct, hot, lone.first, lone.second];
  return [
    line('', 'per second', 'p50 ms', 'p99 ms', 'statements', 'WAL bytes', 'stored bytes'),
    ...rows.map(measurementLine),
    loadLine(`dialogues with a payment each, ${phones} phones`, dialogues),
    loadLine('their turns', turns),
  ].join('\n');
}

export function ratioLines(all: readonly Ratio[]): string {
  return all.map((each) => line(each.name, figure(each.value, 2)) + verdict(each)).join('\n');
}

function verdict({ spread, target, met }: Ratio): string {
  const between = spread ? `  (${figure(spread.low, 2)} to ${figure(spread.high, 2)})` : '';
  const aim = target === undefined ? '' : `  at least ${target}: ${met ? 'met' : 'NOT MET'}`;
  return between + aim;
}

export function updateLines({ updates }: SideBySide): string {
  return updates
    .map(({ table, updates, hot }) =>
      line(`updates of ${table} without an index (HOT)`, `${figure((100 * hot) / updates, 1)} %`),
    )
    .join('\n');
}

function measurementLine(each: Measurement): string {
  return loadLine(
    each.name,
    each,
    figure(each.statements, 3),
    figure(each.walBytes, 0),
    figure(each.storedBytes, 0),
  );
}

function loadLine(name: string, { perSecond, p50, p99 }: Load, ...more: readonly string[]) {
  return line(name, figure(perSecond, 0), figure(p50, 1), figure(p99, 1), ...more);
}

export function line(name: string, ...cells: readonly string[]): string {
  return (name.padEnd(44) + cells.map((cell) => cell.padStart(13)).join('')).trimEnd();
}

export function figure(value: number | undefined, decimals: number): string {
  if (value === undefined) return '';
  return value.toLocaleString('en', {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
}
