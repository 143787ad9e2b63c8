/** How long rows stay: what a stranger can make is bounded and forgotten, in pieces whose cost does not grow with what stays. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { kenya } from '../../../core/markets/ke.ts';
import { airtime } from '../../../db/delivery/airtime.ts';
import { receipts } from '../../../db/delivery/receipts.ts';
import { Books } from '../../support/books/books.ts';
import { ksh, released } from '../../support/books/payments.ts';

let books: Books;
beforeAll(async () => {
  books = await Books.open();
});
afterAll(() => books.close());

const now = () => books.clock.now();
const at = (daysAgo: number) =>
  `'${new Date(now() - daysAgo * 86_400_000).toISOString()}'::timestamptz`;
const count = async (table: string) =>
  Number((await books.rows(`select count(*) n from tuma.${table}`))[0]?.n);

/** So many rows of a table, made so many days ago. */
const made: Readonly<Record<string, (rows: number, daysAgo: number) => string>> = {
  notices: (rows, daysAgo) => `
    with told as (
      insert into tuma.notices (id, kind, msisdn, language, at)
      select gen_random_uuid(), 'welcome', '2547' || n, 'en', ${at(daysAgo)} - n * interval '1 second'
        from generate_series(1, ${rows}) n
      returning id, at)
    insert into tuma.receipts (about, party, state, at) select id, 'subscriber', 'delivered', at from told`,
  one_time_codes: (rows, daysAgo) => `
    insert into tuma.one_time_codes (msisdn, purpose, code_mac, notice, sent_at, expires_at, sends_since)
    select gen_random_uuid(), 'pin', 'x', gen_random_uuid(), t.made, t.made, t.made
      from generate_series(1, ${rows}) n, lateral (select ${at(daysAgo)} - n * interval '1 second' made) t`,
  late_answers: (rows, daysAgo) => `
    insert into tuma.late_answers (payment_id, who, took_ms, at)
    select gen_random_uuid(), 'fraud', 1, ${at(daysAgo)} - n * interval '1 second' from generate_series(1, ${rows}) n`,
  security_counts: (rows, daysAgo) => `
    insert into tuma.security_counts (day, what, carrier, count)
    select ${at(daysAgo)}::date, 'burst ' || n || gen_random_uuid(), 'nalo', 1 from generate_series(1, ${rows}) n`,
  failures: (rows, daysAgo) => `
    insert into tuma.failures (job, item, sqlstate, since, at)
    select 'a job', gen_random_uuid(), 'P0001', t.made, t.made
      from generate_series(1, ${rows}) n, lateral (select ${at(daysAgo)} - n * interval '1 second' made) t`,
};
const days: Readonly<Record<string, number>> = {
  ...{ notices: 400, one_time_codes: 30, late_answers: 400, security_counts: 400, failures: 30 },
};

it('is written for every table, and for no other', async () => {
  const page = await readFile(join(import.meta.dirname, '../../../db/README.md'), 'utf8');
  const [, section = ''] = /## How long rows stay\n([\s\S]*?)\n## /.exec(page) ?? [];
  const written = section
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .flatMap((line) =>
      [...(line.split('|')[1] ?? '').matchAll(/`(\w+)`/g)].map(([, name]) => name),
    );
  const tables = await books.rows(
    `select relname::text "name" from pg_class where relnamespace = 'tuma'::regnamespace and relkind = 'r'`,
  );
  expect(written.toSorted()).toEqual(tables.map(({ name }) => name).toSorted());
});

describe.each(Object.keys(made))('%s', (table) => {
  const make = (rows: number, daysAgo: number) => books.rows(made[table]?.(rows, daysAgo) ?? '');
  const limit = days[table] ?? 0;
  const forget = async (piece: number) => books.operations.forget(piece, now());
  beforeEach(() => books.rows(`delete from tuma.${table}`));

  it('stay until their time, and then go in pieces', async () => {
    await make(3, limit - 1);
    await make(25, limit + 2);
    expect(await forget(10)).toBe(10);
    expect(await count(table)).toBe(18);
    expect(await forget(10)).toBe(10);
    expect(await forget(10)).toBe(5);
    expect(await forget(10)).toBe(0);
    expect(await count(table)).toBe(3);
  });

  it('cost nothing to look through where they stay', async () => {
    await make(20_000, limit - 1);
    await make(5, limit + 2);
    await books.rows(`vacuum analyze tuma.${table}`);
    await books.rows('begin');
    await books.rows('select tuma.forget(1000, $1)', [new Date(now()).toISOString()]);
    const [read] = await books.rows(
      `select (seq_tup_read + coalesce(idx_tup_fetch, 0))::int n from pg_stat_xact_user_tables where relid = 'tuma.${table}'::regclass`,
    );
    await books.rows('commit');
    expect(await count(table)).toBe(20_000);
    expect(Number(read?.n)).toBeLessThan(1_000);
  });
});

