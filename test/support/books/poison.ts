/** A row that the database refuses to write, as a bug or a broken row would: so that one item of a group fails. */
/** From now on a row of this table for which the condition is true cannot be written. Gives what takes the poison away. */
export async function poison(
  books: { rows(text: string): Promise<unknown> },
  change: 'insert' | 'update',
  table: string,
  condition: string,
): Promise<() => Promise<unknown>> {
  const trigger = `poison_${crypto.randomUUID().replaceAll('-', '')}`;
  await books.rows(`
    create or replace function public.poison() returns trigger language plpgsql
      as $$ begin raise exception 'poisoned' using errcode = 'P0042'; end $$`);
  await books.rows(`
    create trigger ${trigger} before ${change} on tuma.${table}
      for each row when (${condition}) execute function public.poison()`);
  return () => books.rows(`drop trigger ${trigger} on tuma.${table}`);
}
