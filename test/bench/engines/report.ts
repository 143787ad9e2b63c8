/** The engines, in tables for people. */
import type { Costs, Engines, Faults } from '../engines.ts';
import { figure, line } from '../report.ts';

export function engineTables({ costed, costs, faults }: Engines): string {
  const [first] = costs;
  const tables = costs.map((each) => costTable(costed, each, first ?? each));
  return [...tables, faultTable(faults)].join('\n\n');
}

/** Times are times of ours, and for the last turn times of the first shape's. */
function costTable(costed: readonly string[], costs: Costs, first: Costs): string {
  const { depth, options, inProcess, overHttp } = costs;
  const rows = costed.map((name, place) => {
    const own = inProcess[place];
    const http = overHttp[place];
    return line(
      name,
      figure(own?.perTurn, 1),
      times(own?.perTurn, inProcess[0]?.perTurn),
      figure(own?.lastTurn, 1),
      times(own?.lastTurn, first.inProcess[place]?.lastTurn),
      figure(http?.perSecond, 0),
      figure(http?.p50, 1),
    );
  });
  const title = `${depth} menus of ${options} options`;
  const columns = [
    'µs a turn',
    'to ours',
    'µs the last',
    'to the first',
    'HTTP a second',
    'p50 ms',
  ];
  return [line(title, ...columns), ...rows].join('\n');
}

function faultTable(faults: readonly Faults[]): string {
  const rows = faults.map(({ name, few, many, inTurn, together }) =>
    line(
      name,
      ...[few, many].flatMap(({ wrong, unanswered }) => [figure(wrong, 0), figure(unanswered, 0)]),
      ...[inTurn, together].map(({ payments }) => figure(payments, 1)),
      figure(Math.max(inTurn.pins, together.pins), 3),
    ),
  );
  const sessions = faults[0]?.few.sessions.toLocaleString('en');
  const replies = [faults[0]?.few, faults[0]?.many].flatMap((each) => [
    `wrong, ${each?.atOnce}`,
    `none, ${each?.atOnce}`,
  ]);
  const columns = [...replies, 'paid in turn', 'together', 'PINs left'];
  return [line(`${sessions} sessions; confirmed twice`, ...columns), ...rows].join('\n');
}

function times(value: number | undefined, of: number | undefined): string {
  return value === undefined || of === undefined ? '' : figure(value / of, 2);
}