it('is by the books’ own clock: whoever asks with another time makes nothing older', async () => {
  for (const [table, limit] of Object.entries(days)) {
    await books.rows(`delete from tuma.${table}`);
    await books.rows(made[table]?.(3, limit - 1) ?? '');
  }
  await books.rows('begin');
  await books.rows('set local session_replication_role = replica');
  await books.rows(`update tuma.home set clock_tolerance = '1 minute'`);
  // The books of tests are of 2024: their rows are made as much younger.
  const age = `clock_timestamp() - $1::timestamptz`;
  const at = [new Date(now()).toISOString()];
  for (const [table, column] of [
    ...[
      ['notices', 'at'],
      ['one_time_codes', 'sent_at'],
      ['late_answers', 'at'],
      ['failures', 'at'],
    ],
  ]) {
    await books.rows(`update tuma.${table} set ${column} = ${column} + (${age})`, at);
  }
  await books.rows(`update tuma.security_counts set day = (day + (${age}))::date`, at);
  const later = new Date(Date.now() + 9e11).toISOString();
  const [forgot] = await books.rows(
    'select tuma.forget(1000, $1) n, tuma.keep_early_reports(1000, $1) m',
    [later],
  );
  await books.rows('rollback');
  expect(forgot).toEqual({ n: 0, m: 0 });
});

it('the receipt of a notice goes with it, and those of payments stay', async () => {
  await books.rows('delete from tuma.notices');
  const { id } = await books.pay({
    payer: await books.account({ balance: 10_00n }),
    payee: await books.account(),
    amount: ksh(1_00n),
  });
  await books.tells(id);
  await books.rows('delete from tuma.receipts where party = $1', ['subscriber']);
  await books.rows(made.notices?.(2, 500) ?? '');
  await books.rows(`update tuma.receipts set at = ${at(900)}`);
  await books.operations.forget(10, now());
  expect(await books.rows('select party::text from tuma.receipts order by 1')).toEqual([
    { party: 'payee' },
    { party: 'payer' },
  ]);
});

describe('reports of what nobody knows', () => {
  it('however many come, are ten thousand of each kind at most, and go in pieces', async () => {
    const post = receipts(books.sql, kenya);
    for (const [table, columns, id] of [
      ['delivery_reports', 'gateway, state, message_id, at', `'infobip', 'delivered', `],
      ['airtime_reports', 'delivered, request_id, at', 'true, '],
    ]) {
      await books.rows(
        `insert into tuma.${table} (${columns})
         select ${id} 'unknown ' || n, ${at(0)} - n * interval '1 ms' from generate_series(1, 12500) n`,
      );
    }
    expect(await post.keepEarlyReports(1_000, now())).toBe(1_000);
    expect(await post.keepEarlyReports(1_000, now())).toBe(1_000);
    expect(await post.keepEarlyReports(1_000, now())).toBe(500);
    expect(await post.keepEarlyReports(1_000, now())).toBe(0);
    expect([await count('delivery_reports'), await count('airtime_reports')]).toEqual([
      10_000, 10_000,
    ]);
    await books.clock.advance(86_400_000 + 60_000);
    expect(await post.keepEarlyReports(100_000, now())).toBe(10_000);
    expect([await count('delivery_reports'), await count('airtime_reports')]).toEqual([0, 0]);
  });

  it('that come a thousand times make one row', async () => {
    const orders = airtime(books.sql, kenya);
    for (let i = 0; i < 20; i += 1) await orders.report('ATQid_of_nobody', i % 2 === 0, now());
    expect(await count('airtime_reports')).toBe(1);
  });
});

describe('refused payments', () => {
  it('are listed fifty of each payer at most, the latest, however they end', async () => {
    const [payer, other] = [await books.account({ balance: 10_00n }), await books.account()];
    const refused = async (account: string, i: number) => {
      const request = await books.request(i % 3 === 0 ? 1_00n : 5_000_00n, {}, { payer: account });
      if (i % 3 === 2) await books.ledger.voidPayment(request, released());
      else await books.ledger.reserve(request);
      if (i % 3 === 0) await books.ledger.settle(request, released());
      await books.clock.advance(1_000);
      return request.id;
    };
    await refused(other, 1);
    const ids: string[] = [];
    for (let i = 0; i < 60; i += 1) ids.push(await refused(payer, i));
    const listed = await books.rows(
      'select payment_id from tuma.refused_payments where account_id = $1 order by 1',
      [payer],
    );
    expect(listed.map(({ payment_id }) => payment_id)).toEqual(ids.slice(10));
    expect(
      await books.rows('select from tuma.refused_payments where account_id = $1', [other]),
    ).toHaveLength(1);
    expect(await books.rows('select from tuma.payments where id = any ($1)', [ids])).toHaveLength(
      60,
    );
  });
});
