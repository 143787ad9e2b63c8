/** Every market's data obeys the same rules. */
import { describe, expect, it } from 'vitest';
import { formatAmount } from '../../../core/markets/format.ts';
import { marketByCurrency, markets, parseMsisdnOfAnyMarket } from '../../../core/markets/index.ts';
import type { Band, Limits } from '../../../core/markets/market.ts';
import { currencies, money } from '../../../core/money.ts';
import { feeFor } from '../../../core/revenue/tariff.ts';
import { measure } from '../../../ussd/screen/gsm7.ts';

const all = Object.entries(markets);

describe('the markets', () => {
  it('have every currency between them, and each its own code', () => {
    const used = new Set(all.map(([, { currency }]) => currency));
    expect([...used].sort()).toEqual(Object.keys(currencies).sort());
    for (const [code, market] of all) expect(market.code).toBe(code);
  });

  it('have countries of their own', () => {
    expect(new Set(all.map(([, { numbers }]) => numbers.countryCode)).size).toBe(all.length);
  });

  it('are found by their currency', () => {
    for (const [, market] of all) {
      expect(marketByCurrency(market.currency, markets.KE)).toBe(market);
      expect(marketByCurrency(market.currency, { ...market, code: 'XX' }).code).toBe('XX');
    }
  });

  it.each([
    ['0700123456', '254700123456', 'KE'],
    ['254700123456', '254700123456', 'KE'],
    ['256772000001', '256772000001', 'UG'],
    ['+256 772 000001', '256772000001', 'UG'],
    ['00256772000001', '256772000001', 'UG'],
    ['0772000001', '254772000001', 'KE'],
  ])('are found by their phone numbers, as people in Kenya write %s', (text, msisdn, code) => {
    expect(parseMsisdnOfAnyMarket(text, markets.KE)).toEqual({
      msisdn,
      market: expect.objectContaining({ code }),
    });
  });

  it.each(['', '25677200', '999772000001', '256', 'x256772000001'])('have no %j', (text) => {
    expect(parseMsisdnOfAnyMarket(text, markets.KE)).toBeUndefined();
  });
});

