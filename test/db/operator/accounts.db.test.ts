import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccountId } from '../../../core/account.ts';
import type { AccountChange } from '../../../core/care/operator-action.ts';
import { kenya } from '../../../core/markets/ke.ts';
import { accounts } from '../../../db/operator/accounts.ts';
import { Books } from '../../support/books/books.ts';
import { ksh, newId, payment } from '../../support/books/payments.ts';

let books: Books;
let desk: ReturnType<typeof accounts>;
beforeAll(async () => {
  books = await Books.open();
  desk = accounts(books.desk, kenya);
});
afterAll(async () => {
  expect(await books.audit()).toEqual([]);
  await books.close();
});

const now = () => books.clock.now();
const ann = { by: 'ann', reason: 'she called' };

function change(account: AccountId, act: AccountChange) {
  return desk.change(account, act, ann, now());
}

describe('an account', () => {
  it('is found by its number, and a business before a customer', async () => {
    const id = await books.account();
    const [row] = await books.rows('select msisdn from tuma.customers where account_id = $1', [id]);
    const msisdn = String(row?.msisdn) as never;
    expect(await desk.find('', msisdn)).toEqual({
      ...{ id, kind: 'wallet', currency: 'KES', status: 'active' },
      ...{ number: msisdn, name: 'Jane Wanjiku', pin: 'set' },
    });
    const [till] = await books.rows(
      `with opened as (insert into tuma.accounts (kind, currency) values ('till', 'KES') returning id)
       insert into tuma.businesses (code, kind, account_id, name, msisdn, language)
       select '1234567', 'till', id, 'CORNER SHOP', $1, 'en' from opened returning account_id`,
      [msisdn],
    );
    expect(await desk.find('1234567', msisdn)).toMatchObject({
      ...{ id: till?.account_id, kind: 'till', name: 'CORNER SHOP' },
    });
    expect(await desk.find('nobody', undefined)).toBeUndefined();
  });

  it.each<[string, readonly AccountChange[], string]>([
    ['is frozen', ['freeze'], 'frozen'],
    ['is unfrozen', ['freeze', 'unfreeze'], 'active'],
    ['is closed', ['close'], 'closed'],
    ['is closed where it was frozen', ['freeze', 'close'], 'closed'],
    ['is reopened', ['close', 'reopen'], 'active'],
  ])('%s, and who did it is known', async (_, made, status) => {
    const id = await books.account();
    for (const act of made) expect((await change(id, act))?.changed).toBe(true);
    expect(
      (await desk.actions(id, 10)).map(({ action, by, reason }) => [action, by, reason]),
    ).toEqual(made.toReversed().map((act) => [act, 'ann', 'she called']));
    const [row] = await books.rows('select status from tuma.accounts where id = $1', [id]);
    expect(row?.status).toBe(status);
  });

  it.each<[string, readonly AccountChange[], AccountChange]>([
    ['frozen is not frozen', ['freeze'], 'freeze'],
    ['active is not unfrozen', [], 'unfreeze'],
    ['closed is not unfrozen', ['close'], 'unfreeze'],
    ['closed is not frozen', ['close'], 'freeze'],
    ['closed is not closed', ['close'], 'close'],
    ['active is not reopened', [], 'reopen'],
    ['with no wrong try is not unlocked', [], 'unlock_pin'],
  ])('that is %s, and nothing is written', async (_, before, act) => {
    const id = await books.account();
    for (const one of before) await change(id, one);
    expect(await change(id, act)).toMatchObject({ changed: false });
    expect(await desk.actions(id, 10)).toHaveLength(before.length);
  });

  it('is closed only when it is empty', async () => {
    const id = await books.account({ balance: 1n });
    expect(await change(id, 'close')).toEqual({
      ...{ changed: false, status: 'active', balance: ksh(1n), held: ksh(0n), owed: 0 },
    });
  });

  it('that nobody has cannot be changed', async () => {
    expect(await change('999999', 'freeze')).toBeUndefined();
  });

  it('has its PIN unlocked', async () => {
    const id = await books.account();
    for (let i = 0; i < 3; i += 1) await books.customers.verifyPin(id, 'bad0', newId());
    expect(await books.customers.verifyPin(id, 'c0de', newId())).toMatchObject({
      right: false,
      triesLeft: 0,
    });
    expect((await change(id, 'unlock_pin'))?.changed).toBe(true);
    expect(await books.customers.verifyPin(id, 'c0de', newId())).toEqual({
      right: true,
      triesLeft: 3,
    });
  });
});

