/** What cannot be paid, through the whole road of a payment over the real books: a named refusal, and nothing moves. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fraudByRules } from '../../../core/fraud/check.ts';
import { defaultRuleSet } from '../../../core/fraud/default-rule-set.ts';
import { kenya } from '../../../core/markets/ke.ts';
import { type Money, maxAmount, money } from '../../../core/money.ts';
import type { PaymentRequest } from '../../../core/payments/request.ts';
import { pipeline } from '../../../core/pipeline/pipeline.ts';
import type { Refusal } from '../../../core/refusal.ts';
import type { Sql } from '../../../db/driver/sql.ts';
import { checkInputs } from '../../../db/ledger/check-inputs.ts';
import { ledger } from '../../../db/ledger/ledger.ts';
import { Books, funding } from '../../support/books/books.ts';
import { ksh, newId } from '../../support/books/payments.ts';

let books: Books;
let pay: ReturnType<typeof pipeline>;
let statements = 0;
beforeAll(async () => {
  books = await Books.open();
  const { clock } = books;
  const sql: Sql = (text, params) => {
    statements += 1;
    const by = text.includes('read_check_inputs') ? books.sql : books.house;
    return by(text, params);
  };
  const ruleSet = () => defaultRuleSet;
  pay = pipeline({
    ...{
      ledger: ledger(sql, kenya, clock, 0),
      checkInputs: checkInputs(sql, clock),
      ruleSet,
      clock,
    },
    ...{ fraud: fraudByRules(ruleSet, kenya), market: kenya },
  });
});
afterAll(() => books.close());

/** 100.00 of 1,000.00 for 3.00, to somebody else. */
let good: PaymentRequest;
beforeEach(async () => {
  good = await books.request(100_00n, { balance: 1_000_00n }, { fee: ksh(3_00n) });
});
afterEach(async () => {
  expect(await books.audit()).toEqual([]);
});

/** As no code of ours makes it, but as it may come from elsewhere. */
const wrongMoney = (minor: bigint) => ({ minor, currency: 'KES' }) as Money;
const largest = money(maxAmount, 'KES');
const elsewhere = money(1_00n, 'TZS');

describe('what needs no look at the books', () => {
  it.each<[string, (good: PaymentRequest) => object, Refusal]>([
    ['nothing', () => ({ amount: ksh(0n) }), 'invalid_amount'],
    ['less than nothing', () => ({ amount: ksh(-1n) }), 'invalid_amount'],
    ['nineteen digits', () => ({ amount: wrongMoney(maxAmount + 1n) }), 'invalid_amount'],
    ['a fee of nineteen digits', () => ({ fee: wrongMoney(10n ** 18n) }), 'invalid_amount'],
    ['a negative fee', () => ({ fee: ksh(-1n) }), 'invalid_amount'],
    ['more duty than fee', () => ({ excise: ksh(3_01n) }), 'invalid_amount'],
    ['a negative duty', () => ({ excise: ksh(-1n) }), 'invalid_amount'],
    ['a fee for what has none', () => ({ type: 'cash_in' }), 'invalid_amount'],
    ['another currency', () => ({ amount: elsewhere }), 'currency_mismatch'],
    ['a fee in another currency', () => ({ fee: elsewhere }), 'currency_mismatch'],
    ['duty in another currency', () => ({ excise: elsewhere }), 'currency_mismatch'],
    ['money to oneself', ({ payer }) => ({ payee: payer }), 'same_party'],
    [
      'a price of yesterday',
      ({ requestedAt }) => ({ quotedUntil: requestedAt - 1 }),
      'quote_expired',
    ],
    ['a type that there is not', () => ({ type: 'gift' }), 'unknown_type'],
    ['a type that every object has', () => ({ type: 'constructor' }), 'unknown_type'],
    [
      'nothing, of a type that there is not',
      () => ({ type: 'gift', amount: ksh(0n) }),
      'unknown_type',
    ],
  ])('%s is refused while all the books are locked by somebody else', async (_, wrong, refusal) => {
    const request = { ...good, ...wrong(good) };
    const before = await books.everything();
    await books.rows('begin');
    try {
      await books.rows('lock table tuma.accounts, tuma.payments in access exclusive mode');
      statements = 0;
      expect(await pay(request)).toMatchObject({ state: 'rejected', refusal });
      expect(statements).toBe(0);
    } finally {
      await books.rows('rollback');
    }
    expect(await books.everything()).toBe(before);
  });
});

