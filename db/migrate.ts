/**
 * Brings a database to the state that this code needs: tables by drizzle's migrations, which run once, then data, views,
 * functions, triggers and rights, all as their files say. Safe to run at any time, by several at once, and quick when nothing
 * changed. Where somebody has changed the database by hand, it puts right what the files make, and names what is left.
 *
 * `ownerUrl` must lead to the database itself: a pooler keeps no session, and the lock belongs to a session.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as migrateTables } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import { differences, TAKE_BACK } from './repair.ts';
import { type SeedRows, type SeedSources, seedRows, withRows } from './seed/rows.ts';

/** `types` and `sold` are the payment types and the markets whose rows are written: all of core/ by default. */
export interface MigrateOptions extends SeedSources {
  /** The password of the Worker's role. */
  appPassword: string;
  /** The password of the role that people at the operator work as; without one the role cannot log in. */
  deskPassword?: string | undefined;
  log?: (line: string) => void;
  /** The folder of migrations, functions, views, guards and roles; this folder by default. */
  directory?: string;
  /** The market whose books these are to be, by its code. Without one, whoever names one first decides. */
  market?: string | undefined;
  /** How far the caller's clock may be from the database's: an interval, a minute by default. A simulation asks for more. */
  clockTolerance?: string;
}

/** The roles of the Worker and of people at the operator. Each may execute its functions (roles.sql), and nothing else. */
export const APP_ROLE = 'tuma_app';
export const DESK_ROLE = 'tuma_desk';
const LOCK = 7_368_201;

export async function migrate(ownerUrl: string, options: MigrateOptions): Promise<void> {
  const { appPassword, deskPassword, log = () => {} } = options;
  const { directory = import.meta.dirname, market } = options;
  const rows = seedRows(options);
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'tuma migrate' });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    // A migration that waits for a table gives up, so that payments do not queue behind it.
    await client.query("set lock_timeout = '10s'");
    await refuseOtherTables(client, directory);
    await migrateTables(drizzle(client), { migrationsFolder: join(directory, 'migrations') });
    if (market !== undefined) await claimBooks(client, market, options.clockTolerance);
    const isNewApp = await ensureRole(client, ownerUrl, APP_ROLE, appPassword);
    const isNewDesk = await ensureRole(client, ownerUrl, DESK_ROLE, deskPassword);
    const isNewRole = isNewApp || isNewDesk;

    const sources = await readSources(directory, rows);
    const state = `functions ${createHash('sha256').update(JSON.stringify(sources)).digest('hex')}`;
    const known = await client.query<{ state: string | null }>(
      "select obj_description('tuma'::regnamespace, 'pg_namespace') as state",
    );
    const isOurs = options.directory === undefined && !options.types && !options.sold;
    const isKnown = !isNewRole && known.rows[0]?.state === state;
    const changed = isKnown && isOurs ? await differences(client) : [];
    if (isKnown && changed.length === 0) return;
    for (const difference of changed) log(`changed by hand: ${difference}`);
    await replaceFunctions(client, { sources, state, isRepair: isKnown });
    log(`replaced ${sources.filter((source) => source.isFunction).length} database functions`);
    for (const difference of isOurs ? await differences(client) : []) {
      log(`differs from the code: ${difference}`);
    }
  } finally {
    await client.end();
  }
}

/**
 * Throws where other migrations than these made the tables: they cannot be brought forward, and nothing of them is
 * touched.
 */
async function refuseOtherTables(client: pg.Client, directory: string): Promise<void> {
  const { rows: tables } = await client.query<{ made: boolean }>(
    "select to_regclass('drizzle.__drizzle_migrations') is not null made",
  );
  if (!tables[0]?.made) return;
  const { rows } = await client.query<{ hash: string }>(
    'select hash from drizzle.__drizzle_migrations order by id limit 1',
  );
  const journal = await readFile(join(directory, 'migrations/meta/_journal.json'), 'utf8');
  const [first] = (JSON.parse(journal) as { entries: { tag: string }[] }).entries;
  const text = await readFile(join(directory, `migrations/${first?.tag}.sql`), 'utf8');
  const hash = createHash('sha256').update(text).digest('hex');
  if (rows[0] && rows[0].hash !== hash) {
    throw new Error(
      'this database was made by an earlier version of Tuma, whose tables this one does not read; start with an empty one (locally: another DATA_DIR)',
    );
  }
}

/** Writes whose books these are, where nobody has. Throws where they are another market's: its days and limits are not these. */
async function claimBooks(
  client: pg.Client,
  market: string,
  clockTolerance = '1 minute',
): Promise<void> {
  await client.query(
    'insert into tuma.home (market, clock_tolerance) values ($1, $2) on conflict do nothing',
    [market, clockTolerance],
  );
  const { rows } = await client.query<{ market: string }>('select market from tuma.home');
  const home = rows[0]?.market;
  if (home !== market) {
    throw new Error(
      `this database has the books of ${home}; ${market} needs one of its own (locally: another DATA_DIR)`,
    );
  }
}

interface Source {
  name: string;
  text: string;
  isFunction: boolean;
}

/** Functions and rights follow from the files, and from which tables there are to have rights on. */
async function readSources(directory: string, seeds: SeedRows): Promise<Source[]> {
  const paths = [
    ...(await sqlIn(directory, 'seed')),
    ...['views.sql'],
    ...(await sqlIn(directory, 'audit')),
    ...(await sqlIn(directory, 'functions')),
    ...['guards.sql', 'roles.sql'],
  ];
  const sources = await Promise.all(
    paths.map(async (name) => ({
      name,
      text: withRows(await readFile(join(directory, name), 'utf8'), seeds),
      isFunction: name.startsWith('functions/'),
    })),
  );
  const journal = await readFile(join(directory, 'migrations/meta/_journal.json'), 'utf8');
  return [
    { name: 'migrations', text: `-- ${journal.replace(/\s+/g, '')}`, isFunction: false },
    ...sources,
  ];
}

