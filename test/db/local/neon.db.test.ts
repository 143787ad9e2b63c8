import {
  type NeonDbError,
  type NeonQueryFunction,
  neon,
  neonConfig,
} from '@neondatabase/serverless';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type NeonEndpoint, startNeonEndpoint } from '../../../db/local/neon.ts';
import { type FreshDatabase, freshDatabase } from '../../support/books/postgres.ts';

let database: FreshDatabase;
let endpoint: NeonEndpoint;
let sql: NeonQueryFunction<false, false>;

beforeAll(async () => {
  database = await freshDatabase({ migrated: false });
  endpoint = await startNeonEndpoint({ connections: 3, waitMs: 300 });
  neonConfig.fetchEndpoint = () => endpoint.url;
  sql = neon(database.ownerUrl);
  await sql`create table notes (id bigint primary key, text text)`;
});

afterAll(async () => {
  await endpoint.close();
  await database.drop();
});

describe('values through the real driver', () => {
  it('keeps 64-bit integers and numerics exact, as text', async () => {
    const [row] = await sql`select 9223372036854775807::int8 as big, 0.10::numeric as exact`;
    expect(row).toEqual({ big: '9223372036854775807', exact: '0.10' });
  });

  it('decodes null, booleans, integers, json and times', async () => {
    const [row] = await sql`
      select null as nothing, true as yes, 7 as seven, '{"a":[1]}'::jsonb as json,
        timestamptz '2024-09-02 14:30:00.123+00' as at`;
    expect(row).toEqual({
      nothing: null,
      yes: true,
      seven: 7,
      json: { a: [1] },
      at: new Date('2024-09-02T14:30:00.123Z'),
    });
  });

  it('takes arrays, bytes, json and nulls as parameters', async () => {
    const id = '0198c0de-0000-7000-8000-000000000001';
    const [row] = await sql`
      select ${['9007199254740993', '-1']}::bigint[]::text[] as bigs,
        ${['a "quoted", {braced}', '', 'null']}::text[] as texts,
        ${[id]}::uuid[]::text[] as ids,
        ${[null, 'x']}::text[] as gaps,
        encode(${'\\xc0de'}::bytea, 'hex') as hex,
        encode(${Buffer.from([0, 255])}::bytea, 'hex') as buffer,
        ${JSON.stringify({ a: 1 })}::jsonb as json,
        ${null}::bigint as nothing,
        ${9007199254740993n}::bigint as big`;
    expect(row).toEqual({
      bigs: ['9007199254740993', '-1'],
      texts: ['a "quoted", {braced}', '', 'null'],
      ids: [id],
      gaps: [null, 'x'],
      hex: 'c0de',
      buffer: '00ff',
      json: { a: 1 },
      nothing: null,
      big: '9007199254740993',
    });
  });

  it('answers an empty result with its fields', async () => {
    const result = await sql.query('select id from notes where id = $1', [-1], {
      fullResults: true,
    });
    expect(result).toMatchObject({ rows: [], rowCount: 0, command: 'SELECT' });
    expect(result.fields.map(({ name, dataTypeID }) => [name, dataTypeID])).toEqual([['id', 20]]);
  });

  it('gives rows as arrays when asked', async () => {
    const rows = await sql.query('select 1 as a, 2 as a', [], { arrayMode: true });
    expect(rows).toEqual([[1, 2]]);
  });
});

it('a query of the driver is sent when it is awaited, and again each time', async () => {
  const before = endpoint.calls.requests;
  const query = sql`select 1`;
  expect(endpoint.calls.requests).toBe(before);
  await query;
  await query;
  expect(endpoint.calls.requests).toBe(before + 2);
});

