/** Writes the engines' results as tables. */
import type { Costs, Engines, Faults } from '../parts/engines.ts';
import { figure, line } from '../table.ts';

export function engineTables({ costed, costs, faults }: Engines): string {
  return [...costs.map((each) => costTable(costed, each)), faultTable(faults)].join('\n\n');
}

function costTable(costed: readonly string[], costs: Costs): string {
  const { depth, options, inProcess, overHttp } = costs;
  const rows = costed.map((name, place) => {
    const own = inProcess[place];
    const http = overHttp[place];
    return line(
      name,
      figure(own?.perTurn, 1),
      figure(own?.toFirstEngine, 2),
      figure(own?.lastTurn, 1),
      figure(own?.toFirstShape, 2),
      figure(http?.perSecond, 0),
      figure(http?.p50, 1),
    );
  });
  const title = `${depth} menus of ${options} options`;
  const columns = ['µs a turn', 'to ours', 'µs the last', 'to 5 of 5', 'HTTP/s', 'p50 ms'];
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
