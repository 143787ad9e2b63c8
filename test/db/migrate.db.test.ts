import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { migrate } from '../../db/migrate.ts';
import { snapshot } from '../../db/schema/snapshot.ts';
import { type FreshDatabase, freshDatabase } from '../support/books/postgres.ts';
import { until } from '../support/clock/until.ts';
import { temporaryFolder } from '../support/folder.ts';

let directory: string;
let database: FreshDatabase;
const lines: string[] = [];

beforeAll(async () => {
  directory = await temporaryFolder();
  await mkdir(join(directory, 'migrations/meta'), { recursive: true });
  await mkdir(join(directory, 'functions/letters'), { recursive: true });
  await mkdir(join(directory, 'seed'));
  await file(
    'migrations/meta/_journal.json',
    JSON.stringify({ entries: [entry(0, '0000_things')] }),
  );
  await file(
    'migrations/0000_things.sql',
    'create schema tuma;--> statement-breakpoint\ncreate table tuma.things (id bigint primary key);',
  );
  await file('views.sql', 'create view tuma.some as select 1 one');
  await file('seed/things.sql', 'insert into tuma.things values (1) on conflict do nothing');
  await file(
    'functions/letters/a_first.sql',
    "create function tuma.a_first() returns text language sql return 'one'",
  );
  await file(
    'functions/letters/b_guard.sql',
    `create function tuma.b_guard() returns trigger language plpgsql as $$
     begin raise exception 'no'; end $$`,
  );
  await file(
    'guards.sql',
    `create trigger things_stay before delete on tuma.things
       for each row execute function tuma.b_guard();`,
  );
  await file(
    'roles.sql',
    `revoke all on all functions in schema tuma from public;
     grant usage on schema tuma to tuma_app;
     grant execute on function tuma.a_first to tuma_app;`,
  );
});

beforeEach(async () => {
  database = await freshDatabase({ migrated: false });
});

afterEach(() => database.drop());
afterAll(() => rm(directory, { recursive: true, force: true }));

it('runs each migration once, and does nothing when nothing changed', async () => {
  await run();
  const before = await query('select oid from pg_proc where proname = $1', ['a_first']);
  lines.length = 0;
  await run();
  expect(lines).toEqual([]);
  expect(await query('select oid from pg_proc where proname = $1', ['a_first'])).toEqual(before);
  expect(await query('select count(*)::int as n from drizzle.__drizzle_migrations')).toEqual([
    { n: 1 },
  ]);
});

it('replaces functions whose file changed, also when their result changed', async () => {
  await run();
  const path = 'functions/letters/a_first.sql';
  const original = await readFile(join(directory, path), 'utf8');
  await file(path, 'create function tuma.a_first(p int = 2) returns int language sql return p + 1');
  await run();
  await file(path, original);
  expect(await query('select tuma.a_first() as a')).toEqual([{ a: 3 }]);
  expect(await query('select count(*)::int as n from pg_trigger where not tgisinternal')).toEqual([
    { n: 1 },
  ]);
});

it('names the file and line of a mistake, and keeps the functions that were there', async () => {
  await run();
  await file(
    'functions/letters/c_wrong.sql',
    '-- a comment\ncreate function tuma.c_wrong( returns int',
  );
  await expect(run()).rejects.toThrow(/^db\/functions\/letters\/c_wrong\.sql:2: syntax error/);
  await file(
    'functions/letters/c_wrong.sql',
    "create function tuma.c_wrong() returns int language sql as 'select nothing from tuma.nowhere'",
  );
  await expect(run()).rejects.toThrow('relation "tuma.nowhere" does not exist');
  await rm(join(directory, 'functions/letters/c_wrong.sql'));
  expect(await query('select tuma.a_first() as a')).toEqual([{ a: 'one' }]);
});

it('lets several run at once', async () => {
  await Promise.all([run(), run(), run()]);
  expect(await query('select tuma.a_first() as a')).toEqual([{ a: 'one' }]);
});

