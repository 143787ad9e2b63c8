import { afterAll, beforeAll, expect, test } from 'vitest';
import { kenya } from '../../../core/markets/ke.ts';
import type { PaymentRequest } from '../../../core/payments/request.ts';
import { statements } from '../../../db/customers/statements.ts';
import { reversals } from '../../../db/operator/reversals.ts';
import { Books } from '../../support/books/books.ts';
import {
  completed,
  exampleTime,
  ksh,
  newId,
  payment,
  released,
} from '../../support/books/payments.ts';

let books: Books;
beforeAll(async () => {
  books = await Books.open();
});
afterAll(() => books.close());

test('a payment is as far as the books say, and nobody is waited for to say it', async () => {
  const [payer, payee] = [await books.account({ balance: 2_000_00n }), await books.account()];
  const { payment: progress } = statements(books.sql, kenya);
  const [done, open, poor] = [1_000_00n, 500_00n, 5_000_00n].map((minor) =>
    payment({ payer, payee, amount: ksh(minor), fee: ksh(0n) }),
  ) as [PaymentRequest, PaymentRequest, PaymentRequest];
  await books.ledger.reserve(done);
  await books.ledger.settle(done, completed);
  await books.ledger.reserve(open);
  await books.ledger.reserve(poor);
  const number = expect.any(BigInt);
  expect(await progress(done.id)).toEqual({ state: 'completed', refusal: null, number });
  expect(await progress(open.id)).toEqual({ state: 'reserved', refusal: null, number });
  expect(await progress(poor.id)).toMatchObject({ refusal: 'insufficient_funds', number });
  expect(await progress(newId(exampleTime))).toBeUndefined();

  await books.rows('begin');
  try {
    await books.rows('select from tuma.payments where id = $1 for update', [open.id]);
    expect(await progress(open.id)).toMatchObject({ state: 'reserved' });
  } finally {
    await books.rows('rollback');
  }
});

test('a statement goes by when payments ended, whenever their sessions began', async () => {
  const payer = await books.account({ balance: 50_000_00n });
  const payee = await books.account();
  const slow = payment({ id: newId(exampleTime - 60_000), payer, payee, amount: ksh(999_00n) });
  for (let i = 0; i < 5; i += 1) {
    const quick = payment({ payer, payee, amount: ksh(10_00n), fee: ksh(0n) });
    await books.ledger.reserve(quick);
    await books.ledger.settle(quick, completed);
    await books.clock.advance(1_000);
  }
  await books.ledger.reserve(slow);
  await books.ledger.settle(slow, completed);

  const last = await statements(books.sql, kenya).last(await books.owner(payee), 5);
  expect(last).toHaveLength(5);
  expect(last[0]).toMatchObject({ incoming: true, amount: ksh(999_00n), balance: ksh(1_049_00n) });
  expect(last.slice(1).map(({ balance }) => balance.minor)).toEqual([
    50_00n,
    40_00n,
    30_00n,
    20_00n,
  ]);
});

test('a statement goes back page by page to the first entry, and meets no entry twice', async () => {
  const payer = await books.account({ balance: 50_000_00n });
  const payee = await books.account();
  for (const major of [1n, 2n, 3n, 4n, 5n]) {
    await books.pay({ payer, payee, amount: ksh(major * 100n), fee: ksh(0n) });
  }
  const { last } = statements(books.sql, kenya);
  const page = async (before?: bigint) =>
    (await last(await books.owner(payee), 2, before)).map(
      ({ seq, amount }) => `${seq}: ${amount.minor}`,
    );
  expect(await page()).toEqual(['5: 500', '4: 400']);
  expect(await page(4n)).toEqual(['3: 300', '2: 200']);
  expect(await page(2n)).toEqual(['1: 100']);
  expect(await page(1n)).toEqual([]);

  // What is paid meanwhile moves no page.
  await books.pay({ payer, payee, amount: ksh(6_00n), fee: ksh(0n) });
  expect(await page(4n)).toEqual(['3: 300', '2: 200']);
});