describe('an adjustment', () => {
  it.each([
    ['pays in', 250_00n, '125000/0/'],
    ['takes out', -250_00n, '75000/0/'],
  ])('%s, is told to the customer, and says who made it', async (_, minor, figures) => {
    const account = await books.account({ balance: 1_000_00n });
    const id = newId(now());
    const done = await desk.adjust(id, account, ksh(minor), ann, now());
    expect(done).toEqual({ number: expect.any(BigInt) });
    expect(await books.figures(account)).toContain(figures);
    expect(await books.tells(id)).toHaveLength(1);
    expect(await desk.actions(account, 1)).toEqual([
      { ...ann, action: 'adjust', at: new Date(now()), number: done.number, amount: ksh(minor) },
    ]);
  });

  it('under the same id is made once', async () => {
    const account = await books.account();
    const id = newId(now());
    const all = await Promise.all(
      Array.from({ length: 5 }, () => desk.adjust(id, account, ksh(100_00n), ann, now())),
    );
    expect(new Set(all.map(({ number }) => number)).size).toBe(1);
    expect(await books.figures(account)).toMatch(/^10000\/0\//);
  });

  it('under the id of another one is refused, and nothing is written', async () => {
    const [account, other] = [await books.account(), await books.account()];
    const id = newId(now());
    await desk.adjust(id, account, ksh(100_00n), ann, now());
    const payment = await books.pay({ payer: account, payee: other, amount: ksh(1_00n) });
    const before = await books.everything();
    for (const [asked, to, minor] of [
      [id, account, 100_01n],
      [id, account, -100_00n],
      [id, other, 100_00n],
      [payment.id, other, 1_00n],
    ] as const) {
      const done = await desk.adjust(asked, to, ksh(minor), ann, now());
      expect(done.refusal).toBe('idempotency_conflict');
    }
    expect(await books.everything()).toBe(before);
  });

  it.each([
    ['more than there is', 'insufficient_funds', 'active', -100_01n],
    ['nothing', 'invalid_amount', 'active', 0n],
    ['from a closed account', 'payer_unavailable', 'closed', -1n],
    ['into a closed account', 'recipient_unavailable', 'closed', 1n],
  ] as const)('of %s is refused: %s, and nothing is written', async (_, refusal, status, minor) => {
    const account = await books.account({ balance: 100_00n, status });
    const before = await books.everything();
    expect(await desk.adjust(newId(now()), account, ksh(minor), ann, now())).toEqual({ refusal });
    expect(await books.everything()).toBe(before);
    expect(await desk.actions(account, 1)).toEqual([]);
  });

  it('is made from a frozen account', async () => {
    const account = await books.account({ balance: 100_00n, status: 'frozen' });
    const done = await desk.adjust(newId(now()), account, ksh(-1n), ann, now());
    expect(done.refusal).toBeUndefined();
  });

  it('leaves what is held for a payment alone', async () => {
    const account = await books.account({ balance: 100_00n });
    const payee = await books.account();
    const wanted = { payer: account, payee, amount: ksh(60_00n), fee: ksh(0n) };
    await books.ledger.reserve(payment({ ...wanted, requestedAt: now() }));
    expect(await desk.adjust(newId(now()), account, ksh(-50_00n), ann, now())).toEqual({
      refusal: 'insufficient_funds',
    });
  });
});
