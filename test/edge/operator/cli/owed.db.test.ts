/** The desk lists what is owed and did not come, and an account is not closed unseen while something may still come to it. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AccountId } from '../../../../core/account.ts';
import { reference } from '../../../../core/ids.ts';
import { kenya } from '../../../../core/markets/ke.ts';
import type { Msisdn } from '../../../../core/msisdn.ts';
import { airtime } from '../../../../db/delivery/airtime.ts';
import { disputes } from '../../../../db/operator/disputes.ts';
import { reversals } from '../../../../db/operator/reversals.ts';
import { Books, house } from '../../../support/books/books.ts';
import { deskOf } from '../../../support/books/desk.ts';
import { findings, ksh, newId } from '../../../support/books/payments.ts';

let books: Books;
const desk = deskOf(() => books);
beforeAll(async () => {
  books = await Books.open();
  await books.clock.advance(Date.now() - books.clock.now());
});
afterAll(() => books.close());

const now = () => books.clock.now();
const by = ['--reason', 'asked', '--by', 'ann'];
const number = async (account: AccountId) =>
  String(
    (await books.rows('select msisdn from tuma.customers where account_id = $1', [account]))[0]
      ?.msisdn,
  );
const called = async (id: string) =>
  reference(
    BigInt(
      String((await books.rows('select number from tuma.payments where id = $1', [id]))[0]?.number),
    ),
  );

/** Somebody with 50.00 who has bought airtime with all of it, which the gateway has taken. */
async function emptied() {
  const payer = await books.account({ balance: 50_00n });
  const bill = { type: 'airtime', payer, payee: house.airtime, amount: ksh(50_00n) } as const;
  const { id } = await books.pay({ ...bill, accountReference: '254798000001' });
  const store = airtime(books.sql, kenya);
  const claim = randomUUID();
  const requestId = `ATQid_${claim}`;
  await store.claim([id], claim, now());
  await store.finish([{ paymentId: id, requestId, final: false }], claim, now());
  return { payer, id, number: await number(payer), called: await called(id), requestId, store };
}

