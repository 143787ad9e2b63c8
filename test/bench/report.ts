/** Writes the result of a run for the terminal. */

import { engineTables } from './engines/report.ts';
import type { Load } from './measuring/load.ts';
import type { Measurement } from './measuring/measurement.ts';
import type { Dialogues } from './parts/dialogues.ts';
import type { Results } from './results.ts';
import { figure, line } from './table.ts';
import { type Row, rows, unmeasured, verdictOf } from './targets.ts';

/** Reports the parts that this run measured. */
export function report(results: Results): string {
  const { dialogues, engines } = results;
  const measured = measurements(results).map(measurementLine);
  const lines = [...measured, ...(dialogues ? dialogueLines(dialogues.result) : [])];
  const found = rows(results).filter(({ missing }) => missing !== unmeasured);
  const tables = [
    ...(engines ? [engineTables(engines.result)] : []),
    titled(line('', 'per second', 'p50 ms', 'p99 ms', 'statements'), lines),
    titled(`${''.padEnd(72)}${'measured'.padStart(24)}   target      aim`, found.map(rowLine)),
  ];
  return tables.filter((text) => text !== '').join('\n\n');
}

/** Lists every measurement made in turns, with what it was compared with. */
export function measurements({ payments, road, peers }: Results): Measurement[] {
  return [
    ...Object.values(payments?.result.measured ?? {}),
    ...(road ? [road.result.tpcb, road.result.road] : []),
    ...Object.values(peers?.result ?? {}).flatMap(({ theirs, ours }) => [theirs, ours]),
  ];
}

function titled(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : [title, ...lines].join('\n');
}

/** Pads names and measured values, so that the limits are below each other. */
function rowLine(row: Row): string {
  const { what, bound } = row;
  const limit = (value?: number) => (value === undefined ? '' : value.toLocaleString('en'));
  const measured = row.missing ? `not measured (${row.missing})` : measuredAs(row);
  const verdict = row.missing ? '' : `  ${verdictOf(row)}`;
  return `${what.padEnd(72)}${measured.padStart(24)}${limit(bound?.target).padStart(9)}${limit(bound?.aim).padStart(9)}${verdict}`;
}

/** "1.66 × (1.50–1.82)", or the reason why there is none. */
export function measuredAs({ value, unit, spread, missing }: Row): string {
  if (value === undefined) return missing ?? '';
  const decimals = unit === '×' || (unit === 'ms' && value < 10) ? 2 : 0;
  const one = (of: number) => figure(of, decimals);
  const between = spread ? ` (${one(spread.low)}–${one(spread.high)})` : '';
  return `${one(value)} ${unit}${between}`;
}

function dialogueLines({ phones, dialogues, turns }: Dialogues): string[] {
  return [
    loadLine(`dialogues with a payment each, ${phones} phones`, dialogues),
    loadLine('their turns', turns),
  ];
}

function measurementLine(each: Measurement): string {
  return loadLine(each.name, each, figure(each.statements, 3));
}

function loadLine(name: string, { perSecond, p50, p99 }: Load, ...more: readonly string[]) {
  return line(name, figure(perSecond, 0), figure(p50, 1), figure(p99, 1), ...more);
}
