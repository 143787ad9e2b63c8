import { describe, expect, it } from 'vitest';
import { markets } from '../../../core/markets/index.ts';
import { kenya } from '../../../core/markets/ke.ts';
import { money } from '../../../core/money.ts';
import type { PaymentRequest } from '../../../core/payments/request.ts';
import { descriptors } from '../../../core/payments/types.ts';
import type { Refusal } from '../../../core/refusal.ts';
import { refusals } from '../../../core/refusal.ts';
import { type AccountSnapshot, checkRevenue } from '../../../core/revenue/check.ts';
import type { LimitUsage } from '../../../core/revenue/limits.ts';
import {
  isExpired,
  type Payee,
  type QuoteInputs,
  type QuoteRequest,
  quote,
} from '../../../core/revenue/quote.ts';
import { exampleTime, ksh, payment, usedToday } from '../../support/books/payments.ts';

/** The example's payer: 25,000.00, of the day's 70,000.00 used 12,000.00. */
const facts: QuoteInputs = {
  balance: 25_000_00n,
  available: 25_000_00n,
  dailyLimit: 70_000_00n,
  sent: usedToday(12_000_00n),
  tier: 1,
  payerKind: 'wallet',
  payerStatus: 'active',
  sameCurrency: true,
  payee: {
    ...{ account: '8', kind: 'wallet', status: 'active', name: 'Jane W.' },
    ...{ tier: 1, balance: 8_500_00n, received: usedToday() },
  },
};

/** The same as the revenue check sees it. */
const snapshot: AccountSnapshot = {
  ...facts,
  ...{ payeeKind: 'wallet', payeeStatus: 'active' },
  ...{ payeeTier: 1, payeeBalance: 8_500_00n, received: usedToday() },
};

/** What a quote has beside its fee, where there is no duty. */
const price = { excise: ksh(0n), until: exampleTime + 120_000 };

/** Of the day's 70,000.00 used 50,000.00. */
const half = { sent: usedToday(50_000_00n) };

const house = { airtime: '102', unclaimed: '103' };

interface Changes extends Partial<Omit<QuoteInputs, 'payee'>> {
  readonly payee?: Partial<Payee> | null;
}

const quoted = (
  minor: bigint,
  { payee, ...changes }: Changes = {},
  wish: Partial<QuoteRequest> = {},
) =>
  quote(
    { payer: '7', type: 'p2p', amount: ksh(minor), ...wish },
    {
      ...facts,
      ...changes,
      payee: payee === null ? undefined : { ...(facts.payee as Payee), ...payee },
    },
    house,
    kenya,
    exampleTime,
  );

