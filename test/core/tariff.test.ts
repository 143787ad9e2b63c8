import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kenya } from '../../core/market.ts';
import { feeFor } from '../../core/revenue/tariff.ts';
import { ksh } from '../support/payments.ts';

const sending = (minor: bigint) => feeFor('p2p', ksh(minor), 1, kenya);

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

describe('what paying a merchant costs', () => {
  it('is nothing', () => {
    expect(feeFor('buy_goods', ksh(70_000_00n), 1, kenya)).toEqual(ksh(0n));
    expect(feeFor('buy_goods', ksh(250_000_01n), 1, kenya)).toBeUndefined();
  });
});