describe('errors through the real driver', () => {
  it('carry the SQLSTATE and the constraint', async () => {
    await sql`insert into notes values (1, 'first')`;
    const error = await failure(sql`insert into notes values (1, 'again')`);
    expect(error).toMatchObject({
      name: 'NeonDbError',
      code: '23505',
      severity: 'ERROR',
      table: 'notes',
      constraint: 'notes_pkey',
      detail: 'Key (id)=(1) already exists.',
    });
  });

  it('refuse several statements in one text, as Neon does', async () => {
    expect(await failure(sql.query('select 1; select 2'))).toMatchObject({ code: '42601' });
  });

  it('tell a wrong password from a database that is not there to be had', async () => {
    const wrong = database.ownerUrl.replace(/:[^:@]+@/, ':wrong@');
    expect(await failure(neon(wrong)`select 1`)).toMatchObject({ code: '28P01' });

    const nobody = 'postgresql://postgres:x@127.0.0.1:1/postgres';
    const error = await failure(neon(nobody)`select 1`);
    expect(error.message).toMatch(/^Server error \(HTTP status 503\): .*ECONNREFUSED/);
    expect(error.code).toBeUndefined();
  });

  it('say 503 and execute nothing when every connection stays taken', async () => {
    const before = endpoint.calls.requests;
    const holders = Promise.all([1, 2, 3].map(() => sql`select pg_sleep(0.8)`));
    await expect.poll(() => endpoint.calls.requests).toBe(before + 3);
    const error = await failure(sql`insert into notes values (50, 'too late')`);
    expect(error.message).toContain('HTTP status 503');
    await holders;
    expect(await texts(50)).toEqual([]);
  });

  it('come from a terminated session, and the next statement has a new one', async () => {
    const sleeping = failure(sql`select pg_sleep(5) as doomed`);
    const kill = () => sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where query like '%as doomed%' and pid <> pg_backend_pid()`;
    await expect.poll(async () => (await kill()).length).toBe(1);
    expect(await sleeping).toMatchObject({ code: '57P01', severity: 'FATAL' });
    expect(await sql`select 1 as one`).toEqual([{ one: 1 }]);
  });

  it('do not come from a prepared plan that outlived the shape of its result', async () => {
    const read = () => sql`select * from shape`;
    await sql`create table shape (a int)`;
    await read();
    await sql`alter table shape add column b int`;
    expect(await read()).toEqual([]);
  });
});

describe('a transaction through the real driver', () => {
  it('commits all of its statements, at the isolation asked for', async () => {
    const [level, inserted] = await sql.transaction(
      [
        sql`select current_setting('transaction_isolation') as level`,
        sql`insert into notes values (10, 'ten') returning id`,
        sql`insert into notes values (11, 'eleven')`,
      ],
      { isolationLevel: 'Serializable' },
    );
    expect(level).toEqual([{ level: 'serializable' }]);
    expect(inserted).toEqual([{ id: '10' }]);
    expect(await texts(10, 11)).toEqual(['ten', 'eleven']);
  });

  it('leaves nothing of a failed one', async () => {
    const error = await failure(
      sql.transaction([
        sql`insert into notes values (20, 'twenty')`,
        sql`insert into notes values (20, 'twice')`,
      ]),
    );
    expect(error).toMatchObject({ code: '23505' });
    expect(await texts(20)).toEqual([]);
  });

  it('refuses to write when read-only', async () => {
    const write = sql.transaction([sql`insert into notes values (21, 'x')`], { readOnly: true });
    expect(await failure(write)).toMatchObject({ code: '25006' });
  });

  it('left open by a statement is not met by the next request', async () => {
    await sql`begin`;
    await sql`insert into notes values (30, 'outside')`;
    expect(await texts(30)).toEqual(['outside']);
  });
});

async function texts(...ids: number[]): Promise<unknown[]> {
  const rows = await sql`select text from notes where id = any(${ids}::bigint[]) order by id`;
  return rows.map(({ text }) => text);
}

async function failure(promise: Promise<unknown>): Promise<NeonDbError> {
  return promise.then(
    () => expect.fail('should have failed'),
    (error) => error,
  );
}
