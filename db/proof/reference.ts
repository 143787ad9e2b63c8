/**
 * The data that the books follow and that nobody changes by hand: payment types, limits of tiers, prices, system accounts, and whose
 * books these are. The audit holds the database's rows against those that the code would write.
 */
import { call } from '../driver/call.ts';
import type { Sql } from '../driver/sql.ts';
import type { Violation } from '../ledger/maintenance.ts';
import { seedRows } from '../seed/rows.ts';

export const referenceInvariant = '31 rules, limits and system accounts are those of the code';

type Row = Readonly<Record<string, unknown>>;

/** The columns that name a row. */
const keys: Readonly<Record<string, readonly string[]>> = {
  system_accounts: ['id'],
  tiers: ['market', 'tier'],
  desk_ceilings: ['currency'],
  payment_rules: ['type'],
  markets: ['market'],
  price_lists: ['market', 'type', 'tier', 'until'],
  home: ['market'],
};

/** Finds each row that is another than the code's, is missing, or is not of the code. `market` is whose books these are. */
export async function referenceViolations(sql: Sql, market?: string): Promise<Violation[]> {
  const found = await call<{ name: string; row: Row }>(sql, 'reference_data');
  const { price_lists: prices = [], ...seeds } = seedRows();
  const wanted = {
    ...seeds,
    price_lists: prices.map((list) => ({ ...list, until: 'infinity' })),
    ...(market !== undefined && { home: [{ market, clock_tolerance: '00:01:00' }] }),
  };
  return Object.entries(wanted).flatMap(([name, rows]) =>
    differences(
      name,
      rows as readonly Row[],
      found.filter((each) => each.name === name).map(({ row }) => row),
    ),
  );
}

function differences(name: string, wanted: readonly Row[], found: readonly Row[]): Violation[] {
  const columns = [...new Set(wanted.flatMap((row) => Object.keys(row)))];
  const subjectOf = (row: Row) =>
    [name, ...(keys[name] ?? []).map((key) => written(row[key]))].join(' ');
  const named = (subject: string, detail: string) => ({
    ...{ invariant: referenceInvariant, subject, detail },
  });
  const there = new Map(found.map((row) => [subjectOf(row), row]));
  const expected = new Set(wanted.map(subjectOf));
  return [
    ...wanted.flatMap((row) => {
      const subject = subjectOf(row);
      const actual = there.get(subject);
      if (!actual) return [named(subject, 'is missing')];
      const other = columns.filter((column) => written(actual[column]) !== written(row[column]));
      const said = other.map(
        (column) => `${column} is ${written(actual[column])}, not ${written(row[column])}`,
      );
      return said.length > 0 ? [named(subject, said.join(', '))] : [];
    }),
    ...[...there.keys()]
      .filter((subject) => !expected.has(subject))
      .map((subject) => named(subject, 'is not of the code')),
  ];
}

/** A value as text: the driver reads a number of JSON as a number, and the code writes a large one as text. */
function written(value: unknown): string {
  if (value === undefined || value === null) return 'none';
  return Array.isArray(value) ? `[${value.map(written).join(' ')}]` : String(value);
}
