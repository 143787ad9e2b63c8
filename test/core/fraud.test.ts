import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backupFraud, checkFraud, type Profile } from '../../core/fraud/rules.ts';
import { ksh, payment } from '../support/payments.ts';

const newcomer: Profile = { payments: 0, amountSum: 0, amountSquares: 0, lastMinute: 0 };
/** Ten payments of 100.00 each. */
const regular: Profile = { ...newcomer, payments: 10, amountSum: 1e5, amountSquares: 1e9 };

const sending = (minor: bigint) => payment({ amount: ksh(minor) });

describe('the fraud rules', () => {
  it.each<[string, bigint, Profile, number, string[], string]>([
    ['a newcomer', 70_000_00n, newcomer, 0, [], 'approved'],
    ['nine payments in a minute', 1_00n, { ...regular, lastMinute: 9.9 }, 0, [], 'approved'],
    ['ten', 1_00n, { ...regular, lastMinute: 10 }, 0.4, ['VELOCITY'], 'approved'],
    [
      'thirty',
      1_00n,
      { ...regular, lastMinute: 30 },
      0.9,
      ['VELOCITY', 'VELOCITY_EXTREME'],
      'declined',
    ],
    ['five times the usual amount', 500_00n, regular, 0, [], 'approved'],
    ['more than that', 500_01n, regular, 0.4, ['UNUSUAL_AMOUNT'], 'approved'],
    [
      'the same of one who has paid four times',
      500_01n,
      { ...regular, payments: 4 },
      0,
      [],
      'approved',
    ],
    [
      'ten in a minute, and an unusual amount',
      500_01n,
      { ...regular, lastMinute: 10 },
      0.8,
      ['VELOCITY', 'UNUSUAL_AMOUNT'],
      'declined',
    ],
    [
      'everything',
      500_01n,
      { ...regular, lastMinute: 30 },
      1,
      ['VELOCITY', 'VELOCITY_EXTREME', 'UNUSUAL_AMOUNT'],
      'declined',
    ],
  ])('judge %s', (_, minor, profile, score, factors, decision) => {
    expect(checkFraud(sending(minor), profile)).toEqual({ score, factors, decision });
  });

  it('find a large amount usual for one whose amounts vary as much', () => {
    const varied = { ...regular, payments: 10, amountSum: 1e5, amountSquares: 1e9 * 50 };
    expect(checkFraud(sending(500_01n), varied).factors).toEqual([]);
  });

  it('give a score between 0 and 1 for any history', () => {
    const counts = fc.double({ min: 0, max: 1e6, noNaN: true });
    const sums = fc.double({ min: 0, max: 1e22, noNaN: true });
    const profiles = fc.record({
      payments: fc.nat(),
      amountSum: sums,
      amountSquares: sums,
      lastMinute: counts,
    });
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10n ** 18n - 1n }), profiles, (minor, profile) => {
        const { score, decision } = checkFraud(sending(minor), profile);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
        expect(decision).toBe(score >= 0.8 ? 'declined' : score >= 0.6 ? 'review' : 'approved');
      }),
    );
  });
});

describe('the backup rules', () => {
  it('let 1,000.00 pass, and not a cent more', () => {
    expect(backupFraud(sending(1_000_00n))).toBe('approved');
    expect(backupFraud(sending(1_000_01n))).toBe('declined');
  });
});