describe.each(all)('%s', (_, market) => {
  const { currency, tiers, tariff, amounts, timeZone, languages } = market;
  const numbered = Object.entries(tiers).map(([number, tier]) => [Number(number), tier] as const);

  it('has a clock, languages, and a symbol that every phone has', () => {
    expect(() => new Intl.DateTimeFormat('en', { timeZone })).not.toThrow();
    expect(new Set(languages).size).toBe(languages.length);
    expect(languages.length).toBeGreaterThan(0);
    expect(measure(formatAmount(money(1n, currency), market)).encoding).toBe('GSM-7');
  });

  it('has two or three tiers from 1 on, each with a name, and each allows no less than the one before', () => {
    expect(numbered.map(([number]) => number)).toEqual([1, 2, 3].slice(0, numbered.length));
    expect(numbered.length).toBeGreaterThanOrEqual(2);
    expect(new Set(numbered.map(([, { name }]) => name)).size).toBe(numbered.length);
    for (const [i, [, tier]] of numbered.entries()) {
      const [, before] = numbered[i - 1] ?? [];
      if (!before) continue;
      expect(tier.balanceCap).toBeGreaterThanOrEqual(before.balanceCap);
      for (const side of ['sending', 'receiving'] as const) {
        const [more, less] = [figures(tier[side]), figures(before[side])];
        for (const [at, figure] of more.entries()) expect(figure >= (less[at] ?? 0n)).toBe(true);
      }
    }
  });

  it('has limits that leave room for each other', () => {
    for (const [, { sending, receiving, balanceCap }] of numbered) {
      for (const { minPayment, maxPayment, daily, weekly, monthly } of [sending, receiving]) {
        expect(minPayment).toBeGreaterThan(0n);
        expect(maxPayment).toBeGreaterThan(minPayment);
        expect(daily.amount).toBeGreaterThanOrEqual(maxPayment);
        expect(weekly.amount).toBeGreaterThanOrEqual(daily.amount);
        expect(monthly.amount).toBeGreaterThanOrEqual(weekly.amount);
        expect(daily.count).toBeGreaterThan(0);
        expect(weekly.count).toBeGreaterThanOrEqual(daily.count);
        expect(monthly.count).toBeGreaterThanOrEqual(weekly.count);
      }
      // A customer can receive and keep whatever another customer of the same tier can send.
      expect(receiving.minPayment).toBeLessThanOrEqual(sending.minPayment);
      expect(receiving.maxPayment).toBeGreaterThanOrEqual(sending.maxPayment);
      expect(balanceCap).toBeGreaterThanOrEqual(receiving.maxPayment);
    }
  });

  it('has a price for every amount that a tier may pay, which never falls as the amount grows', () => {
    const types = Object.keys(tariff) as (keyof typeof tariff)[];
    for (const type of types) {
      for (const [number, { sending }] of numbered) {
        const most = [sending.maxPayment, amounts[type]?.max ?? sending.maxPayment];
        const largest = most.reduce((a, b) => (a < b ? a : b));
        expect({ type, fee: feeFor(type, money(largest, currency), number, market) }).toMatchObject(
          {
            fee: { currency },
          },
        );
        const bands = bandsOf(type, number);
        expect(bands).toEqual(bands.toSorted((a, b) => (a.upTo < b.upTo ? -1 : 1)));
        expect(new Set(bands.map(({ upTo }) => upTo)).size).toBe(bands.length);
        expect(bands).toEqual(
          bands.toSorted((a, b) => (a.fee < b.fee ? -1 : a.fee > b.fee ? 1 : 0)),
        );
      }
    }
  });

  it('asks no higher price of a higher tier, and a lower one somewhere', () => {
    const edges = numbered.flatMap(([number]) => bandsOf('p2p', number).map(({ upTo }) => upTo));
    let lower = 0;
    for (const upTo of edges) {
      const fees = numbered.map(([number]) => feeFor('p2p', money(upTo, currency), number, market));
      const known = fees.flatMap((fee) => (fee ? [fee.minor] : []));
      expect(known).toEqual(known.toSorted((a, b) => (a > b ? -1 : a < b ? 1 : 0)));
      if (new Set(known).size > 1) lower += 1;
    }
    expect(lower).toBeGreaterThan(0);
  });

  function bandsOf(type: keyof typeof tariff, tier: number): readonly Band[] {
    const bands = tariff[type] as readonly Band[] & Readonly<Record<number, readonly Band[]>>;
    return Array.isArray(bands) ? bands : (bands[tier] ?? []);
  }
});

function figures({ maxPayment, daily, weekly, monthly }: Limits): bigint[] {
  const windows = [daily, weekly, monthly];
  return [maxPayment, ...windows.flatMap(({ amount, count }) => [amount, BigInt(count)])];
}

describe('how people write money', () => {
  it.each<[keyof typeof markets, bigint, string]>([
    ['KE', 5_000_00n, 'Ksh5,000.00'],
    ['TZ', 5_000_00n, 'TSh5,000.00'],
    ['UG', 1_500_000n, 'UGX1,500,000'],
    ['RW', 1_500_000n, '1,500,000 RWF'],
    ['ZM', 99n, 'K0.99'],
    ['ZW', 1_234_50n, '$1,234.50'],
    ['ZA', 1_000_00n, 'R1,000.00'],
    ['NG', 1_000_00n, 'N1,000.00'],
    ['GH', 1_000_00n, 'GHS1,000.00'],
    ['SN', 1_500_000n, '1 500 000 FCFA'],
    ['CM', 500n, '500 FCFA'],
    ['EG', 1_000_05n, 'EGP1,000.05'],
  ])('in %s: %s minor units', (code, minor, text) => {
    const market = markets[code];
    expect(formatAmount(money(minor, market.currency), market)).toBe(text);
  });
});
