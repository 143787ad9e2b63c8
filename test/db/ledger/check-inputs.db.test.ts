import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { noHistory, profileOf } from '../../../core/fraud/profile.ts';
import type { PaymentRequest } from '../../../core/payments/request.ts';
import { checkInputs } from '../../../db/ledger/check-inputs.ts';
import { Books, funding, house } from '../../support/books/books.ts';
import { completed, ksh, newId, payment, usedToday } from '../../support/books/payments.ts';

let books: Books;
let read: ReturnType<typeof checkInputs>;
beforeAll(async () => {
  books = await Books.open();
});
afterAll(() => books.close());
beforeEach(() => {
  read = checkInputs(books.sql, books.clock);
});

const known = {
  accounts: async (request: PaymentRequest) => (await read(request)).accounts,
  profile: async (request: PaymentRequest) => (await read(request)).profile,
};

describe('how a payer stands', () => {
  const fresh = {
    balance: 25_000_00n,
    available: 25_000_00n,
    dailyLimit: null,
    sent: usedToday(),
    tier: 1,
    payerKind: 'wallet',
    payerStatus: 'active',
    payeeKind: 'wallet',
    payeeStatus: 'active',
    payeeTier: 1,
    payeeBalance: 0n,
    payeeAccounts: undefined,
    received: usedToday(),
    sameCurrency: true,
  };

  it('does not count the payment in question, whether it is reserved yet or not', async () => {
    const request = await books.request(5_000_00n);
    expect(await known.accounts(request)).toEqual(fresh);
    await books.ledger.reserve(request);
    expect(await known.accounts(request)).toEqual(fresh);
  });

  it('does not count it either where it holds no fee, which is the till’s', async () => {
    const payee = await books.account({ kind: 'till', tier: null });
    const request = await books.request(5_000_00n, undefined, { type: 'buy_goods', payee });
    await books.ledger.reserve(request);
    const till = { payeeKind: 'till', payeeTier: null } as const;
    expect(await known.accounts(request)).toEqual({ ...fresh, ...till });
  });

  it('takes it out of what was sent only where limits hold for it', async () => {
    const sent = await books.request(5_000_00n);
    await books.pay(sent);
    const charged = { ...sent, id: newId(), type: 'fee', payee: house.fees(0) } as const;
    const snapshot = await known.accounts(charged);
    expect(snapshot.sent).toEqual(usedToday(5_000_00n));
    await books.ledger.reserve(charged);
    expect(await known.accounts(charged)).toEqual(snapshot);
  });

  it('counts every other', async () => {
    const other = await books.request(5_000_00n);
    await books.ledger.reserve(other);
    const request = { ...other, id: newId() };
    const snapshot = { ...fresh, available: 19_985_00n, sent: usedToday(5_000_00n) };
    expect(await known.accounts(request)).toEqual(snapshot);
    await books.ledger.settle(other, completed);
    expect(await known.accounts(request)).toEqual({
      ...snapshot,
      balance: 19_985_00n,
      payeeBalance: 5_000_00n,
      received: usedToday(5_000_00n),
    });
  });

  it('tells a lower limit of the account’s own', async () => {
    const limited = await books.request(1_00n, { balance: 2_00n, dailyLimit: 50_00n });
    expect(await known.accounts(limited)).toMatchObject({ dailyLimit: 50_00n });
  });

  it('tells what a biller’s account numbers look like', async () => {
    const bill = await books.request(1_00n);
    await books.rows(`update tuma.accounts set kind = 'biller', tier = null where id = $1`, [
      bill.payee,
    ]);
    await books.rows(
      `insert into tuma.businesses (code, kind, account_id, name, msisdn, language, account_digits, account_luhn)
       values ('888880', 'biller', $1, 'KPLC', '254733888880', 'en', 11, true)`,
      [bill.payee],
    );
    expect(await known.accounts(bill)).toEqual({
      ...fresh,
      ...{ payeeKind: 'biller', payeeTier: null },
      payeeAccounts: { digits: 11, luhn: true },
    });
  });

  it('is without limit and tier for the house', async () => {
    const payee = await books.account();
    const opening = payment({ type: 'funding', payer: funding, payee });
    expect(await known.accounts(opening)).toMatchObject({ dailyLimit: null, tier: null });
  });

  it('tells of a payee that is not there, and of one in another currency', async () => {
    const nobody = await books.request(1_00n, undefined, { payee: '999999' });
    expect(await known.accounts(nobody)).toMatchObject({ payeeStatus: null });
    const abroad = await books.request(1_00n);
    await books.rows(`update tuma.accounts set currency = 'TZS' where id = $1`, [abroad.payee]);
    expect(await known.accounts(abroad)).toMatchObject({ sameCurrency: false });
  });

  it('fails for a payer who is not there, and for nobody who shares its statement', async () => {
    const good = await books.request(1_00n);
    const bad = payment({ payer: '999999' });
    const [one, other] = await Promise.allSettled([known.accounts(bad), known.accounts(good)]);
    expect(one).toMatchObject({ status: 'rejected', reason: { name: 'Error' } });
    expect(other).toEqual({ status: 'fulfilled', value: fresh });
  });
});

describe('what fraud rules know of a payer', () => {
  it('is nothing of one who never paid, and fails for one who is not there', async () => {
    const nothing = profileOf(noHistory, books.clock.now());
    expect(await known.profile(await books.request(1_00n))).toEqual(nothing);
    await expect(known.profile(payment({ payer: '999999' }))).rejects.toThrow('not in the books');
  });

  it('slides over the minute: what is past it counts no more', async () => {
    const minute = 60_000;
    await books.clock.advance(minute - (books.clock.now() % minute));
    const request = await books.request(1_00n);
    for (const amount of [3_00n, 4_00n]) {
      await books.pay({ payer: request.payer, payee: request.payee, amount: ksh(amount) });
    }
    expect(await known.profile(request)).toMatchObject({ payments: 2, lastMinute: 2 });
    await books.clock.advance(minute + minute / 2);
    expect(await known.profile(request)).toMatchObject({ payments: 2, lastMinute: 1 });
    await books.pay({ payer: request.payer, payee: request.payee, amount: ksh(1_00n) });
    expect(await known.profile(request)).toMatchObject({ payments: 3, lastMinute: 1 + 1 });
    await books.clock.advance(minute / 2);
    expect(await known.profile(request)).toMatchObject({ payments: 3, lastMinute: 1 });
    await books.clock.advance(minute);
    expect(await known.profile(request)).toMatchObject({ payments: 3, lastMinute: 0 });
  });
});
