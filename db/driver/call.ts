/** Calls of the database's functions, with named arguments: a value cannot slip into its neighbour's place unseen. */
import type { Sql } from './sql.ts';

/** The arguments, by the names that the function's file gives them. */
type Arguments = Readonly<Record<`p_${string}`, unknown>>;

/**
 * Calls a function that returns rows. The same call site always sends the same text, so that connections keep its plan;
 * the text is put together anew for each call, which takes a microsecond, once per batch.
 */
export function call<Row>(sql: Sql, name: string, values: Arguments = {}): Promise<Row[]> {
  return sql<Row>(
    `select * from ${functionCall(name, Object.keys(values))}`,
    Object.values(values),
  );
}

/** Calls a function that returns one value. */
export async function callForValue<Value>(
  sql: Sql,
  name: string,
  values: Arguments = {},
): Promise<Value | null> {
  const text = `select ${functionCall(name, Object.keys(values))} "value"`;
  const [row] = await sql<{ value: Value | null }>(text, Object.values(values));
  return row?.value ?? null;
}

/** The text of a call: `tuma.release(p_ids => $1, p_from => $2)`. */
export function functionCall(name: string, names: readonly string[]): string {
  return `tuma.${name}(${names.map((each, i) => `${each} => $${i + 1}`).join(', ')})`;
}