test('a statement says how much of a payment was taken back, on both sides', async () => {
  const payer = await books.account({ balance: 2_000_00n });
  const payee = await books.account();
  const [whole, part] = [
    await books.pay({ payer, payee, amount: ksh(500_00n), fee: ksh(0n) }),
    await books.pay({ payer, payee, amount: ksh(400_00n), fee: ksh(0n) }),
  ];
  const asked = { reason: 'wrong number', by: 'ann' };
  const { reverse } = reversals(books.desk, kenya);
  const [now, id] = [books.clock.now(), newId(exampleTime)];
  await reverse({ ...asked, id, origin: whole.id }, now);
  await reverse({ ...asked, id: newId(exampleTime), origin: part.id, amount: ksh(1_00n) }, now);
  const later = { ...asked, id: newId(exampleTime), until: now + 60_000 };
  const spent = await books.pay({ payer, payee, amount: ksh(300_00n), fee: ksh(0n) });
  await books.pay({ payer: payee, payee: await books.account(), amount: ksh(600_00n) });
  expect(await reverse({ ...later, origin: spent.id }, now)).toHaveProperty('waitsUntil');

  for (const account of [payer, payee]) {
    const lines = await statements(books.sql, kenya).last(await books.owner(account), 9);
    const of = (amount: bigint) => lines.find((line) => line.amount.minor === amount)?.reversed;
    expect([of(500_00n), of(400_00n), of(300_00n)]).toEqual([undefined, ksh(1_00n), undefined]);
    expect(lines.filter(({ reversed }) => reversed?.minor === 500_00n)).toHaveLength(1);
  }
});

test('a statement tells what of each fee its account paid', async () => {
  const till = await books.account({ kind: 'till' });
  const payer = await books.account({ balance: 1_000_00n });
  const fee = ksh(5_00n);
  await books.pay({ payer, payee: await books.account(), amount: ksh(100_00n), fee });
  await books.pay({ type: 'buy_goods', payer, payee: till, amount: ksh(100_00n), fee });
  const { last } = statements(books.sql, kenya);
  // The till paid 5.00 of what it got. Whoever dials reads no business' account.
  expect(await books.figures(till)).toBe('9500/0/0');
  expect(await last(await books.owner(till), 5)).toEqual([]);
  expect(await last(await books.owner(payer), 2)).toMatchObject([
    { incoming: false, type: 'buy_goods', fee: ksh(0n), balance: ksh(795_00n) },
    { incoming: false, type: 'p2p', fee, balance: ksh(895_00n) },
  ]);
});

test('the latest payments are those of every end, newest first', async () => {
  const payer = await books.account({ balance: 2_000_00n });
  const payee = await books.account();
  const ask = (amount: bigint) =>
    payment({ payer, payee, amount: ksh(amount), fee: ksh(0n), requestedAt: books.clock.now() });
  const ends: ((request: PaymentRequest) => Promise<unknown>)[] = [
    (request) => books.ledger.settle(request, completed),
    (request) => books.ledger.settle(request, released('fraud_declined', 'rejected')),
    async () => {},
  ];
  for (const [at, end] of ends.entries()) {
    await books.clock.advance(1_000);
    // The third is more than there is, and has ended with that.
    const request = ask([100_00n, 200_00n, 9_000_00n][at] ?? 0n);
    await books.ledger.reserve(request);
    await end(request);
  }
  await books.clock.advance(1_000);
  await books.ledger.voidPayment(ask(300_00n), released('timeout'));
  await books.ledger.reserve(ask(400_00n));

  const { latest } = statements(books.sql, kenya);
  const other = { msisdn: expect.any(String), givenName: 'Jane', familyName: 'Wanjiku' };
  const out = { incoming: false, type: 'p2p', other, reversed: undefined };
  expect(await latest(await books.owner(payer), 4)).toMatchObject([
    { ...out, done: false, amount: ksh(300_00n) },
    { ...out, done: false, amount: ksh(9_000_00n) },
    { ...out, done: false, amount: ksh(200_00n) },
    { ...out, done: true, amount: ksh(100_00n) },
  ]);
  expect((await latest(await books.owner(payer), 2)).map(({ amount }) => amount)).toEqual([
    ksh(300_00n),
    ksh(9_000_00n),
  ]);
  // Who would have been paid has seen nothing of what failed.
  expect(await latest(await books.owner(payee), 4)).toMatchObject([{ incoming: true, done: true }]);
});

test('a payment that ends many times is listed once among the latest', async () => {
  const payer = await books.account({ balance: 2_000_00n });
  const request = payment({ payer, payee: await books.account(), amount: ksh(1_00n) });
  await books.ledger.reserve(request);
  const end = released('timeout');
  await Promise.all(Array.from({ length: 4 }, () => books.ledger.settle(request, end)));
  await books.ledger.voidPayment(request, end);
  await books.ledger.reserve(request);
  const rows = await books.rows('select from tuma.refused_payments where account_id = $1', [payer]);
  expect(rows).toHaveLength(1);
});