describe('what the books know', () => {
  async function sets(side: 'payer' | 'payee', change: string): Promise<object> {
    await books.rows(`update tuma.accounts set ${change} where id = $1`, [good[side]]);
    return {};
  }

  it.each<[string, () => Promise<object>, Refusal]>([
    ['a payer who is not there', async () => ({ payer: '999999' }), 'payer_not_found'],
    ['a payee who is not there', async () => ({ payee: '999999' }), 'recipient_not_found'],
    ['money of the house', async () => ({ payer: funding }), 'payer_not_found'],
    ['money for the house', async () => ({ payee: funding }), 'recipient_not_found'],
    [
      'a type that a wallet may not pay by',
      async () => ({ type: 'cash_in', fee: ksh(0n) }),
      'payer_not_found',
    ],
    [
      'a type that a wallet is not paid by',
      async () => ({ type: 'cash_out' }),
      'recipient_not_found',
    ],
    ['a frozen payer', () => sets('payer', `status = 'frozen'`), 'payer_unavailable'],
    ['a closed payer', () => sets('payer', `status = 'closed'`), 'payer_unavailable'],
    ['a closed payee', () => sets('payee', `status = 'closed'`), 'recipient_unavailable'],
    ['a payee in another currency', () => sets('payee', `currency = 'TZS'`), 'currency_mismatch'],
    ['a cent more than there is', async () => ({ amount: ksh(997_01n) }), 'insufficient_funds'],
    ['more than its day', async () => ({ amount: ksh(70_000_01n) }), 'daily_limit_exceeded'],
    ['eighteen digits', async () => ({ amount: largest }), 'daily_limit_exceeded'],
    ['less than the least', async () => ({ amount: ksh(99n) }), 'amount_too_small'],
  ])(
    '%s is refused, and again when it is asked again, and holds nothing',
    async (_, make, refusal) => {
      const request = { ...good, ...(await make()) };
      const outcome = await pay(request);
      expect(outcome).toMatchObject({ state: 'rejected', refusal });
      expect(await pay(request)).toEqual(outcome);
      expect(await books.entries(request.id)).toEqual([]);
      expect(await books.figures(good.payer)).toBe('100000/0/0');
    },
  );

  it('a cent more than the tier’s most is released', async () => {
    const rich = { balance: 300_000_00n, tier: 2 };
    const request = await books.request(250_000_01n, rich, { fee: ksh(0n) });
    const outcome = await pay(request);
    expect(outcome).toMatchObject({ state: 'rejected', refusal: 'amount_too_large' });
    expect(await books.figures(request.payer)).toBe('30000000/0/0');
  });

  it('a rejection stands when the money has come', async () => {
    const request = { ...good, amount: ksh(1_000_00n) };
    const outcome = await pay(request);
    expect(outcome).toMatchObject({ state: 'rejected', refusal: 'insufficient_funds' });
    const rich = { type: 'funding', channel: 'system', payer: funding } as const;
    await books.pay({ ...rich, payee: good.payer, amount: ksh(5_000_00n) });
    expect(await pay(request)).toEqual(outcome);
    expect(await books.figures(good.payer)).toBe('600000/0/0');
  });

  it.each<[string, (good: PaymentRequest) => object]>([
    ['amount', () => ({ amount: ksh(100_01n) })],
    ['fee', () => ({ fee: ksh(0n) })],
    ['type', () => ({ type: 'buy_goods' })],
    ['reference', () => ({ accountReference: 'A 1' })],
    ['parties', ({ payer, payee }) => ({ payer: payee, payee: payer })],
  ])('the same id with another %s is a conflict, and nothing is written', async (_, other) => {
    expect(await pay(good)).toMatchObject({ state: 'completed' });
    const before = await books.everything();
    const outcome = await pay({ ...good, ...other(good) });
    expect(outcome).toMatchObject({ state: 'rejected', refusal: 'idempotency_conflict' });
    expect(outcome).not.toHaveProperty('reference');
    expect(await books.everything()).toBe(before);
  });

  it('a good payment is none the worse for what shares its statement', async () => {
    const another = () => ({ ...good, id: newId() });
    const [first, ...rest] = await Promise.all([
      pay(good),
      pay({ ...another(), payer: '999999' }),
      pay({ ...another(), payee: '999999' }),
      pay({ ...another(), type: 'gift' as PaymentRequest['type'] }),
      pay({ ...another(), amount: largest }),
    ]);
    expect(first).toMatchObject({ state: 'completed' });
    expect(rest.map(({ state }) => state)).toEqual(Array(4).fill('rejected'));
  });
});