describe('a quote', () => {
  it('is refused for a type that the market does not offer', () => {
    const { airtime: _, p2p_unregistered: __, ...tariff } = kenya.tariff;
    const here = { ...kenya, tariff };
    const waiting = { type: 'p2p_unregistered', accountReference: '254711987654' } as const;
    const asked = (wish: Partial<QuoteRequest>, payee: Payee | undefined) =>
      quote(
        { payer: '7', type: 'p2p', amount: ksh(500_00n), ...wish },
        { ...facts, payee },
        ...([house, here, exampleTime] as const),
      );
    const topUp = { type: 'airtime', accountReference: '254711987654' } as const;
    expect(asked(topUp, undefined)).toEqual({ refusal: 'unknown_type' });
    expect(asked(waiting, undefined)).toEqual({ refusal: 'unknown_type' });
    // Its number has registered, so it is paid by a type that the market does offer.
    expect(asked(waiting, facts.payee)).toMatchObject({ type: 'p2p', payee: '8' });
  });

  it('names the recipient and the fee, which stands for two minutes', () => {
    expect(quoted(5_000_00n)).toEqual({
      ...{ type: 'p2p', payee: '8', payeeName: 'Jane W.', fee: ksh(15_00n), excise: ksh(0n) },
      until: exampleTime + 120_000,
    });
  });

  it('tells what of the fee is duty, where there is one', () => {
    const shillings = (minor: bigint) => money(minor, 'UGX');
    const wish: QuoteRequest = { payer: '7', type: 'p2p', amount: shillings(60_000n) };
    expect(quote(wish, facts, house, markets.UG, exampleTime)).toMatchObject({
      fee: shillings(500n),
      excise: shillings(65n),
    });
  });

  it('asks the price of the payer’s tier', () => {
    expect(quoted(5_000_00n, { tier: 2 })).toMatchObject({ fee: ksh(12_00n) });
  });

  it.each<[string, bigint, Changes, Refusal | undefined]>([
    ['all that there is', 24_940_00n, {}, undefined],
    ['a cent more than there is', 24_940_01n, {}, 'insufficient_funds'],
    ['money that is held', 5_000_00n, { available: 5_014_99n }, 'insufficient_funds'],
    ['all that is left of the day', 20_000_00n, half, undefined],
    ['a cent past the day', 20_000_01n, half, 'daily_limit_exceeded'],
    ['all that is left of the tier’s day', 20_000_00n, { ...half, dailyLimit: null }, undefined],
    ['a cent past it', 20_000_01n, { ...half, dailyLimit: null }, 'daily_limit_exceeded'],
    ['the smallest payment', 1_00n, {}, undefined],
    ['less than the smallest', 99n, {}, 'amount_too_small'],
    ['more than the largest', 70_000_01n, {}, 'amount_too_large'],
    ['from a frozen account', 1_00n, { payerStatus: 'frozen' }, 'payer_unavailable'],
    ['from a closed account', 1_00n, { payerStatus: 'closed' }, 'payer_unavailable'],
    ['to a frozen account, which can receive', 1_00n, { payee: { status: 'frozen' } }, undefined],
    ['to a closed account', 1_00n, { payee: { status: 'closed' } }, 'recipient_unavailable'],
    ['to nobody', 1_00n, { payee: null }, 'recipient_not_found'],
    [
      'to a till, which is not sent money',
      1_00n,
      { payee: { kind: 'till' } },
      'recipient_not_found',
    ],
    ['to oneself', 1_00n, { payee: { account: '7' } }, 'same_party'],
  ])('for %s', (_, minor, changes, refusal) => {
    const answer = quoted(minor, changes);
    expect('refusal' in answer ? answer.refusal : undefined).toBe(refusal);
  });

  it('knows no payer without a standing', () => {
    const wish: QuoteRequest = { payer: '7', type: 'p2p', amount: ksh(1_00n) };
    expect(quote(wish, undefined, house, kenya, exampleTime)).toEqual({
      refusal: 'payer_not_found',
    });
  });
});