it('tries again where the migration of another database changes the same role', async () => {
  await run();
  const path = 'roles.sql';
  const original = await readFile(join(directory, path), 'utf8');
  const change = "alter role tuma_app set statement_timeout = '4s'";
  await file(path, `${original}\n${change};`);
  const other = new pg.Client({ connectionString: database.ownerUrl });
  await other.connect();
  try {
    await other.query(`begin; ${change}`);
    const running = run();
    const waits = `select from pg_stat_activity where wait_event_type = 'Lock' and query like '%statement_timeout%'`;
    await until(async () => (await query(waits)).length > 0);
    await other.query('commit');
    await running;
    expect(lines.at(-1)).toMatch(/^replaced \d+ database functions$/);
  } finally {
    await other.end();
    await file(path, original);
  }
});

it('gives the app role the password, and no other way in', async () => {
  await run();
  expect(await query('select tuma.a_first() as a', [], database.appUrl)).toEqual([{ a: 'one' }]);
  const url = database.appUrl.replace(/:[^:@]+@/, ':other@');
  await expect(query('select 1', [], url)).rejects.toMatchObject({ code: '28P01' });
});

it('shows in the snapshot what a review must see', async () => {
  await run();
  const text = await snapshot(database.ownerUrl);
  expect(text).toContain('create table tuma.things (\n  id bigint not null,');
  expect(text).toContain('create function tuma.a_first() returns text\n  language sql');
  expect(text).toContain('CREATE TRIGGER things_stay BEFORE DELETE ON tuma.things');
  expect(text).toContain('grant execute on routine tuma.a_first() to tuma_app;');
  expect(text).not.toContain('public');
});

it('leaves the app role of the real schema nothing but functions', async () => {
  const real = await freshDatabase();
  try {
    const tables = await query(
      "select c.oid::regclass::text as name from pg_class c where relnamespace = 'tuma'::regnamespace and relkind = 'r'",
      [],
      real.ownerUrl,
    );
    expect(tables.length).toBeGreaterThan(0);
    const attempts = [
      ...tables.flatMap(({ name }) => [
        `select from ${name}`,
        `delete from ${name}`,
        `truncate ${name}`,
        `insert into ${name} default values`,
      ]),
      'create table tuma.mine ()',
      'create table public.mine ()',
      'create schema mine',
      'create role mine',
      'select from drizzle.__drizzle_migrations',
    ];
    for (const attempt of attempts) {
      await expect(query(attempt, [], real.appUrl), attempt).rejects.toMatchObject({
        code: '42501',
      });
    }
  } finally {
    await real.drop();
  }
});

it('lets the desk’s role log in once it is given a password, and changes the password', async () => {
  const role = `select rolcanlogin "can", rolsuper or rolcreaterole or rolbypassrls "more"
                  from pg_roles where rolname = 'tuma_desk'`;
  const as = async (password: string) => {
    const url = new URL(database.ownerUrl);
    Object.assign(url, { username: 'tuma_desk', password });
    const [row] = await query('select current_user "user"', [], url.href);
    return row;
  };
  await run();
  expect(await query(role)).toEqual([{ can: false, more: false }]);
  try {
    for (const password of ['a desk', 'another']) {
      await run(password);
      expect(await as(password)).toEqual({ user: 'tuma_desk' });
    }
    await expect(as('a desk')).rejects.toMatchObject({ code: '28P01' });
    await run();
    expect(await as('another')).toEqual({ user: 'tuma_desk' });
  } finally {
    await query('alter role tuma_desk nologin password null');
  }
});

function run(deskPassword?: string): Promise<void> {
  return migrate(database.ownerUrl, {
    ...{ appPassword: 'app', deskPassword },
    directory,
    log: (line) => lines.push(line),
  });
}

function file(path: string, text: string): Promise<void> {
  return writeFile(join(directory, path), text);
}

function entry(idx: number, tag: string) {
  return { idx, version: '7', when: 1_700_000_000_000 + idx, tag, breakpoints: true };
}

async function query(
  text: string,
  values: unknown[] = [],
  url = database.ownerUrl,
): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    return (await client.query(text, values)).rows;
  } finally {
    await client.end();
  }
}