test('an account whose airtime has no end is closed only anyway, and gets it back when it is reopened', async () => {
  const { payer, id, number, called, requestId, store } = await emptied();
  expect(await desk(['close-account', number, ...by])).toEqual({
    ...{ code: 1, out: '' },
    errors: `npm run desk: ${number} Jane Wanjiku has something open: airtime without an end ${called}. --anyway yes closes it, and what comes then waits until it is reopened\n`,
  });
  expect((await desk(['owed', number])).out).toMatch(
    new RegExp(
      `^REFERENCE .*\n${called} +airtime without an end +0 min +50\\.00 KES +${number} Jane Wanjiku +254798000001\n$`,
    ),
  );
  expect((await desk(['close-account', number, ...by, '--anyway', 'yes'])).out).toBe(
    `${number} Jane Wanjiku is closed\nwhat may still come to it waits; owed lists it\n`,
  );
  expect(await store.report(requestId, false, now())).toEqual([]);
  expect((await desk(['owed'])).out).toMatch(
    new RegExp(`\n${called} +a refund of airtime .* the account is closed: reopen it\n`),
  );
  const reopened = await desk(['reopen-account', number, ...by]);
  expect(reopened.out).toContain(
    'is active\nwhat is owed to it comes within a minute; owed lists it\n',
  );
  expect(await store.refundOwed(100, Date.now() + 60_000)).toHaveLength(1);
  expect(await books.figures(payer)).toMatch(/^5000\/0\//);
  expect((await desk(['owed', number])).out).toBe(`nothing is open about ${number}\n`);
  expect((await desk(['payment', called])).out).toMatch(/paid back +\w{10}\n/);
  expect(id).toBeDefined();
});

describe('what may still come to an account is named before it is closed:', () => {
  const emptiedBy = async (type: 'p2p_unregistered' | 'p2p', payee: AccountId) => {
    const payer = await books.account({ balance: 50_00n });
    const accountReference = type === 'p2p' ? {} : { accountReference: '254798000002' };
    const paid = await books.pay({ type, payer, payee, amount: ksh(50_00n), ...accountReference });
    return { payer, id: paid.id };
  };

  test.each<[string, () => Promise<{ payer: AccountId; id: string }>]>([
    ['money it sent that waits', () => emptiedBy('p2p_unregistered', house.unclaimed)],
    [
      'a reversal to it that waits',
      async () => {
        const payee = await books.account();
        const paid = await emptiedBy('p2p', payee);
        await books.pay({ payer: payee, payee: await books.account(), amount: ksh(50_00n) });
        const wanted = { origin: paid.id, id: newId(), reason: 'asked', by: 'ann' };
        await reversals(books.desk, kenya).reverse({ ...wanted, until: now() + 1e9 }, now());
        return paid;
      },
    ],
    [
      'a payment to it in review',
      async () => {
        const request = await books.request(5_00n);
        await books.ledger.reserve(request);
        await books.ledger.review(request, findings, now() + 1e9);
        return { payer: request.payee, id: request.id };
      },
    ],
    [
      'an open dispute',
      async () => {
        const paid = await emptiedBy('p2p', await books.account());
        const [row] = await books.rows('select number from tuma.payments where id = $1', [paid.id]);
        const numbers = [BigInt(String(row?.number))];
        const report = { account: paid.payer, numbers, reason: 'other' } as const;
        await disputes(books.sql).open(report, now());
        return paid;
      },
    ],
    [
      'money that waits for it',
      async () => {
        const to = '254798000003' as Msisdn;
        const paid = { payer: await books.account({ balance: 50_00n }), payee: house.unclaimed };
        const waits = {
          type: 'p2p_unregistered',
          amount: ksh(50_00n),
          accountReference: to,
        } as const;
        const { id } = await books.pay({ ...paid, ...waits });
        const person = {
          msisdn: to,
          givenName: 'Jane',
          familyName: 'Wanjiku',
          language: 'en',
        } as const;
        return {
          payer: await books.customers.open({ ...person, tier: 1, pinMac: 'c0de' }, now()),
          id,
        };
      },
    ],
  ])('%s', async (what, open) => {
    const { payer, id } = await open();
    const said = await desk(['close-account', await number(payer), ...by]);
    expect(said.code).toBe(1);
    expect(said.errors).toContain(`${what} ${await called(id)}`);
  });
});

test('airtime that the gateway took and never reported is named after a day, with its age', async () => {
  const { called, id } = await emptied();
  expect((await desk(['owed'])).out).not.toContain(called);
  await books.rows(`update tuma.airtime set at = at - interval '25 hours' where payment_id = $1`, [
    id,
  ]);
  expect((await desk(['owed'])).out).toMatch(
    new RegExp(`${called} +airtime without an end +25 h `),
  );
});

test('money that has no room in the wallet of its number is listed with its time', async () => {
  const to = '254798000004' as Msisdn;
  const payer = await books.account({ balance: 50_00n });
  const waits = { type: 'p2p_unregistered', amount: ksh(50_00n), accountReference: to } as const;
  const { id } = await books.pay({ payer, payee: house.unclaimed, ...waits });
  const person = { msisdn: to, givenName: 'Amina', familyName: '', language: 'en' } as const;
  const wallet = await books.customers.open(
    { ...person, tier: 1, pinMac: 'c0de', isProved: true },
    now(),
  );
  await books.tier({ balanceCap: 1n });
  await books.rows('update tuma.accounts set tier = 3 where id = $1', [wallet]);
  await books.operations.resolveUnclaimed(100, now());
  expect((await desk(['owed'])).out).toMatch(
    new RegExp(
      `${await called(id)} +money it sent that waits .* ${to} +\\d{4}-.*\\+03:00 +the wallet of that number may not have or receive so much now\n`,
    ),
  );
});