describe('a quote of another type', () => {
  const meter = { kind: 'biller', name: 'KPLC', accounts: { digits: 11, luhn: true } } as const;
  const bill = (accountReference: string) =>
    quoted(500_00n, { payee: meter }, { type: 'pay_bill', accountReference });

  it('of cash names the agent, and has its own fee and smallest amount', () => {
    const agent = { payee: { kind: 'agent', name: 'MAMA NJERI' } } as const;
    expect(quoted(1_000_00n, agent, { type: 'cash_out' })).toEqual({
      ...{ type: 'cash_out', payee: '8', payeeName: 'MAMA NJERI', fee: ksh(29_00n), ...price },
    });
    expect(quoted(49_99n, agent, { type: 'cash_out' })).toMatchObject({
      refusal: 'amount_too_small',
    });
    expect(quoted(1_000_00n, {}, { type: 'cash_out' })).toEqual({ refusal: 'recipient_not_found' });
  });

  it('of a bill wants an account number that the biller can have', () => {
    expect(bill('01450123458')).toMatchObject({ type: 'pay_bill', fee: ksh(5_00n) });
    for (const wrong of ['01450123459', '1450123458', 'ABC', '', '014501234580']) {
      expect(bill(wrong)).toEqual({ refusal: 'account_number_invalid' });
    }
  });

  it('of airtime pays the house, whoever has the number', () => {
    const airtime = { type: 'airtime', accountReference: '254711987654' } as const;
    expect(quoted(50_00n, { payee: null }, airtime)).toEqual({
      ...{ type: 'airtime', payee: '102', payeeName: '', fee: ksh(0n), ...price },
    });
    expect(quoted(4_99n, {}, airtime)).toMatchObject({ refusal: 'amount_too_small' });
    expect(quoted(10_000_01n, {}, airtime)).toMatchObject({ refusal: 'amount_too_large' });
  });

  it('of goods has a fee that is the till’s, and so costs no more than the amount', () => {
    const till = { payee: { kind: 'till', name: 'KARIBU', tier: null } } as const;
    const goods = (minor: bigint, changes: Changes = {}) =>
      quoted(minor, { ...till, ...changes }, { type: 'buy_goods' });
    expect(goods(25_000_00n)).toMatchObject({ type: 'buy_goods', fee: ksh(140_00n) });
    expect(goods(5_000_00n, { available: 5_000_00n })).toMatchObject({ fee: ksh(20_00n) });
    expect(goods(5_000_00n, { available: 4_999_99n })).toEqual({ refusal: 'insufficient_funds' });
  });

  it('asks the price of the tier of who pays it', () => {
    const bands = (fee: bigint) => [{ upTo: 70_000_00n, fee }];
    const tariff = { ...kenya.tariff, buy_goods: { 1: bands(1_00n), 2: bands(2_00n) } };
    const feeFor = (payer: number, payee: number) =>
      quote(
        { payer: '7', type: 'buy_goods', amount: ksh(500_00n) },
        { ...facts, tier: payer, payee: { ...(facts.payee as Payee), kind: 'till', tier: payee } },
        house,
        { ...kenya, tariff },
        exampleTime,
      );
    expect(feeFor(1, 2)).toMatchObject({ fee: ksh(2_00n) });
    expect(feeFor(2, 1)).toMatchObject({ fee: ksh(1_00n) });
  });

  it('to a number that is not registered pays the house, which keeps it', () => {
    const waiting = { type: 'p2p_unregistered', accountReference: '254799000001' } as const;
    expect(quoted(500_00n, { payee: null }, waiting)).toEqual({
      ...{ type: 'p2p_unregistered', payee: '103', payeeName: '', fee: ksh(20_00n), ...price },
    });
  });

  it('to a number that has registered by now is one to its customer', () => {
    const waiting = { type: 'p2p_unregistered', accountReference: '254711987654' } as const;
    expect(quoted(500_00n, {}, waiting)).toMatchObject({
      type: 'p2p',
      payee: '8',
      fee: ksh(3_00n),
    });
  });
});

describe('a price that was shown', () => {
  it('stands until its time, and that moment is in it', () => {
    expect(isExpired(exampleTime, exampleTime - 1)).toBe(false);
    expect(isExpired(exampleTime, exampleTime)).toBe(false);
    expect(isExpired(exampleTime, exampleTime + 1)).toBe(true);
  });

  it('stands for ever where nobody was shown one', () => {
    expect(isExpired(undefined, exampleTime)).toBe(false);
  });
});

describe('an amount that is refused', () => {
  const sentOf = (day: bigint, week = day, month = week): Changes => ({
    sent: { day: used(day), week: used(week), month: used(month) },
  });
  const used = (amount: bigint) => ({ amount, count: 1 });
  const tier = kenya.tiers[1];
  const [weekly, monthly] = [tier?.sending.weekly.amount ?? 0n, tier?.sending.monthly.amount ?? 0n];

  it.each<[string, bigint, Changes, Refusal, bigint | undefined]>([
    ['the smallest payment', 99n, {}, 'amount_too_small', 1_00n],
    ['the largest payment', 70_000_01n, sentOf(0n), 'amount_too_large', 70_000_00n],
    ['what is left of the day', 70_000_01n, half, 'amount_too_large', 20_000_00n],
    [
      'the largest payment of a day that is over',
      70_000_01n,
      sentOf(70_000_00n),
      'amount_too_large',
      70_000_00n,
    ],
    ['what is left of the day, past it', 20_000_01n, half, 'daily_limit_exceeded', 20_000_00n],
    ['nothing of a day that is over', 1_00n, sentOf(70_000_00n), 'daily_limit_exceeded', undefined],
    ['no less than the smallest', 1_00n, sentOf(69_999_50n), 'daily_limit_exceeded', undefined],
    ['the week', 5_00n, sentOf(0n, weekly - 2_00n), 'weekly_limit_exceeded', 2_00n],
    [
      'the week, on a new day',
      70_000_00n,
      sentOf(0n, weekly - 2_00n),
      'weekly_limit_exceeded',
      2_00n,
    ],
    ['the month', 5_00n, sentOf(0n, 0n, monthly - 2_00n), 'monthly_limit_exceeded', 2_00n],
    ['no balance', 5_00n, { available: 1_00n }, 'insufficient_funds', undefined],
    [
      'no balance of the recipient',
      5_00n,
      { payee: { balance: (tier?.balanceCap ?? 0n) - 1_00n } },
      'recipient_limit_exceeded',
      undefined,
    ],
  ])('is told %s', (_, minor, changes, refusal, allowed) => {
    expect(quoted(minor, changes)).toEqual({
      refusal,
      ...(allowed !== undefined && { allowed: ksh(allowed) }),
    });
  });

  it('is allowed where it is what was told', () => {
    for (const changes of [half, sentOf(0n, weekly - 2_00n), {}]) {
      const answer = quoted(70_000_01n, changes);
      const allowed = 'allowed' in answer ? answer.allowed : undefined;
      expect(allowed).toBeDefined();
      const funded = { ...changes, available: 10n ** 12n, balance: 10n ** 12n };
      expect(quoted(allowed?.minor ?? 0n, funded)).toMatchObject({ type: 'p2p' });
    }
  });
});

