/** Who may pay whom, out of what, and where the money is afterwards. */
import { expect } from 'vitest';
import { completed, ksh, released } from '../support/books/payments.ts';
import { SideBySide } from '../support/books/side-by-side.ts';
import type { Laws } from './laws.ts';

const open = 'reserved';
const short = 'insufficient_funds';
const small = 'amount_too_small';
const full = 'recipient_limit_exceeded';

/** An account that nothing was paid to yet is a till's from now on. */
async function becomesTill(both: SideBySide, i: number): Promise<void> {
  const id = both.account(i);
  const { tier } = both.model.account(id);
  both.model.open(id, 0n, { kind: 'till', tier });
  await both.books.rows(`update tuma.accounts set kind = 'till' where id = $1`, [id]);
}

export const moneyLaws = {
  async 'a payer holds what there is, with its fee, and no more'(books) {
    const both = await SideBySide.open(books, { balances: [100_00n, 100_00n, 0n] });
    const fee = ksh(5_00n);
    const one = both.wants(0, 2, 60_00n, { fee });
    expect(await both.reserve(one)).toEqual([open]);
    expect(await both.reserve(both.wants(0, 2, 35_01n))).toEqual([short]);
    expect(await both.reserve(both.wants(0, 2, 30_01n, { fee }))).toEqual([short]);
    const rest = both.wants(0, 2, 30_00n, { fee });
    expect(await both.reserve(rest)).toEqual([open]);
    expect(await both.reserve(both.wants(0, 2, 1n))).toEqual([short]);
    await both.settle(completed, one, rest);
    await both.agree();
  },

  async 'a batch holds for each payment what those before it have left'(books) {
    const both = await SideBySide.open(books, { balances: [100_00n, 100_00n, 0n] });
    const fee = ksh(5_00n);
    const wanted = [
      both.wants(0, 2, 55_00n, { fee }),
      both.wants(1, 2, 95_00n, { fee }),
      both.wants(0, 2, 40_01n),
      both.wants(0, 2, 35_01n, { fee }),
      both.wants(0, 2, 35_00n, { fee }),
      both.wants(1, 2, 1n),
    ];
    expect(await both.reserve(...wanted)).toEqual([open, open, short, short, open, short]);
    await both.agree();
  },

  async 'a completed payment moves its amount, its fee and the duty on it, once'(books) {
    const both = await SideBySide.open(books, { balances: [100_00n, 0n] });
    const plain = both.wants(0, 1, 10_00n);
    const priced = both.wants(0, 1, 10_00n, { fee: ksh(3_00n) });
    const taxed = both.wants(0, 1, 10_00n, { fee: ksh(3_00n), excise: ksh(1_00n) });
    const duty = both.wants(0, 1, 10_00n, { fee: ksh(2_00n), excise: ksh(2_00n) });
    await both.completes(plain, priced, taxed, duty);
    expect((await books.entries(taxed.id)).length).toBe(4);
    await both.agree();
  },

  async 'a payee pays the fee where the rules say so, out of what arrives'(books) {
    const tier = { balanceCap: 100_00n };
    const both = await SideBySide.open(books, { balances: [100_00n, 0n, 50_00n], tier });
    await becomesTill(both, 1);
    const fee = ksh(5_00n);
    const buys = (amount: bigint, payer = 0) =>
      both.wants(payer, 1, amount, { type: 'buy_goods', fee });
    const other = both.wants(0, 2, 3_00n, { fee });
    expect(await both.reserve(buys(5_00n), buys(1n), other)).toEqual([small, small, open]);
    const most = both.wants(0, 1, 92_00n, { type: 'buy_goods', fee, excise: ksh(1_00n) });
    expect(await both.reserve(buys(92_01n), most)).toEqual([short, open]);
    await both.agree();
    // Whose fee it is was said when the money was held.
    await books.rows(`update tuma.payment_rules set fee_by = 'payer' where type = 'buy_goods'`);
    await both.settle(released(), other);
    await both.settle(completed, most);
    await books.rows(`update tuma.payment_rules set fee_by = 'payee' where type = 'buy_goods'`);
    await both.agree();

    // It has 87.00 of the 100.00 that it may have.
    expect(await both.completes(buys(18_01n, 2), buys(18_00n, 2))).toEqual([full, 'completed']);
    await both.agree();
  },

  async 'a batch ends as its payments would, one after the other'(books) {
    const both = await SideBySide.open(books, { balances: [100_00n, 100_00n, 0n] });
    const fee = ksh(2_00n);
    const excise = ksh(1_00n);
    const wanted = [
      both.wants(0, 1, 30_00n, { fee, excise }),
      both.wants(1, 0, 50_00n, { fee }),
      both.wants(0, 2, 20_00n, { fee, excise }),
      both.wants(0, 2, 10_00n),
      both.wants(1, 2, 30_00n),
    ];
    await both.reserve(...wanted);
    await both.settle(completed, ...wanted);
    await both.agree();
  },

  async 'nobody pays who may not'(books) {
    const both = await SideBySide.open(books, { balances: [100_00n, 100_00n] });
    await both.sets(0, 'frozen');
    expect(await both.reserve(both.wants(0, 1, 1_00n))).toEqual(['payer_unavailable']);
    await both.sets(0, 'closed');
    expect(await both.reserve(both.wants(0, 1, 1_00n))).toEqual(['payer_unavailable']);
    const byNobody = both.wants(0, 1, 1_00n, { payer: '999999' });
    const byWallet = both.wants(1, 0, 1_00n, { type: 'cash_in' });
    expect(await both.reserve(byNobody, byWallet)).toEqual(['payer_not_found', 'payer_not_found']);
    await both.agree();
  },

  async 'nobody is paid who may not be, and what was held is given back'(books) {
    const both = await SideBySide.open(books, { balances: [100_00n, 0n, 0n] });
    const ends = async (request: ReturnType<typeof both.wants>) => {
      expect(await both.reserve(request)).toEqual([open]);
      return (await both.settle(completed, request))[0];
    };
    expect(await ends(both.wants(0, 1, 1_00n, { payee: '999999' }))).toBe('recipient_not_found');
    expect(await ends(both.wants(0, 1, 1_00n, { type: 'buy_goods' }))).toBe('recipient_not_found');
    await both.sets(1, 'closed');
    expect(await ends(both.wants(0, 1, 1_00n))).toBe('recipient_unavailable');
    await both.sets(1, 'frozen');
    expect(await ends(both.wants(0, 1, 1_00n))).toBe('completed');
    await both.converts(2, 'UGX');
    expect(await ends(both.wants(0, 2, 1_00n))).toBe('currency_mismatch');
    await both.agree();
  },

  async 'a frozen business is not paid, and a frozen wallet is'(books) {
    const both = await SideBySide.between(books, [
      { tier: null, balance: 100_00n },
      { tier: null, kind: 'till' },
      { tier: null },
    ]);
    const pays = async (payee: number, type: 'buy_goods' | 'p2p') => {
      const request = both.wants(0, payee, 1_00n, { type });
      expect(await both.reserve(request)).toEqual([open]);
      return (await both.settle(completed, request))[0];
    };
    expect(await pays(1, 'buy_goods')).toBe('completed');
    await both.sets(1, 'frozen');
    expect(await pays(1, 'buy_goods')).toBe('recipient_unavailable');
    await both.sets(2, 'frozen');
    expect(await pays(2, 'p2p')).toBe('completed');
    await both.agree();
  },
} as const satisfies Laws;
