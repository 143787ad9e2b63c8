import { type NeonQueryFunction, neon, neonConfig } from '@neondatabase/serverless';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type Calls, type NeonEndpoint, startNeonEndpoint } from '../../../db/local/neon.ts';
import { type FreshDatabase, freshDatabase } from '../../support/books/postgres.ts';

let database: FreshDatabase;
let endpoint: NeonEndpoint;
let sql: NeonQueryFunction<false, false>;

beforeAll(async () => {
  database = await freshDatabase({ migrated: false });
  endpoint = await startNeonEndpoint();
  neonConfig.fetchEndpoint = () => endpoint.url;
  sql = neon(database.ownerUrl);
  await sql`create table marks (name text primary key)`;
});

afterEach(() => endpoint.behave());

afterAll(async () => {
  await endpoint.close();
  await database.drop();
});

it('refuse: the driver sees a lost connection, and nothing was executed', async () => {
  endpoint.misbehave({ fault: 'refuse' });
  const error = await failure(mark('refuse'));
  expect(error).toMatchObject({ name: 'NeonDbError', message: LOST });
  expect(error.code).toBeUndefined();
  expect(await isMarked('refuse')).toBe(false);
});

it('drop: the driver sees the very same, but the statement took effect, once', async () => {
  endpoint.misbehave({ fault: 'drop' });
  const error = await failure(mark('drop'));
  expect(error).toMatchObject({ name: 'NeonDbError', message: LOST });
  expect(error.code).toBeUndefined();
  expect(await isMarked('drop')).toBe(true);
});

it('hang: only the caller’s deadline ends it, and the statement took effect', async () => {
  endpoint.misbehave({ fault: 'hang' });
  const signal = AbortSignal.timeout(150);
  const call = sql.query('insert into marks values ($1)', ['hang'], { fetchOptions: { signal } });
  const error = await failure(call);
  expect(error).toMatchObject({ name: 'NeonDbError', sourceError: { name: 'TimeoutError' } });
  expect(await isMarked('hang')).toBe(true);
});

it('cut: the driver throws an error that is not even its own, and the statement took effect', async () => {
  endpoint.misbehave({ fault: 'cut' });
  const error = await failure(mark('cut'));
  expect(error).toMatchObject({ name: 'TypeError', message: 'terminated' });
  expect(await isMarked('cut')).toBe(true);
});

it('bad_gateway: the driver sees a 502, and the statement took effect', async () => {
  endpoint.misbehave({ fault: 'bad_gateway' });
  const error = await failure(mark('bad_gateway'));
  expect(error.message).toMatch(/^Server error \(HTTP status 502\): <html>/);
  expect(error.code).toBeUndefined();
  expect(await isMarked('bad_gateway')).toBe(true);
});

it.each(['drop', 'cut', 'bad_gateway'] as const)(
  '%s, unexecuted: the driver sees the very same, and nothing was executed',
  async (fault) => {
    endpoint.misbehave({ fault });
    const executed = await failure(mark(`${fault} after`));
    endpoint.misbehave({ fault, unexecuted: true });
    const { name, message } = await failure(mark(`${fault} instead`));
    expect({ name, message }).toEqual({ name: executed.name, message: executed.message });
    expect(await isMarked(`${fault} after`)).toBe(true);
    expect(await isMarked(`${fault} instead`)).toBe(false);
  },
);

it('a fault may be for one value among the parameters, wait its turn, and be counted by name', async () => {
  endpoint.misbehave({ fault: 'drop', for: 'hers', skip: 1, times: 2, name: 'of hers' });
  const asks = (...names: string[]) => sql.query('select $1::text[]', [names]);
  await asks('his', 'hers');
  await asks('his', 'not hers');
  await failure(asks('hers', 'his'));
  await failure(sql.query('select $1', ['hers']));
  await asks('hers');
  expect(endpoint.calls.named).toEqual({ 'of hers': 2 });
});

it('latency: comes before the statement, and on top of another fault', async () => {
  endpoint.misbehave({ fault: 'latency', ms: 120, times: 2 });
  endpoint.misbehave({ fault: 'refuse' });
  const start = performance.now();
  await failure(mark('late'));
  await mark('late');
  expect(performance.now() - start).toBeGreaterThan(230);
});

it('a fault hits only the statements it is meant for, as often as asked', async () => {
  const before = endpoint.calls.fired.drop;
  endpoint.misbehave({ fault: 'drop', match: /insert into MARKS/i, times: 2 });
  await sql`select 1`;
  await failure(mark('first'));
  await failure(mark('second'));
  await mark('third');
  expect(endpoint.calls.fired.drop - before).toBe(2);
});

it('a statement that fails by itself gets its own error, and the fault waits for one that commits', async () => {
  await mark('twice');
  endpoint.misbehave({ fault: 'drop' });
  expect(await failure(mark('twice'))).toMatchObject({ code: '23505' });
  expect(await failure(mark('another'))).toMatchObject({ message: LOST });
});

it('a transaction whose reply is dropped took effect as a whole', async () => {
  endpoint.misbehave({ fault: 'drop', match: 'marks' });
  await failure(sql.transaction([sql`select 1`, mark('inside'), mark('inside too')]));
  expect(await isMarked('inside')).toBe(true);
  expect(await isMarked('inside too')).toBe(true);
});

it('listeners stop a call before it is executed and after it is committed', async () => {
  const seen: string[] = [];
  const forget = endpoint.onQuery(async (text, when) => {
    if (text.startsWith('insert')) seen.push(`${when}: ${await isMarked('watched')}`);
  });
  await mark('watched');
  forget();
  await mark('unwatched');
  expect(seen).toEqual(['before: false', 'after: true']);
});

it('other processes order faults and read the calls by HTTP', async () => {
  const origin = new URL(endpoint.url).origin;
  const order = (body: object) =>
    fetch(`${origin}/misbehave`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  expect((await order({ fault: 'refuse', match: 'outside' })).status).toBe(200);
  expect((await order({ fault: 'explode' })).status).toBe(400);
  await failure(sql`select 'outside'`);
  const calls = (await (await fetch(`${origin}/calls`)).json()) as Calls;
  expect(calls.recent.at(-1)).toBe("select 'outside'");
  expect(calls.fired).toEqual(endpoint.calls.fired);

  await order({ fault: 'refuse' });
  await order({ fault: null });
  await sql`select 1`;
});

it('close ends open requests and connections at once', async () => {
  const other = await startNeonEndpoint();
  neonConfig.fetchEndpoint = () => other.url;
  const running = failure(sql`select pg_sleep(20)`);
  await expect.poll(() => other.calls.requests).toBe(1);
  neonConfig.fetchEndpoint = () => endpoint.url;
  const sleepers = () => sql`select from pg_stat_activity where query = 'select pg_sleep(20)'`;
  await expect.poll(async () => (await sleepers()).length).toBe(1);

  const start = performance.now();
  await other.close();
  expect(await running).toMatchObject({ message: LOST });
  expect(performance.now() - start).toBeLessThan(1000);
});

const LOST = 'Error connecting to database: TypeError: fetch failed';

function mark(name: string) {
  return sql`insert into marks values (${name})`;
}

async function isMarked(name: string): Promise<boolean> {
  return (await sql`select from marks where name = ${name}`).length === 1;
}

async function failure(promise: Promise<unknown>): Promise<Error & { code?: string }> {
  return promise.then(
    () => expect.fail('should have failed'),
    (error) => error,
  );
}
