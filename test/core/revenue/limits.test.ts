/** Every limit of every tier at its edge: the last amount or count that it allows, and one more. */
import { describe, expect, it } from 'vitest';
import { markets } from '../../../core/markets/index.ts';
import { kenya } from '../../../core/markets/ke.ts';
import type { Limits, Market, Tier } from '../../../core/markets/market.ts';
import { maxAmount, money } from '../../../core/money.ts';
import type { Refusal } from '../../../core/refusal.ts';
import { type AccountSnapshot, checkRevenue, refusalFor } from '../../../core/revenue/check.ts';
import type { LimitUsage } from '../../../core/revenue/limits.ts';
import { ksh, payment, usedToday } from '../../support/books/payments.ts';

/** Small limits, all different, so that each can be exceeded alone. */
const limits: Limits = {
  minPayment: 10n,
  maxPayment: 1_000n,
  daily: { amount: 2_000n, count: 20 },
  weekly: { amount: 6_000n, count: 60 },
  monthly: { amount: 18_000n, count: 180 },
};
const open: Limits = {
  minPayment: 1n,
  maxPayment: 10n ** 12n,
  daily: { amount: 10n ** 12n, count: 10 ** 6 },
  weekly: { amount: 10n ** 12n, count: 10 ** 6 },
  monthly: { amount: 10n ** 12n, count: 10 ** 6 },
};
const free: Tier = { name: 'free', balanceCap: 10n ** 15n, sending: open, receiving: open };
const sender: Tier = { ...free, sending: limits };
const receiver: Tier = { ...free, balanceCap: 50_000n, receiving: limits };
const market: Market = { ...kenya, tiers: { 1: free, 2: sender, 3: receiver } };

const used = (window: keyof LimitUsage, amount: bigint, count: number): LimitUsage => ({
  ...usedToday(),
  [window]: { amount, count },
});

const snapshot: AccountSnapshot = {
  balance: 10n ** 12n,
  available: 10n ** 12n,
  dailyLimit: null,
  sent: usedToday(),
  tier: 2,
  payerKind: 'wallet',
  payerStatus: 'active',
  payeeKind: 'wallet',
  payeeStatus: 'active',
  sameCurrency: true,
  payeeTier: 1,
  payeeBalance: 0n,
  received: usedToday(),
};

const refused = (minor: bigint, changes: Partial<AccountSnapshot>) =>
  refusalFor({ type: 'p2p', amount: ksh(minor) }, ksh(0n), { ...snapshot, ...changes }, market);

describe('what a payer may send', () => {
  it.each<[string, bigint, Refusal | undefined]>([
    ['one below the smallest', 9n, 'amount_too_small'],
    ['the smallest', 10n, undefined],
    ['one above the smallest', 11n, undefined],
    ['one below the largest', 999n, undefined],
    ['the largest', 1_000n, undefined],
    ['one above the largest', 1_001n, 'amount_too_large'],
  ])('%s', (_, minor, refusal) => {
    expect(refused(minor, {})).toBe(refusal);
  });

  const windows: readonly [keyof LimitUsage, bigint, number, Refusal][] = [
    ['day', 2_000n, 20, 'daily_limit_exceeded'],
    ['week', 6_000n, 60, 'weekly_limit_exceeded'],
    ['month', 18_000n, 180, 'monthly_limit_exceeded'],
  ];

  it.each(windows)('in a %s: to the last cent of %s', (window, most, _, refusal) => {
    const sent = used(window, most - 500n, 1);
    expect(refused(499n, { sent })).toBeUndefined();
    expect(refused(500n, { sent })).toBeUndefined();
    expect(refused(501n, { sent })).toBe(refusal);
  });

  it.each(windows)('in a %s: no payment of those after the last', (window, _, most) => {
    expect(refused(10n, { sent: used(window, 0n, most - 2) })).toBeUndefined();
    expect(refused(10n, { sent: used(window, 0n, most - 1) })).toBeUndefined();
    expect(refused(10n, { sent: used(window, 0n, most) })).toBe('too_many_payments');
    expect(refused(10n, { sent: used(window, 0n, most + 1) })).toBe('too_many_payments');
  });

  it('an exceeded amount is refused before an exceeded count', () => {
    expect(refused(501n, { sent: used('month', 17_500n, 180) })).toBe('monthly_limit_exceeded');
  });

  it.each<[string, bigint | null, bigint, Refusal | undefined]>([
    ['lower than the tier’s', 700n, 700n, undefined],
    ['lower than the tier’s, and a cent more', 700n, 701n, 'daily_limit_exceeded'],
    ['higher than the tier’s, which holds', 9_000n, 1_000n, 'daily_limit_exceeded'],
  ])('with an own daily limit %s', (_, dailyLimit, minor, refusal) => {
    const sent = dailyLimit === 9_000n ? used('day', 1_001n, 1) : usedToday();
    expect(refused(minor, { dailyLimit, sent })).toBe(refusal);
  });

  it('without a tier is without limit, but for an own daily one', () => {
    const sent: LimitUsage = {
      day: { amount: 10n ** 9n, count: 10 ** 7 },
      week: none,
      month: none,
    };
    expect(refused(10n ** 10n, { tier: null, sent })).toBeUndefined();
    expect(refused(1n, { tier: null, sent, dailyLimit: 10n ** 9n })).toBe('daily_limit_exceeded');
  });

  it('without a tier, and by a type without bounds, is any amount that there can be', () => {
    const float: AccountSnapshot = {
      ...{ ...snapshot, tier: null, payeeTier: null, payerKind: 'agent' },
      available: maxAmount,
    };
    const cash = (minor: bigint) =>
      refusalFor({ type: 'cash_in', amount: ksh(minor) }, ksh(0n), float, market);
    expect(cash(maxAmount)).toBeUndefined();
    expect(cash(1n)).toBeUndefined();
  });

  it('is nothing from an account that may not pay by such a type', () => {
    expect(refused(10n, { payerKind: 'till' })).toBe('payer_not_found');
  });

  it('is nothing in a tier that the market does not have, because that is a bug', () => {
    const bug = new RangeError('a tier that the market does not have');
    expect(() => refused(10n, { tier: 9 })).toThrow(bug);
    expect(() => refused(10n, { payeeTier: 9 })).toThrow(RangeError);
  });
});

