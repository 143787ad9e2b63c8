/** What one act at the desk may not move, and what no table takes, whoever writes it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deskCeilings } from '../../../core/care/desk-ceilings.ts';
import { systemAccountsOf } from '../../../core/ledger/system-accounts.ts';
import { markets } from '../../../core/markets/index.ts';
import type { Msisdn } from '../../../core/msisdn.ts';
import { parseRate, quoteExchange } from '../../../core/revenue/exchange.ts';
import { customers } from '../../../db/customers/customers.ts';
import { exchanges } from '../../../db/ledger/exchanges.ts';
import { accounts } from '../../../db/operator/accounts.ts';
import { funding } from '../../../db/operator/funding.ts';
import { reversals } from '../../../db/operator/reversals.ts';
import { Books } from '../../support/books/books.ts';
import { ksh, newId } from '../../support/books/payments.ts';

const { KE, UG } = markets;
/** What the largest wallet of Kenya's market may hold. */
const ceiling = 20_000_000_00n;
const cho = { by: 'cho', reason: 'a bound' };

let books: Books;
beforeAll(async () => {
  books = await Books.open();
});
afterAll(async () => {
  expect(await books.audit()).toEqual([]);
  await books.close();
});
const now = () => books.clock.now();

describe('one act at the desk', () => {
  it('moves no more than the largest wallet of its market may hold, unless the market says another sum', () => {
    const amountOf = (currency: string, of = deskCeilings()) =>
      of.find((one) => one.currency === currency)?.amount;
    expect(amountOf('KES')).toBe(ceiling);
    expect(amountOf('UGX')).toBe(20_000_000n);
    expect(deskCeilings()).toHaveLength(Object.keys(markets).length);
    expect(amountOf('KES', deskCeilings([{ ...KE, deskCeiling: 7n }]))).toBe(7n);
  });

  it.each([
    ['funds', 1n],
    ['takes back', -1n],
  ] as const)('%s so much, and not a cent more', async (_, sign) => {
    const account = await books.account({ kind: 'till', tier: null, balance: ceiling + 1n });
    const move = (minor: bigint, reference: string) =>
      funding(books.desk, KE).fund(
        { account, amount: ksh(sign * minor), bank: 'KCB', reference, channel: 'desk' },
        cho,
        now(),
      );
    expect(await move(ceiling + 1n, `over ${sign}`)).toMatchObject({ refusal: 'amount_too_large' });
    expect(await books.figures(account)).toBe(`${ceiling + 1n}/0/0`);
    expect(await move(ceiling, `most ${sign}`)).toMatchObject({ refusal: undefined });
  });

  it('adjusts so much, and not a cent more', async () => {
    const account = await books.account({ kind: 'till', tier: null });
    const adjust = (minor: bigint) =>
      accounts(books.desk, KE).adjust(newId(now()), account, ksh(minor), cho, now());
    expect(await adjust(ceiling + 1n)).toEqual({ refusal: 'amount_too_large' });
    expect(await adjust(ceiling)).toMatchObject({ number: expect.any(BigInt) });
    expect(await adjust(-ceiling - 1n)).toEqual({ refusal: 'amount_too_large' });
  });

  it('reverses no more', async () => {
    const [payer, payee] = [
      await books.account({ tier: null, balance: ceiling + 100n }),
      await books.account({ tier: null }),
    ];
    const large = await books.pay({ payer, payee, amount: ksh(ceiling + 1n) });
    const reverse = (amount: bigint | undefined) =>
      reversals(books.desk, KE).reverse(
        {
          ...{ origin: large.id, id: newId(now()), ...cho, until: undefined },
          amount: amount === undefined ? undefined : ksh(amount),
        },
        now(),
      );
    expect(await reverse(undefined)).toMatchObject({ refusal: 'amount_too_large' });
    expect(await reverse(ceiling)).toMatchObject({ number: expect.any(BigInt) });
  });

  it('exchanges no more, on either side', async () => {
    const payer = await books.account({ tier: null, balance: ceiling * 2n });
    const payee = await customers(books.house, UG).open(
      {
        ...{ msisdn: '256772000001' as Msisdn, givenName: 'Amina', familyName: 'Nakato' },
        ...{ language: 'en', tier: 1, pinMac: 'c0de' },
      },
      now(),
    );
    await books.rows('update tuma.accounts set tier = null where id = $1', [payee]);
    const exchange = (minor: bigint, rate: string) => {
      const spread = { rate: parseRate(rate) as never, spread: 0n, now: now() };
      const quote = quoteExchange(ksh(minor), 'UGX', spread);
      if ('refusal' in quote) throw new Error(quote.refusal);
      const request = {
        ...({ out: newId(now()), in: newId(now()), channel: 'desk', payer, payee, quote } as const),
        ...{ fee: ksh(0n), made: cho },
      };
      return exchanges(books.desk, KE, UG, books.clock, 0)(request);
    };
    expect(await exchange(ceiling + 100n, '0.5')).toMatchObject({ refusal: 'amount_too_large' });
    expect(await exchange(1_000_000_00n, '20.1')).toMatchObject({ refusal: 'amount_too_large' });
    expect(await exchange(1_000_000_00n, '20')).toMatchObject({ state: 'completed' });
  });

  it('moves nothing in a currency that has no ceiling', async () => {
    const [row] = await books.rows(`select tuma.desk_ceiling(-1) most`);
    expect(row?.most).toBe('0');
    expect(systemAccountsOf('KES').funding).toBe('100');
  });
});

