import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markets } from '../../../core/markets/index.ts';
import { kenya } from '../../../core/markets/ke.ts';
import type { Market } from '../../../core/markets/market.ts';
import { money } from '../../../core/money.ts';
import { exciseIn, feeFor, isOffered, largestPriced } from '../../../core/revenue/tariff.ts';
import { ksh } from '../../support/books/payments.ts';

const sending = (minor: bigint) => feeFor('p2p', ksh(minor), 1, kenya);

describe('what a market offers', () => {
  const { airtime: _, ...tariff } = kenya.tariff;
  const without: Market = { ...kenya, tariff };

  it('is what it has a tariff for, and nothing else has a price', () => {
    expect(isOffered('airtime', kenya)).toBe(true);
    expect(isOffered('airtime', without)).toBe(false);
    expect(feeFor('airtime', ksh(100_00n), 1, without)).toBeUndefined();
    expect(feeFor('p2p', ksh(5_000_00n), 1, without)).toEqual(ksh(15_00n));
  });
});

describe('the largest amount that has a price', () => {
  it('is the end of the last band, of the tier where tiers differ', () => {
    expect(largestPriced('p2p', 1, kenya)).toBe(70_000_00n);
    expect(largestPriced('p2p', 2, kenya)).toBe(250_000_00n);
    expect(largestPriced('cash_out', 2, kenya)).toBe(70_000_00n);
  });

  it('is none where the market does not offer the payment', () => {
    const { airtime: _, ...tariff } = kenya.tariff;
    expect(largestPriced('airtime', 1, { ...kenya, tariff })).toBeUndefined();
  });
});

describe('what sending costs', () => {
  it('is 15.00 for 5,000.00', () => {
    expect(sending(5_000_00n)).toEqual(ksh(15_00n));
  });

  it.each([
    ['100.00', 100_00n, 0n, 3_00n],
    ['500.00', 500_00n, 3_00n, 6_00n],
    ['1,000.00', 1_000_00n, 6_00n, 10_00n],
    ['2,500.00', 2_500_00n, 10_00n, 15_00n],
    ['5,000.00', 5_000_00n, 15_00n, 25_00n],
    ['10,000.00', 10_000_00n, 25_00n, 40_00n],
    ['20,000.00', 20_000_00n, 40_00n, 60_00n],
  ])('up to and including %s is one price, and a cent more the next', (_, edge, below, above) => {
    expect(sending(edge - 1n)).toEqual(ksh(below));
    expect(sending(edge)).toEqual(ksh(below));
    expect(sending(edge + 1n)).toEqual(ksh(above));
  });

  it('has no price past the largest payment', () => {
    expect(sending(70_000_00n)).toEqual(ksh(60_00n));
    expect(sending(70_000_01n)).toBeUndefined();
  });

  it('never falls as the amount grows', () => {
    const amounts = fc.bigInt({ min: 1n, max: 70_000_00n });
    fc.assert(
      fc.property(amounts, amounts, (a, b) => {
        const [less, more] = a < b ? [a, b] : [b, a];
        expect((sending(less)?.minor ?? -1n) <= (sending(more)?.minor ?? -1n)).toBe(true);
      }),
    );
  });
});

describe('what being paid for goods costs a till', () => {
  const sells = (minor: bigint) => feeFor('buy_goods', ksh(minor), null, kenya);

  it('is nothing up to 200.00, and never more than 200.00', () => {
    expect(sells(200_00n)).toEqual(ksh(0n));
    expect(sells(200_01n)).toEqual(ksh(2_00n));
    expect(sells(250_000_00n)).toEqual(ksh(200_00n));
    expect(sells(250_000_01n)).toBeUndefined();
  });
});

describe('the duty in a fee', () => {
  const bearing = (rate: bigint): Market => ({ ...kenya, excise: { rate } });

  it.each([
    ['15 % of 1.00 in 1.15', 1_500n, 1_15n, 15n],
    ['65.2 cents, down', 1_500n, 5_00n, 65n],
    ['half a cent, up', 10_000n, 1n, 1n],
    ['less than half a cent, down', 1_500n, 3n, 0n],
    ['more than half a cent, up', 1_500n, 4n, 1n],
    ['nothing of nothing', 1_500n, 0n, 0n],
    ['10 % of 100.00 in 110.00', 1_000n, 110_00n, 10_00n],
  ])('%s', (_, rate, fee, duty) => {
    expect(exciseIn(ksh(fee), bearing(rate))).toEqual(ksh(duty));
  });

  it('is never more than the fee, and off by no more than half a minor unit', () => {
    const fees = fc.bigInt({ min: 0n, max: 10n ** 12n });
    fc.assert(
      fc.property(fees, fc.bigInt({ min: 0n, max: 10_000n }), (fee, rate) => {
        const duty = exciseIn(ksh(fee), bearing(rate)).minor;
        expect(duty >= 0n && duty <= fee).toBe(true);
        const off = 2n * (duty * (10_000n + rate) - fee * rate);
        expect(off > -(10_000n + rate) && off <= 10_000n + rate).toBe(true);
      }),
    );
  });

  it('is nothing where the market has none, of however large a fee', () => {
    const { excise: _, ...untaxed } = kenya;
    expect(exciseIn(ksh(10n ** 12n), untaxed)).toEqual(ksh(0n));
  });

  it.each<[keyof typeof markets, bigint, bigint]>([
    ['KE', 15_00n, 0n],
    ['UG', 500n, 65n],
    ['UG', 1_000n, 130n],
    ['TZ', 450_00n, 40_91n],
    ['RW', 100n, 0n],
  ])('in %s, of %s it is %s', (code, fee, duty) => {
    const market = markets[code];
    const { currency } = market;
    expect(exciseIn(money(fee, currency), market)).toEqual(money(duty, currency));
  });
});