/** Lists the SQL files in a folder and the folders below it, in the order of their paths. */
async function sqlIn(directory: string, folder: string): Promise<string[]> {
  const names = await readdir(join(directory, folder), { recursive: true }).catch(() => []);
  return names
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => `${folder}/${name}`);
}

/**
 * Replaces everything in one transaction, so that no caller meets a half-made set. Roles belong to the whole server: where the
 * migration of another of its databases changes them at the same moment, PostgreSQL refuses one of the two, which tries again.
 */
async function replaceFunctions(
  client: pg.Client,
  wanted: { sources: Source[]; state: string; isRepair: boolean },
  tries = 10,
): Promise<void> {
  const { sources, state, isRepair } = wanted;
  await client.query('begin');
  try {
    if (isRepair) await client.query(TAKE_BACK);
    // Bodies are checked below, when every function that they may call is there.
    await client.query('set local check_function_bodies = off');
    await client.query(DROP);
    for (const source of sources) await runFile(client, source);
    await client.query('set local check_function_bodies = on');
    await client.query(VALIDATE);
    await client.query(`comment on schema tuma is ${client.escapeLiteral(state)}`);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    if (tries === 1 || !/tuple concurrently (updated|deleted)/.test(String(error))) throw error;
    await replaceFunctions(client, wanted, tries - 1);
  }
}

/** Drops triggers, functions and views; the files make them anew. It fails where anything else uses a function. */
const DROP = `
do $$
declare
  v_statement text;
begin
  for v_statement in
    select format('drop trigger %I on %s', t.tgname, t.tgrelid::regclass)
    from pg_trigger t
    join pg_class c on c.oid = t.tgrelid
    where c.relnamespace = 'tuma'::regnamespace and not t.tgisinternal and t.tgparentid = 0
  loop
    execute v_statement;
  end loop;
  select 'drop routine ' || string_agg(p.oid::regprocedure::text, ', ')
  into v_statement
  from pg_proc p
  where p.pronamespace = 'tuma'::regnamespace
    and p.prokind in ('f', 'p')
    and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e');
  if v_statement is not null then
    execute v_statement;
  end if;
  select 'drop view ' || string_agg(c.oid::regclass::text, ', ') || ' cascade'
  into v_statement
  from pg_class c
  where c.relnamespace = 'tuma'::regnamespace and c.relkind = 'v';
  if v_statement is not null then
    execute v_statement;
  end if;
end $$`;

const VALIDATE = `
select case l.lanname when 'sql' then fmgr_sql_validator(p.oid) else plpgsql_validator(p.oid) end
from pg_proc p
join pg_language l on l.oid = p.prolang
where p.pronamespace = 'tuma'::regnamespace and l.lanname in ('sql', 'plpgsql')`;

async function runFile(client: pg.Client, { name, text }: Source): Promise<void> {
  try {
    await client.query(text);
  } catch (cause) {
    const { message, position } = cause as { message: string; position?: string };
    const line = position ? `:${text.slice(0, Number(position)).split('\n').length}` : '';
    throw new Error(`db/${name}${line}: ${message}`, { cause });
  }
}

/** Makes the role, or sets its password where it cannot log in with it. True when it was made. */
async function ensureRole(
  client: pg.Client,
  ownerUrl: string,
  role: string,
  password: string | undefined,
): Promise<boolean> {
  const login =
    password === undefined ? 'nologin' : `login password ${client.escapeLiteral(password)}`;
  const { rowCount } = await client.query('select from pg_roles where rolname = $1', [role]);
  if (rowCount === 0) {
    try {
      await client.query(`create role ${role} ${login}`);
      return true;
    } catch (error) {
      // Roles belong to all databases of a server, and the lock to one database: another migration was quicker.
      if (!['42710', '23505'].includes(String((error as { code?: string }).code))) throw error;
    }
  }
  if (password !== undefined && !(await canLogIn(ownerUrl, role, password))) {
    await client.query(`alter role ${role} ${login}`);
  }
  return false;
}

async function canLogIn(ownerUrl: string, role: string, password: string): Promise<boolean> {
  const url = new URL(ownerUrl);
  url.username = role;
  url.password = encodeURIComponent(password);
  const client = new pg.Client({ connectionString: url.href, application_name: 'tuma migrate' });
  try {
    await client.connect();
    return true;
  } catch {
    // Neon's proxy answers a wrong password with another code than PostgreSQL. To set the right one once more harms nothing.
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

if (import.meta.main) {
  const { DATABASE_OWNER_URL: ownerUrl, TUMA_APP_PASSWORD: appPassword } = process.env;
  const deskPassword = process.env.TUMA_DESK_PASSWORD || undefined;
  const market = process.env.MARKET || (await deployedMarket());
  if (!ownerUrl || !appPassword) {
    console.error('Set DATABASE_OWNER_URL and TUMA_APP_PASSWORD.');
    process.exit(1);
  }
  await migrate(ownerUrl, { appPassword, deskPassword, market, log: console.log });
}

/** The market of the Worker that is deployed next. */
async function deployedMarket(): Promise<string | undefined> {
  const settings = await readFile(join(import.meta.dirname, '../wrangler.toml'), 'utf8');
  return /^MARKET = "([A-Z]{2})"$/m.exec(settings)?.[1];
}