const none = { amount: 0n, count: 0 };

describe('what a payee may receive', () => {
  const over = 'recipient_limit_exceeded';
  const received = (minor: bigint, changes: Partial<AccountSnapshot> = {}) =>
    refused(minor, { tier: 1, payeeTier: 3, ...changes });

  it.each<[string, bigint, Refusal | undefined]>([
    ['one below the smallest', 9n, over],
    ['the smallest', 10n, undefined],
    ['one above the smallest', 11n, undefined],
    ['one below the largest', 999n, undefined],
    ['the largest', 1_000n, undefined],
    ['one above the largest', 1_001n, over],
  ])('%s', (_, minor, refusal) => {
    expect(received(minor)).toBe(refusal);
  });

  it('to the last cent that the account may hold', () => {
    expect(received(500n, { payeeBalance: 49_499n })).toBeUndefined();
    expect(received(500n, { payeeBalance: 49_500n })).toBeUndefined();
    expect(received(500n, { payeeBalance: 49_501n })).toBe(over);
  });

  it('to the last cent that the account may hold, whatever its payer pays for it', () => {
    const gets = (payeeBalance: bigint) =>
      refusalFor(
        { type: 'p2p', amount: ksh(500n) },
        ksh(20n),
        { ...snapshot, tier: 1, payeeTier: 3, payeeBalance },
        market,
      );
    expect(gets(49_500n)).toBeUndefined();
    expect(gets(49_501n)).toBe(over);
  });

  it('to the last cent that the account may hold when its fee is taken out', () => {
    const sells = (minor: bigint, payeeBalance: bigint, got = usedToday()) =>
      refusalFor(
        { type: 'buy_goods', amount: ksh(minor) },
        ksh(20n),
        {
          ...{ ...snapshot, tier: 1, payeeKind: 'till', payeeTier: 3 },
          ...{ payeeBalance, received: got },
        },
        market,
      );
    expect(sells(500n, 49_520n)).toBeUndefined();
    expect(sells(500n, 49_521n)).toBe(over);
    // Received amounts count without fees, as sent amounts do.
    expect(sells(500n, 0n, used('day', 1_500n, 1))).toBeUndefined();
    expect(sells(501n, 0n, used('day', 1_500n, 1))).toBe(over);
  });

  it.each<[keyof LimitUsage, bigint, number]>([
    ['day', 2_000n, 20],
    ['week', 6_000n, 60],
    ['month', 18_000n, 180],
  ])('in a %s: to the last cent of %s, and %s payments', (window, amount, count) => {
    expect(received(499n, { received: used(window, amount - 500n, 1) })).toBeUndefined();
    expect(received(500n, { received: used(window, amount - 500n, 1) })).toBeUndefined();
    expect(received(501n, { received: used(window, amount - 500n, 1) })).toBe(over);
    expect(received(10n, { received: used(window, 0n, count - 1) })).toBeUndefined();
    expect(received(10n, { received: used(window, 0n, count) })).toBe(over);
  });

  it('of an account that has nothing yet is all that it may hold', () => {
    const small: Market = { ...market, tiers: { 1: free, 2: { ...free, balanceCap: 700n } } };
    const gets = (minor: bigint) =>
      refusalFor(
        { type: 'p2p', amount: ksh(minor) },
        ksh(0n),
        { ...snapshot, tier: 1, payeeTier: 2, payeeBalance: null },
        small,
      );
    expect(gets(700n)).toBeUndefined();
    expect(gets(701n)).toBe(over);
  });

  it('without a tier is without limit', () => {
    const much = { day: { amount: 10n ** 9n, count: 10 ** 7 }, week: none, month: none };
    const till = { payeeTier: null, payeeBalance: 10n ** 14n, received: much };
    expect(received(10n ** 10n, till)).toBeUndefined();
  });

  it('is not what the payer may send: each side has its own', () => {
    expect(refused(1_001n, { tier: 1, payeeTier: 2 })).toBeUndefined();
    expect(refused(1_000n, { tier: 2, payeeTier: 3, payeeBalance: 49_500n })).toBe(over);
  });
});

