/**
 * Databases that are lent one after the other: what each borrower left in them is undone. That takes a tenth of the time
 * that a new database takes, of which the laws and their mutants would need more than a hundred.
 */
import pg from 'pg';
import { type FreshDatabase, freshDatabase } from '../support/books/postgres.ts';

const free: FreshDatabase[] = [];

/** As new; `drop` gives it back. */
export async function borrowDatabase(): Promise<FreshDatabase> {
  const database = free.pop() ?? (await prepared());
  return { ...database, drop: () => giveBack(database) };
}

export async function dropLent(): Promise<void> {
  await Promise.all(free.splice(0).map((database) => database.drop()));
}

async function giveBack(database: FreshDatabase): Promise<void> {
  try {
    await asOwner(database, 'call kept.restore()');
    free.push(database);
  } catch {
    // A borrower that still holds a lock loses the database.
    await database.drop();
  }
}

async function prepared(): Promise<FreshDatabase> {
  const database = await freshDatabase();
  await asOwner(database, keep);
  return database;
}

async function asOwner({ ownerUrl }: FreshDatabase, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl, lock_timeout: 2_000 });
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}

/** Copies all rows and the sequences, and makes what puts them back. Functions are the borrower's to put back. */
const keep = `
create schema kept;
create table kept.sequences as
  select schemaname, sequencename, coalesce(last_value, start_value) at, last_value is not null called
    from pg_sequences where schemaname = 'tuma';
do $$
declare
  v_table text;
begin
  for v_table in select tablename from pg_tables where schemaname = 'tuma' loop
    execute format('create table kept.%I as table tuma.%I', v_table, v_table);
  end loop;
end $$;
create procedure kept.restore() language plpgsql as $$
declare
  v_table text;
  v_columns text;
begin
  set local session_replication_role = replica;
  for v_table, v_columns in
    select c.relname, string_agg(quote_ident(a.attname), ', ')
      from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relnamespace = 'tuma'::regnamespace and c.relkind = 'r'
       and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     group by c.relname
  loop
    execute format('delete from tuma.%I', v_table);
    execute format(
      'insert into tuma.%1$I (%2$s) overriding system value select %2$s from kept.%1$I', v_table, v_columns);
  end loop;
  perform setval(format('%I.%I', schemaname, sequencename), at, called) from kept.sequences;
end $$`;