describe('no table takes', () => {
  const long = `repeat('x', 501)`;
  it.each([
    ['a customer without a name', `update tuma.customers set given_name = ''`, 'customers_names'],
    ['a name without end', `update tuma.customers set family_name = ${long}`, 'customers_names'],
    ['a number that is none', `update tuma.customers set msisdn = '+254'`, 'customers_number'],
    [
      'a business of another code',
      `insert into tuma.businesses (code, kind, account_id, name, msisdn, language) select '12', 'till', min(id), 'SHOP', '254700000001', 'en' from tuma.accounts`,
      'businesses_code',
    ],
    [
      'a business without a name',
      `insert into tuma.businesses (code, kind, account_id, name, msisdn, language) select '123457', 'till', min(id), 'S', '254700000001', 'en' from tuma.accounts`,
      'businesses_name',
    ],
    [
      'receipts to no number',
      `insert into tuma.businesses (code, kind, account_id, name, msisdn, language) select '123457', 'till', min(id), 'SHOP', 'x', 'en' from tuma.accounts`,
      'businesses_number',
    ],
    [
      'a till with account numbers',
      `insert into tuma.businesses (code, kind, account_id, name, msisdn, language, account_digits) select '123457', 'till', min(id), 'SHOP', '254700000001', 'en', 11 from tuma.accounts`,
      'businesses_rule',
    ],
    [
      'a rule of a digit',
      `insert into tuma.businesses (code, kind, account_id, name, msisdn, language, account_digits) select '123457', 'biller', min(id), 'SHOP', '254700000001', 'en', 1 from tuma.accounts`,
      'businesses_rule',
    ],
    [
      'an act of nobody',
      `insert into tuma.operator_actions (account_id, action, made_by, reason, made_at) select min(id), 'freeze', '', 'x', now() from tuma.accounts`,
      'operator_actions_person',
    ],
    [
      'an act with a book for a reason',
      `insert into tuma.operator_actions (account_id, action, made_by, reason, made_at) select min(id), 'freeze', 'cho', ${long}, now() from tuma.accounts`,
      'operator_actions_reason',
    ],
    [
      'a reversal of nothing',
      `insert into tuma.reversals (payment_id, amount, reason, asked_by, asked_at) values (gen_random_uuid(), 0, 'x', 'cho', now())`,
      'reversals_amount',
    ],
    [
      'a reversal of nobody',
      `insert into tuma.reversals (payment_id, amount, reason, asked_by, asked_at) values (gen_random_uuid(), 1, 'x', '', now())`,
      'reversals_person',
    ],
    [
      'a note without end',
      `insert into tuma.reviews (payment_id, opened_at, note) values (gen_random_uuid(), now(), ${long})`,
      'reviews_note',
    ],
    [
      'an outcome without end',
      `insert into tuma.disputes (payment_id, account_id, reason, opened_at, outcome) select gen_random_uuid(), min(id), 'other', now(), ${long} from tuma.accounts`,
      'disputes_outcome',
    ],
    [
      'rules without end',
      `insert into tuma.rule_sets (version, rules, made_by) values (9, to_jsonb(repeat('x', 20001)), 'cho')`,
      'rule_sets_size',
    ],
    ['a limit below zero', `update tuma.accounts set daily_limit = -1`, 'accounts_own_limits'],
    ['a ceiling of nothing', `update tuma.desk_ceilings set amount = 0`, 'desk_ceilings_amount'],
  ])('%s', async (_, statement, constraint) => {
    await expect(books.rows(statement)).rejects.toThrow(`"${constraint}"`);
  });
});