/** All the money of a window, and no payment in it. */
function most(window: 'daily' | 'weekly' | 'monthly') {
  return { amount: kenya.tiers[1]?.sending[window].amount ?? 0n, count: 0 };
}

/** What makes each refusal true by itself, where both parties are known: in the order of the list. */
const wrongs = {
  currency_mismatch: { sameCurrency: false },
  payer_unavailable: { payerStatus: 'frozen' },
  recipient_unavailable: { payee: { status: 'closed' } },
  daily_limit_exceeded: { sent: { ...usedToday(), day: most('daily') } },
  weekly_limit_exceeded: { sent: { ...usedToday(), week: most('weekly') } },
  monthly_limit_exceeded: { sent: { ...usedToday(), month: most('monthly') } },
  too_many_payments: { sent: { ...usedToday(), day: { amount: 0n, count: 500 } } },
  insufficient_funds: { available: 0n },
  recipient_limit_exceeded: { payee: { balance: kenya.tiers[1]?.balanceCap ?? 0n } },
} as const satisfies { readonly [R in Refusal]?: Changes };

/** All of them, also where several say something of what was sent or of the payee. */
function mergeAll(...changes: readonly Changes[]): Changes {
  return {
    ...Object.assign({}, ...changes),
    sent: changes.map(({ sent }) => sent ?? usedToday()).reduce(laden),
    payee: Object.assign({}, ...changes.map(({ payee }) => payee)),
  };
}

/** In each window the one with more in it. */
function laden(a: LimitUsage, b: LimitUsage): LimitUsage {
  const more = (window: keyof LimitUsage) => ({
    amount: a[window].amount > b[window].amount ? a[window].amount : b[window].amount,
    count: Math.max(a[window].count, b[window].count),
  });
  return { day: more('day'), week: more('week'), month: more('month') };
}

const kinds = Object.keys(wrongs) as (keyof typeof wrongs)[];

describe('where two refusals apply', () => {
  it('the list of refusals says which is given', () => {
    expect(kinds).toEqual(refusals.filter((refusal) => refusal in wrongs));
  });

  it.each(
    kinds.flatMap((first, i) => kinds.slice(i + 1).map((second) => [first, second] as const)),
  )('%s comes before %s', (first, second) => {
    const both = mergeAll(wrongs[first], wrongs[second]);
    expect(quoted(5_000_00n, both)).toEqual({ refusal: first });
  });

  it.each(['currency_mismatch', 'payer_unavailable', 'recipient_unavailable'] as const)(
    '%s comes before an amount that is too small, or so large that it has no price',
    (refusal) => {
      expect(quoted(99n, wrongs[refusal])).toEqual({ refusal });
      expect(quoted(70_000_01n, wrongs[refusal])).toEqual({ refusal });
    },
  );

  it.each<[Refusal, bigint]>([
    ['amount_too_small', 99n],
    ['amount_too_large', 70_000_01n],
  ])('%s comes before the limit and the balance', (refusal, minor) => {
    const poor = { ...snapshot, sent: usedToday(70_000_00n), available: 0n };
    const request = payment({ amount: ksh(minor) });
    expect(checkRevenue(request, poor, kenya)).toMatchObject({ decision: 'declined', refusal });
  });

  it('an unknown recipient comes before all that is wrong with accounts and amounts', () => {
    const all = mergeAll(...Object.values(wrongs));
    expect(quoted(70_000_01n, { ...all, payee: null })).toEqual({ refusal: 'recipient_not_found' });
  });
});

