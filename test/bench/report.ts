/** What a run comes to, on the screen. */
import type { Dialogues } from './dialogues.ts';
import { engineTables } from './engines/report.ts';
import type { Load } from './load.ts';
import type { Measurement } from './measurement.ts';
import type { Results } from './results.ts';
import { figure, line } from './table.ts';
import { type Row, rows, verdictOf } from './targets.ts';

/** Whatever of it was measured by now. */
export function report(results: Results): string {
  const { payments, road, peers, dialogues, engines } = results;
  const measured = [
    ...Object.values(payments?.result.measured ?? {}),
    ...Object.values(peers?.result ?? {}).flatMap(({ theirs, ours }) => [theirs, ours]),
    ...(road ? [road.result.tpcb, road.result.road] : []),
  ];
  return [
    ...(engines ? [engineTables(engines.result)] : []),
    [
      line('', 'per second', 'p50 ms', 'p99 ms', 'statements', 'WAL bytes'),
      ...measured.map(measurementLine),
      ...(dialogues ? dialogueLines(dialogues.result) : []),
    ].join('\n'),
    [line('', 'measured', 'target', 'aim'), ...rows(results).map(rowLine)].join('\n'),
  ].join('\n\n');
}

function rowLine(row: Row): string {
  const { what, bound } = row;
  const limit = (value?: number) => (value === undefined ? '' : figure(value, value < 100 ? 2 : 0));
  return line(what, measuredAs(row), limit(bound?.target), limit(bound?.aim), verdictOf(row));
}

/** "1.66 × (1.50–1.82)", or why there is none. */
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
  return loadLine(each.name, each, figure(each.statements, 3), figure(each.walBytes, 0));
}

function loadLine(name: string, { perSecond, p50, p99 }: Load, ...more: readonly string[]) {
  return line(name, figure(perSecond, 0), figure(p50, 1), figure(p99, 1), ...more);
}