describe('the figures of the revenue check', () => {
  it('tell the limit that holds: the lower of the account’s and the tier’s', () => {
    const figures = (changes: Partial<AccountSnapshot>) =>
      checkRevenue(payment(), { ...snapshot, ...changes }, market).dailyLimit.minor;
    expect(figures({})).toBe(2_000n);
    expect(figures({ dailyLimit: 700n })).toBe(700n);
    expect(figures({ dailyLimit: 9_000n })).toBe(2_000n);
    expect(figures({ tier: null, dailyLimit: 9_000n })).toBe(9_000n);
    expect(figures({ tier: null })).toBe(0n);
  });
});

const tiers = Object.entries(markets).flatMap(([code, each]) =>
  Object.keys(each.tiers).map((tier) => [code as keyof typeof markets, Number(tier)] as const),
);

/** Sends and receives at each of the market's own limits; the other side has none. */
describe.each(tiers)('%s, tier %i', (code, tier) => {
  const { currency, tiers: all } = markets[code];
  const { sending, receiving, balanceCap } = all[tier] as Tier;
  const asks = (minor: bigint, changes: Partial<AccountSnapshot>) =>
    refusalFor(
      { type: 'p2p', amount: money(minor, currency) },
      money(0n, currency),
      { ...snapshot, ...changes },
      markets[code],
    );

  it.each(['daily', 'weekly', 'monthly'] as const)('holds its %s limits', (named) => {
    const window = ({ daily: 'day', weekly: 'week', monthly: 'month' } as const)[named];
    const small = sending.minPayment;
    const { amount, count } = sending[named];
    const pays = (sent: LimitUsage) => asks(small, { tier, payeeTier: null, sent });
    expect(pays(used(window, amount - small, 0))).toBeUndefined();
    expect(pays(used(window, amount - small + 1n, 0))).toBe(`${named}_limit_exceeded`);
    expect(pays(used(window, 0n, count - 1))).toBeUndefined();
    expect(pays(used(window, 0n, count))).toBe('too_many_payments');

    const least = receiving.minPayment;
    const most = receiving[named];
    const gets = (received: LimitUsage) => asks(least, { tier: null, payeeTier: tier, received });
    expect(gets(used(window, most.amount - least, 0))).toBeUndefined();
    expect(gets(used(window, most.amount - least + 1n, 0))).toBe('recipient_limit_exceeded');
    expect(gets(used(window, 0n, most.count - 1))).toBeUndefined();
    expect(gets(used(window, 0n, most.count))).toBe('recipient_limit_exceeded');
  });

  it('holds its smallest and its largest payment, and its cap', () => {
    const pays = (minor: bigint) => asks(minor, { tier, payeeTier: null });
    expect(pays(sending.minPayment - 1n)).toBe('amount_too_small');
    expect(pays(sending.minPayment)).toBeUndefined();
    expect(pays(sending.maxPayment)).toBeUndefined();
    expect(pays(sending.maxPayment + 1n)).toBe('amount_too_large');
    const least = receiving.minPayment;
    const gets = (payeeBalance: bigint) =>
      asks(least, { tier: null, payeeTier: tier, payeeBalance });
    expect(gets(balanceCap - least)).toBeUndefined();
    expect(gets(balanceCap - least + 1n)).toBe('recipient_limit_exceeded');
  });
});