const small = 'amount_too_small';

describe('the revenue check', () => {
  it('answers with the figures that it looked at', () => {
    expect(checkRevenue(payment(), snapshot, kenya)).toEqual({
      decision: 'approved',
      fee: ksh(15_00n),
      balance: ksh(25_000_00n),
      dailyLimit: ksh(70_000_00n),
      dailyUsed: ksh(12_000_00n),
      remaining: ksh(19_985_00n),
    });
  });

  it('takes the fee that the payer was shown, whatever the tariff says by now', () => {
    const request = payment({ fee: ksh(1_00n) });
    expect(checkRevenue(request, snapshot, kenya)).toMatchObject({ fee: ksh(1_00n) });
  });

  it('tells the payer’s figures: of a fee that the payee pays nothing', () => {
    const request = payment({ type: 'buy_goods' });
    expect(checkRevenue(request, { ...snapshot, payeeKind: 'till' }, kenya)).toMatchObject({
      ...{ decision: 'approved', fee: ksh(0n), remaining: ksh(20_000_00n) },
    });
  });

  it.each<[string, Partial<PaymentRequest>, Partial<AccountSnapshot>, Refusal | undefined]>([
    ['goods for no more than their fee', { type: 'buy_goods', fee: ksh(5_000_00n) }, {}, small],
    ['goods for a cent more', { type: 'buy_goods', fee: ksh(4_999_99n) }, {}, undefined],
    [
      'goods for more than there is, and no more than their fee',
      { type: 'buy_goods', amount: ksh(70_000_01n), fee: ksh(70_000_01n) },
      {},
      small,
    ],
    ['a bill', { type: 'pay_bill', accountReference: '01450123458' }, {}, undefined],
    [
      'a bill of an account that its biller cannot have',
      { type: 'pay_bill', accountReference: '01450123459' },
      {},
      'account_number_invalid',
    ],
    [
      'a bill of any account where its biller has no rule',
      { type: 'pay_bill', accountReference: 'A 1' },
      { payeeAccounts: undefined },
      undefined,
    ],
    ['a bill of no account', { type: 'pay_bill' }, {}, 'account_number_invalid'],
    ['airtime for a number', { type: 'airtime', accountReference: '254711987654' }, {}, undefined],
    ['airtime for nobody', { type: 'airtime' }, {}, 'recipient_not_found'],
    [
      'airtime for a number abroad',
      { type: 'airtime', accountReference: '255711987654' },
      {},
      'recipient_not_found',
    ],
    [
      'money for a number as people write it',
      { type: 'p2p_unregistered', accountReference: '0711987654' },
      {},
      'recipient_not_found',
    ],
    [
      'money that waits in an account for something else',
      { type: 'p2p_unregistered', accountReference: '254711987654' },
      { payeeKind: 'airtime' },
      'recipient_not_found',
    ],
    ['cash at a till', { type: 'cash_out' }, { payeeKind: 'till' }, 'recipient_not_found'],
    [
      'cash of a closed agent',
      { type: 'cash_out' },
      { payeeStatus: 'closed' },
      'recipient_unavailable',
    ],
    ['less cash than there is', { type: 'cash_out', amount: ksh(49_99n) }, {}, 'amount_too_small'],
    [
      'more airtime than there is',
      { type: 'airtime', accountReference: '254711987654', amount: ksh(10_000_01n) },
      {},
      'amount_too_large',
    ],
  ])('looks again, whatever the quote said: %s', (_, wanted, changes, refusal) => {
    const request = payment(wanted);
    const [payeeKind = 'wallet'] = descriptors[request.type].payees;
    const there = { ...snapshot, payeeKind, payeeAccounts: { digits: 11, luhn: true }, ...changes };
    const answer = checkRevenue(request, there, kenya);
    expect(answer.refusal).toBe(refusal);
    expect(answer.decision).toBe(refusal ? 'declined' : 'approved');
  });
});
