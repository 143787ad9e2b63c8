import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kenya } from '../../../core/markets/ke.ts';
import type { Msisdn } from '../../../core/msisdn.ts';
import type { NewCustomer } from '../../../db/customers/customers.ts';
import { accounts } from '../../../db/operator/accounts.ts';
import { Books } from '../../support/books/books.ts';
import { completed, ksh, released, usedToday } from '../../support/books/payments.ts';

const john: NewCustomer = {
  msisdn: '254700123456' as Msisdn,
  givenName: 'John',
  familyName: 'Mwangi',
  language: 'en',
  tier: 1,
  pinMac: 'c0de',
};

const now = Date.parse('2024-09-02T12:00:00Z');

let books: Books;
beforeAll(async () => {
  books = await Books.open();
});
afterAll(() => books.close());

describe('opening an account', () => {
  it('gives an empty wallet in its tier, without a limit of its own', async () => {
    const account = await books.customers.open(john, now);
    expect(await books.customers.find(john.msisdn)).toEqual({
      account,
      hasPin: true,
      codeUntil: undefined,
      givenName: 'John',
      familyName: 'Mwangi',
      language: 'en',
      tier: 1,
    });
    expect(await books.customers.balance(await books.owner(account), books.clock.now())).toEqual({
      balance: ksh(0n),
      held: ksh(0n),
      dailyLimit: undefined,
      dailyUsed: ksh(0n),
      tier: 1,
    });
  });

  it('again, or many times at once, leaves the number what it has', async () => {
    const stranger = { ...john, msisdn: '254700999999' as Msisdn };
    const ids = await Promise.all(
      Array.from({ length: 8 }, () => books.customers.open(stranger, now)),
    );
    expect(new Set(ids).size).toBe(1);
    const before = await books.everything();
    await books.customers.open({ ...stranger, givenName: 'Mallory', pinMac: 'badbad' }, now);
    expect(await books.everything()).toBe(before);
  });

  it('is not known of a number before it', async () => {
    expect(await books.customers.find('254799999999' as Msisdn)).toBeUndefined();
    expect(
      await books.customers.balance(await books.owner('999999'), books.clock.now()),
    ).toBeUndefined();
  });
});

describe('a balance', () => {
  it('shows what is held apart, and the use of the day that is asked for', async () => {
    const request = await books.request(5_000_00n);
    await books.ledger.reserve(request);
    const { payer } = request;
    expect(
      await books.customers.balance(await books.owner(payer), books.clock.now()),
    ).toMatchObject({
      balance: ksh(25_000_00n),
      held: ksh(5_015_00n),
      dailyUsed: ksh(5_000_00n),
    });
    await books.ledger.settle(request, completed);
    expect(
      await books.customers.balance(await books.owner(payer), books.clock.now()),
    ).toMatchObject({
      balance: ksh(19_985_00n),
      held: ksh(0n),
      dailyUsed: ksh(5_000_00n),
    });
    expect(
      await books.customers.balance(
        await books.owner(payer),
        books.clock.now() + 24 * 60 * 60 * 1000,
      ),
    ).toMatchObject({
      dailyUsed: ksh(0n),
    });
  });
});

describe('the facts of a quote', () => {
  it('are the payer’s standing, and the recipient by given name and initial', async () => {
    const request = await books.request(5_000_00n);
    await books.ledger.reserve(request);
    const payee = await books.customers.open(john, now);
    expect(
      await books.customers.quoteInputs(
        await books.owner(request.payer),
        { msisdn: john.msisdn },
        now,
      ),
    ).toEqual({
      balance: 25_000_00n,
      available: 19_985_00n,
      dailyLimit: null,
      sent: usedToday(5_000_00n),
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
      payee: {
        ...{ account: payee, kind: 'wallet', status: 'active', name: 'JOHN M.' },
        ...{ tier: 1, balance: 0n, received: usedToday() },
      },
    });
    await books.ledger.settle(request, released());
  });

  it('name nobody where nobody has the number, and are missing where the payer is', async () => {
    const payer = await books.account();
    const nobody = { msisdn: '254799999999' as Msisdn };
    expect(await books.customers.quoteInputs(await books.owner(payer), nobody, now)).toMatchObject({
      payee: undefined,
    });
    expect(
      await books.customers.quoteInputs(await books.owner('999999'), nobody, now),
    ).toBeUndefined();
  });
});

describe('the language', () => {
  it('is set for a customer, and for nobody else', async () => {
    const account = await books.customers.open(john, now);
    expect(await books.customers.setLanguage(account, 'sw')).toBe(true);
    expect(await books.customers.find(john.msisdn)).toMatchObject({ language: 'sw' });
    expect(await books.customers.setLanguage('999999', 'sw')).toBe(false);
  });
});

describe('one person', () => {
  const of = (identity: string, n: number) => ({
    ...john,
    msisdn: `2547990055${n}` as Msisdn,
    identity,
  });
  const wallets = async (identity: string) => {
    const rows = await books.rows('select count(*) n from tuma.identity_tokens where token = $1', [
      identity,
    ]);
    return Number(rows[0]?.n);
  };

  it('has one wallet: a second number with the same document opens none', async () => {
    const first = await books.customers.register(of('doc-1', 10), now);
    expect(first).toBeDefined();
    expect(await books.customers.register(of('doc-1', 11), now)).toBeUndefined();
    expect(await books.customers.find(of('doc-1', 11).msisdn)).toBeUndefined();
    // The same registration again is the same wallet, and another document is another person.
    expect(await books.customers.register(of('doc-1', 10), now)).toBe(first);
    expect(await books.customers.register(of('doc-2', 11), now)).toBeDefined();
  });

  it('has one also where many numbers register at the same moment', async () => {
    const all = Array.from({ length: 12 }, (_, n) => of('doc-3', 20 + n));
    const opened = await Promise.all(all.map((one) => books.customers.register(one, now)));
    expect(opened.filter((account) => account !== undefined)).toHaveLength(1);
    expect(await wallets('doc-3')).toBe(1);
  });

  it('may open another one once the first is closed, which then stays closed', async () => {
    const desk = accounts(books.desk, kenya);
    const why = { by: 'ann', reason: 'asked' };
    const first = (await books.customers.register(of('doc-4', 40), now)) ?? '';
    await desk.change(first, 'close', why, now);
    expect(await books.customers.register(of('doc-4', 41), now)).toBeDefined();
    expect((await desk.change(first, 'reopen', why, now))?.changed).toBe(false);
  });
});
