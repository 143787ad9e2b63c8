/** The hourly audit of the books, in the real runtime: a broken invariant wakes somebody. */
import { createScheduledController, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { TrailPage } from '../../../db/proof/proof.ts';
import { pseudonyms } from '../../../edge/crypto.ts';
import worker from '../../../edge/worker.ts';
import config from '../../../wrangler.toml?raw';
import { until } from '../../support/clock/until.ts';
import {
  completed,
  misbehave,
  type Person,
  payment,
  person,
  reserved,
  rows,
} from '../../support/workers/town.ts';

const crons = [...(/^crons = \[(.*)\]$/m.exec(config)?.[1] ?? '').matchAll(/"([^"]+)"/g)].map(
  ([, cron]) => cron ?? '',
);
let payer: Person;
let lines: { event: string; what?: string; violations?: number }[] = [];

/** As in production: the tests' own template takes any clock. */
beforeAll(async () => {
  await rows('alter table tuma.home disable trigger home_stays');
  await rows('update tuma.home set clock_tolerance = default');
  await rows('alter table tuma.home enable trigger home_stays');
});
beforeEach(async () => {
  payer = await person();
  const payee = await person();
  const request = payment(payer.account, payee.account, 100_00n);
  await reserved(request);
  await completed(request);
  for (const write of ['log', 'error'] as const) {
    vi.spyOn(console, write).mockImplementation((line) => lines.push(JSON.parse(line)));
  }
});
afterEach(async () => {
  await misbehave(null);
  vi.restoreAllMocks();
});

/** Every timer that a deployment has, once; what is said of the audit. */
async function anHourPasses() {
  lines = [];
  for (const cron of crons) await worker.scheduled(createScheduledController({ cron }), env);
  return lines.filter(({ event }) => event.startsWith('audit') && event !== 'audit_trail');
}

test('the books are audited once an hour, and nobody is woken while they are in order', async () => {
  expect(crons).toEqual(['* * * * *', '30 * * * *']);
  expect(await anHourPasses()).toEqual([{ event: 'audited', violations: 0 }]);
});

const broken = [
  {
    invariant: '3 balances are the sum of entries',
    breaks: 'update tuma.accounts set balance = balance + 1 where id = $1',
    mends: 'update tuma.accounts set balance = balance - 1 where id = $1',
  },
  {
    invariant: '4 held money is the sum of open reservations',
    breaks: 'update tuma.accounts set held = held + 1 where id = $1',
    mends: 'update tuma.accounts set held = held - 1 where id = $1',
  },
  {
    invariant: '31 rules, limits and system accounts are those of the code',
    subject: 'tiers KE 1',
    breaks: "update tuma.tiers set send_daily = send_daily + 1 where (market, tier) = ('KE', 1)",
    mends: "update tuma.tiers set send_daily = send_daily - 1 where (market, tier) = ('KE', 1)",
  },
  {
    invariant: '30 the database is what the code says',
    subject: 'trigger entries_stay on tuma.entries',
    breaks: 'alter table tuma.entries disable trigger entries_stay',
    mends: 'alter table tuma.entries enable trigger entries_stay',
  },
  {
    invariant: '8 limits count what was sent',
    breaks: 'update tuma.accounts set sent_today = sent_today - 1 where id = $1',
    mends: 'update tuma.accounts set sent_today = sent_today + 1 where id = $1',
  },
];

test.each(broken)('somebody is woken where this does not hold: $invariant', async (one) => {
  const change = (text: string) => rows(text, text.includes('$1') ? [payer.account] : []);
  await change(one.breaks);
  const said = await anHourPasses();
  await change(one.mends);
  expect(said).toEqual([
    {
      event: 'audit_violation',
      what: `Error: ${one.invariant}: ${one.subject ?? `account ${payer.account}`}`,
    },
    { event: 'audited', violations: 1 },
  ]);
  expect(await anHourPasses()).toEqual([{ event: 'audited', violations: 0 }]);
});

test('an audit that does not come to its end wakes somebody too', async () => {
  await misbehave('refuse', 'tuma.audit', 4);
  expect(await anHourPasses()).toEqual([
    { event: 'audit_unfinished', check: 'audit_01_entries_sum_to_zero' },
    { event: 'audit_failed', what: 'DatabaseError: no answer from the database' },
    { event: 'audited', violations: 0, unfinished: 1 },
  ]);
});

/** The trail has all that is posted by now. */
async function trailComesUp(): Promise<TrailPage> {
  const [row] = await rows('select max(number) number from tuma.payments');
  const object = env.AUDIT_TRAIL.getByName('books');
  await until(async () => {
    await object.extend();
    return (await object.pieces(0, 0)).state.payment >= Number(row?.number);
  });
  return object.pieces(0, 100);
}

test('a sweep brings the audit trail up to the books, and what is cut then wakes somebody', async () => {
  const payee = await person();
  const cut = payment(payer.account, payee.account, 50_00n);
  await reserved(cut);
  await completed(cut);
  await trailComesUp();
  expect(await anHourPasses()).toEqual([{ event: 'audited', violations: 0 }]);

  const [row] = await rows('select number from tuma.payments where id = $1', [cut.id]);
  await rows('alter table tuma.payments disable trigger all');
  await rows(`update tuma.payments set device = 'another' where id = $1`, [cut.id]);
  await rows('alter table tuma.payments enable trigger all');
  expect(await anHourPasses()).toEqual([
    {
      event: 'audit_violation',
      what: `Error: 32 what is posted stays as it was: payment number ${row?.number}`,
    },
    { event: 'audited', violations: 1 },
  ]);
  await rows('alter table tuma.payments disable trigger all');
  await rows('update tuma.payments set device = null where id = $1', [cut.id]);
  await rows('alter table tuma.payments enable trigger all');
  expect(await anHourPasses()).toEqual([{ event: 'audited', violations: 0 }]);
});

test('the trail that is extended by many at once, and by an object that was ended, has each piece once', async () => {
  const object = () => env.AUDIT_TRAIL.getByName('books');
  await Promise.all([object().extend(), object().extend(), object().extend()]);
  await runInDurableObject(object(), (_, state) => state.abort('ended')).catch(() => {});
  const { state, pieces } = await trailComesUp();
  expect(pieces.map(({ n }) => n)).toEqual(pieces.map((_, i) => i + 1));
  expect(pieces).toHaveLength(state.pieces);
  expect(pieces.at(-1)?.hash).toBe(state.hash);
  const numbers = pieces
    .filter(({ kind }) => kind === 'payments' || kind === 'late')
    .flatMap(({ rows: all }) => all.split(' ').map((each) => each.split(':')[0]))
    .filter((number) => number !== '');
  expect(new Set(numbers).size).toBe(numbers.length);
});

test('the trail is handed out to whoever has the key, and is not there for others', async () => {
  const ask = (path: string) =>
    worker.fetch(new Request(`https://tuma.example/audit-trail/${path}`), env, {
      waitUntil() {},
      passThroughOnException() {},
    } as unknown as ExecutionContext);
  await trailComesUp();
  const token = pseudonyms(env as unknown as { TOKEN_KEY: string }).auditTrail();
  const first = (await (await ask(token)).json()) as TrailPage;
  expect(first.pieces[0]?.n).toBe(1);
  expect(first.before).toBe('');
  const second = (await (await ask(`${token}?after=1`)).json()) as TrailPage;
  expect(second.before).toBe(first.pieces[0]?.hash);
  expect(second.pieces[0]?.n).toBe(2);
  expect((await ask(`${token}?after=-1`)).status).toBe(400);
  expect((await ask('demo')).status).toBe(404);
});
