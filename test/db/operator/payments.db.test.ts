import { afterAll, beforeAll, expect, it } from 'vitest';
import { payments } from '../../../db/operator/payments.ts';
import { Books } from '../../support/books/books.ts';
import { completed, ksh, released } from '../../support/books/payments.ts';

let books: Books;
let desk: ReturnType<typeof payments>;
beforeAll(async () => {
  books = await Books.open();
  desk = payments(books.desk);
});
afterAll(async () => {
  expect(await books.audit()).toEqual([]);
  await books.close();
});

it('a payment is found by its number, and described with all of its entries', async () => {
  const request = await books.request(5_000_00n, undefined, { excise: ksh(2_00n) });
  await books.ledger.reserve(request);
  await books.ledger.settle(request, completed);
  const [row] = await books.rows('select number from tuma.payments where id = $1', [request.id]);
  const number = String(row?.number);
  expect(await desk.find(BigInt(number))).toBe(request.id);
  expect(await desk.find(999_999n)).toBeUndefined();

  const found = await desk.describe(request.id);
  expect(found).toMatchObject({
    ...{ id: request.id, number, type: 'p2p', channel: 'ussd', state: 'completed' },
    ...{ amount: '500000', fee: '1500', excise: '200', fraudModel: 'rules 1', reversal: null },
    payer: { account: request.payer, kind: 'wallet', name: 'Jane Wanjiku' },
    events: [{ type: 'payment.reserved' }, { type: 'payment.completed' }],
  });
  expect(found?.entries.map(({ of, amount }) => [of, amount])).toEqual([
    [found?.payer?.number, '-501500'],
    ['excise', '200'],
    ['fee_revenue', '1300'],
    [found?.payee?.number, '500000'],
  ]);
  expect(await desk.describe(crypto.randomUUID())).toBeUndefined();
});

it('whose fee it is is told, as the rule was when its money was held', async () => {
  const payee = await books.account({ kind: 'till' });
  const goods = { type: 'buy_goods', payee } as const;
  const bought = await books.request(5_000_00n, undefined, goods);
  await books.ledger.reserve(bought);
  await books.ledger.settle(bought, completed);
  const unseen = await books.request(5_000_00n, undefined, goods);
  await books.ledger.voidPayment(unseen, released());
  await books.rows(`update tuma.payment_rules set fee_by = 'payer' where type = 'buy_goods'`);
  try {
    const found = await desk.describe(bought.id);
    expect(found).toMatchObject({ fee: '1500', feeBy: 'payee' });
    expect(found?.entries.map(({ amount }) => amount)).toEqual(['-500000', '1500', '498500']);
    expect(await desk.describe(unseen.id)).toMatchObject({ state: 'failed', feeBy: 'payee' });
    expect(await books.audit()).toEqual([]);
  } finally {
    await books.rows(`update tuma.payment_rules set fee_by = 'payee' where type = 'buy_goods'`);
  }
});

it('its fee is found among those of many others', async () => {
  const requests = [];
  for (let i = 0; i < 5; i += 1) {
    await books.clock.advance(60_000);
    const batch = await Promise.all([1, 2, 3].map(() => books.request(5_000_00n)));
    await Promise.all(batch.map((request) => books.ledger.reserve(request)));
    await Promise.all(batch.map((request) => books.ledger.settle(request, completed)));
    requests.push(...batch);
  }
  for (const { id } of requests) {
    const found = await desk.describe(id);
    expect(found?.entries.reduce((sum, { amount }) => sum + BigInt(amount), 0n)).toBe(0n);
    expect(found?.entries).toHaveLength(3);
  }
});

it('is found by its number without a look at all of them', async () => {
  await books.rows('begin');
  try {
    await books.rows('set local session_replication_role = replica');
    await books.rows(
      `insert into tuma.payments (id, type, channel, state, payer, payee, amount, fee, day, requested_at, reserved_at)
       select uuidv7(), 'p2p', 'ussd', 'reserved', 1, 2, 1, 0, '2024-09-02', now(), now()
         from generate_series(1, 100000)`,
    );
    await books.rows(`select brin_summarize_new_values('tuma.payments_number')`);
    await books.rows('analyze tuma.payments');
    const [size] = await books.rows(`select pg_relation_size('tuma.payments') / 8192 blocks`);
    const [row] = await books.rows(
      'explain (analyze, buffers, format json) select id from tuma.payments where number = 50000',
    );
    const plans = row?.['QUERY PLAN'] as { Plan: Record<string, number> }[] | undefined;
    const plan = plans?.[0]?.Plan ?? {};
    const blocks = (plan['Shared Hit Blocks'] ?? 0) + (plan['Shared Read Blocks'] ?? 0);
    expect(plan['Actual Rows']).toBe(1);
    expect(blocks).toBeLessThan(Number(size?.blocks) / 5);
  } finally {
    await books.rows('rollback');
  }
});
