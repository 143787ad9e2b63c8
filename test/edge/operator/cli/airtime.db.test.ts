/** The desk tells what became of airtime, and ends what nobody knew of, once and in somebody's name. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { reference } from '../../../../core/ids.ts';
import { kenya } from '../../../../core/markets/ke.ts';
import { type AirtimeDelivery, airtime } from '../../../../db/delivery/airtime.ts';
import { Books, house } from '../../../support/books/books.ts';
import { deskOf } from '../../../support/books/desk.ts';
import { ksh } from '../../../support/books/payments.ts';

let books: Books;
const desk = deskOf(() => books);
beforeAll(async () => {
  books = await Books.open();
  await books.clock.advance(Date.now() - books.clock.now());
});
afterAll(async () => {
  expect(await books.audit()).toEqual([]);
  await books.close();
});

/** 50.00 of airtime for 2.00, bought by somebody with 100.00. */
async function bought() {
  const request = await books.pay({
    ...{ type: 'airtime', payer: await books.account({ balance: 100_00n }) },
    ...{ payee: house.airtime, amount: ksh(50_00n), fee: ksh(2_00n) },
    accountReference: '254799000001',
  });
  const [row] = await books.rows('select number from tuma.payments where id = $1', [request.id]);
  return { ...request, called: reference(BigInt(String(row?.number))) };
}

/** The same, tried once with this result. */
async function tried(result: Omit<AirtimeDelivery, 'paymentId'>) {
  const request = await bought();
  const store = airtime(books.sql, kenya);
  const claim = randomUUID();
  await store.claim([request.id], claim, books.clock.now());
  await store.finish([{ paymentId: request.id, ...result }], claim, books.clock.now());
  return request;
}

const by = ['--reason', 'its dashboard says so', '--by', 'ann'];
const shown = async (called: string) => (await desk(['payment', called])).out;

test('shows what was ordered, tried and answered', async () => {
  expect(await shown((await bought()).called)).toMatch(
    /\nAIRTIME\n {2}for +254799000001\n {2}state +ordered, and not yet asked .*\n {2}tried +not tried yet, since /,
  );
  const taken = await tried({ requestId: `ATQid_${randomUUID()}`, final: false });
  expect(await shown(taken.called)).toMatch(
    /state +the gateway took it.*\n {2}tried +1 try, the last at .*\+03:00\n {2}request +ATQid_/,
  );
  const again = await tried({ refused: 'no stock', final: false });
  expect(await shown(again.called)).toMatch(/it is tried again\n.*\n {2}refused +no stock\n/);
});

test('shows what was refused for good, and the payment that paid it back', async () => {
  const { called } = await tried({ refused: 'no such subscriber', final: true });
  const out = await shown(called);
  expect(out).toMatch(/state +not delivered\n.*\n {2}refused +no such subscriber\n/);
  const [, refund = ''] = / paid back +(\w{10})\n/.exec(out) ?? [];
  const { out: paidBack } = await desk(['payment', refund]);
  expect(paidBack).toMatch(/type +airtime_refund, /);
  expect(paidBack).toMatch(new RegExp(`amount +52\\.00 KES\\n(?:.*\\n)*of payment +${called}\n`));
});

test('ends what nobody knew of as failed: it is paid back, once', async () => {
  const { id, called, payer } = await tried({ final: false });
  expect(await desk(['airtime-failed', called, ...by])).toMatchObject({
    ...{ code: 1, errors: expect.stringContaining('its airtime is sending, so nothing was ') },
  });
  await books.rows(`update tuma.airtime set state = 'unanswered' where payment_id = $1`, [id]);
  expect(await shown(called)).toContain('nobody knows: the gateway gave no answer');

  const { out } = await desk(['airtime-failed', called, ...by]);
  const [, refund = ''] = /is paid back by (\w{10})\n/.exec(out) ?? [];
  expect(await books.figures(payer)).toMatch(/^10000\/0\//);
  for (const command of ['airtime-failed', 'airtime-delivered']) {
    expect(await desk([command, called, ...by])).toMatchObject({
      code: 1,
      errors: expect.stringContaining(`is failed, and was paid back by ${refund}, so nothing was `),
    });
  }
  expect(await books.figures(payer)).toMatch(/^10000\/0\//);
  const all = await shown(called);
  expect(all).toMatch(/ended by +ann: its dashboard says so\n/);
  expect(all).not.toContain('made by');
});

test('pays back to a closed account when it is reopened, and says so before', async () => {
  const { id, called, payer } = await tried({ final: false });
  await books.rows(`update tuma.airtime set state = 'unanswered' where payment_id = $1`, [id]);
  await books.pay(await books.request(48_00n, {}, { payer, fee: ksh(0n) }));
  await books.rows(`update tuma.accounts set status = 'closed' where id = $1`, [payer]);

  const { out } = await desk(['airtime-failed', called, ...by]);
  expect(out).toContain(
    'not delivered, and is owed: its payer has an account that is closed or full\n',
  );
  expect(await shown(called)).toMatch(/paid back +owed: its payer has an account that is closed/);
  const again = await desk(['airtime-failed', called, ...by]);
  expect(again).toMatchObject({
    code: 1,
    errors: expect.stringContaining('an account that is closed or may not have so much'),
  });

  await books.rows(`update tuma.accounts set status = 'active' where id = $1`, [payer]);
  const paid = await desk(['airtime-failed', called, ...by]);
  expect(paid.out).toMatch(/is paid back by \w{10}\n/);
  expect(await books.figures(payer)).toMatch(/^5200\/0\//);
  expect(await shown(called)).toMatch(/paid back +\w{10}\n {2}ended by +ann: /);
});

test('ends what nobody knew of as delivered', async () => {
  const { id, called, payer } = await tried({ final: false });
  await books.rows(`update tuma.airtime set state = 'unanswered' where payment_id = $1`, [id]);
  const said = await desk(['airtime-delivered', called, ...by]);
  expect(said.out).toBe(`the airtime of ${called} was delivered\n`);
  expect(await books.figures(payer)).toMatch(/^4800\/0\//);
  expect(await shown(called)).toMatch(/state +delivered\n/);
});

test('refuses a payment that bought none', async () => {
  const [row] = await books.rows(`select number from tuma.payments where type = 'funding' limit 1`);
  const called = reference(BigInt(String(row?.number)));
  expect((await desk(['airtime-failed', called, ...by])).errors).toContain('bought no airtime');
});
