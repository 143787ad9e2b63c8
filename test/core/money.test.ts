import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addMoney,
  type Currency,
  currencies,
  formatDigits,
  money,
  parseMoney,
  roundDown,
  roundHalfUp,
  toDecimal,
} from '../../core/money.ts';
import { ksh } from '../support/books/payments.ts';

const largest = 10n ** 18n - 1n;
const amounts = fc.bigInt({ min: -largest, max: largest }).map(ksh);
const all = Object.keys(currencies) as Currency[];
const parseable = fc.bigInt({ min: 0n, max: largest }).map(ksh);

describe('the wire form', () => {
  it.each([
    ['5000', 5_000_00n],
    ['5000.5', 5_000_50n],
    ['5000.50', 5_000_50n],
    ['0.01', 1n],
    ['0', 0n],
    ['007', 7_00n],
    ['9999999999999999.99', largest],
  ])('reads %s', (text, minor) => {
    expect(parseMoney(text, 'KES')).toEqual(ksh(minor));
  });

  it.each([
    [500_000n, '5000.00'],
    [5n, '0.05'],
    [0n, '0.00'],
    [-15_00n, '-15.00'],
    [-1n, '-0.01'],
    [largest, '9999999999999999.99'],
  ])('writes %s minor units as %s', (minor, text) => {
    expect(toDecimal(ksh(minor))).toBe(text);
  });

  it('reads back what it wrote, to the last cent of the largest amount', () => {
    fc.assert(
      fc.property(parseable, (amount) => {
        expect(parseMoney(toDecimal(amount), 'KES')).toEqual(amount);
      }),
    );
  });

  it('keeps every way to write an amount equal to its value', () => {
    fc.assert(
      fc.property(parseable, fc.nat({ max: 2 }), (amount, dropped) => {
        const text = toDecimal(amount);
        const zeros = text.length - text.replace(/0{1,2}$/, '').length;
        const short = text.slice(0, text.length - Math.min(dropped, zeros)).replace(/\.$/, '');
        expect(parseMoney(short, 'KES')).toEqual(amount);
      }),
    );
  });
});

describe('what is not an amount', () => {
  it.each([
    ...['', ' ', '-5', '+5', '1e3', '0x10', '1,000', '1 000', '.5', '5.', '5.001', '1.2.3'],
    ...['NaN', 'Infinity', '١٢٣', '５', '5\n', '5000.00\u0000', 'KES 5', '5'.repeat(40)],
    ...['10000000000000000', '99999999999999999.99'],
  ])('%j is refused', (text) => {
    expect(parseMoney(text, 'KES')).toBeUndefined();
  });

  it('accepts nothing but digits and one point, and nothing that reads as another amount', () => {
    const junk = fc.string({ unit: fc.constantFrom(...'0123456789.,-+eE _x\n٣'), maxLength: 24 });
    fc.assert(
      fc.property(fc.oneof(junk, fc.string()), (text) => {
        const amount = parseMoney(text, 'KES');
        if (amount === undefined) return;
        expect(text).toMatch(/^[0-9]+(\.[0-9]{1,2})?$/);
        const [whole = '', fraction = ''] = text.split('.');
        expect(amount.minor).toBe(BigInt(whole) * 100n + BigInt(fraction.padEnd(2, '0')));
      }),
      { numRuns: 1_000 },
    );
  });

  it('throws past 18 digits, because an amount that large is a bug', () => {
    expect(() => ksh(largest + 1n)).toThrow(new RangeError('an amount has at most 18 digits'));
    expect(() => ksh(-largest - 1n)).toThrow(RangeError);
    expect(() => addMoney(ksh(largest), ksh(1n))).toThrow(RangeError);
  });
});

describe('arithmetic', () => {
  it('adds exactly, in any order, and zero changes nothing', () => {
    const halves = fc.bigInt({ min: -largest / 2n, max: largest / 2n }).map(ksh);
    fc.assert(
      fc.property(halves, halves, (a, b) => {
        expect(addMoney(a, b).minor).toBe(a.minor + b.minor);
        expect(addMoney(a, b)).toEqual(addMoney(b, a));
        expect(addMoney(a, ksh(0n))).toEqual(a);
        expect(addMoney(addMoney(a, b), ksh(-b.minor))).toEqual(a);
      }),
    );
  });

  it('never mixes currencies', () => {
    const shillings = ksh(1n);
    for (const other of all.filter((currency) => currency !== 'KES')) {
      const mixed = new TypeError(`KES with ${other}`);
      expect(() => addMoney(shillings, money(1n, other))).toThrow(mixed);
    }
  });
});

describe('the form for people', () => {
  it.each([
    [0n, '0.00'],
    [999_99n, '999.99'],
    [1_000_00n, '1,000.00'],
    [19_985_00n, '19,985.00'],
    [1_234_567_89n, '1,234,567.89'],
    [-5_015_00n, '-5,015.00'],
    [-100_00n, '-100.00'],
    [largest, '9,999,999,999,999,999.99'],
  ])('groups %s minor units as %s', (minor, text) => {
    expect(formatDigits(ksh(minor))).toBe(text);
  });

  it('is the wire form with a comma before every three whole digits and nowhere else', () => {
    fc.assert(
      fc.property(amounts, (amount) => {
        const grouped = formatDigits(amount);
        expect(grouped).toMatch(/^-?\d{1,3}(,\d{3})*\.\d{2}$/);
        expect(grouped.replaceAll(',', '')).toBe(toDecimal(amount));
      }),
    );
  });
});

describe.each(all)('%s', (currency) => {
  const decimals: number = currencies[currency].minorUnit;
  const scale = 10n ** BigInt(decimals);
  const any = fc.bigInt({ min: -largest, max: largest }).map((minor) => money(minor, currency));
  const positive = fc.bigInt({ min: 0n, max: largest }).map((minor) => money(minor, currency));

  it('reads back what it wrote', () => {
    fc.assert(
      fc.property(positive, (amount) => {
        expect(parseMoney(toDecimal(amount), currency)).toEqual(amount);
      }),
    );
  });

  it('writes whole units as they are, and as many decimals as it has', () => {
    fc.assert(
      fc.property(any, (amount) => {
        const [whole = '', fraction = ''] = toDecimal(amount).replace('-', '').split('.');
        expect(fraction).toHaveLength(decimals);
        const minor = BigInt(whole) * scale + BigInt(fraction || '0');
        expect(amount.minor < 0n ? -minor : minor).toBe(amount.minor);
      }),
    );
  });

  it('refuses one decimal more than it has, even if it is a zero', () => {
    const text = `5.${'0'.repeat(decimals + 1)}`;
    expect(parseMoney(text, currency)).toBeUndefined();
    expect(parseMoney('5', currency)).toEqual(money(5n * scale, currency));
  });

  it('is grouped by threes and loses nothing by it, whatever stands between', () => {
    fc.assert(
      fc.property(any, fc.constantFrom(',', ' '), (amount, separator) => {
        const grouped = formatDigits(amount, separator);
        expect(grouped.split('.')[0]).toMatch(/^-?\d{1,3}([, ]\d{3})*$/);
        expect(grouped.replaceAll(separator, '')).toBe(toDecimal(amount));
      }),
    );
  });
});

describe('minor units are those of ISO 4217', () => {
  it('of all twelve currencies', () => {
    const without = ['UGX', 'XOF', 'XAF', 'RWF'];
    expect(all.filter((currency) => currencies[currency].minorUnit === 0)).toEqual(without);
    expect(all.filter((currency) => currencies[currency].minorUnit === 2)).toEqual([
      'KES',
      'USD',
      'NGN',
      'GHS',
      'ZAR',
      'TZS',
      'ZMW',
      'EGP',
    ]);
  });
});

// The books hold accounts by these numbers, so none may ever change. A new currency is a row at the end.
it('the number of a currency is the one that the books have', () => {
  expect(all.map((currency) => [currency, currencies[currency].number])).toEqual([
    ['KES', 0],
    ['USD', 1],
    ['NGN', 2],
    ['GHS', 3],
    ['ZAR', 4],
    ['TZS', 5],
    ['UGX', 6],
    ['XOF', 7],
    ['XAF', 8],
    ['RWF', 9],
    ['ZMW', 10],
    ['EGP', 11],
  ]);
});

describe('rounding', () => {
  it.each([
    [0n, 7n, 0n, 0n],
    [1n, 2n, 1n, 0n],
    [3n, 2n, 2n, 1n],
    [1n, 3n, 0n, 0n],
    [2n, 3n, 1n, 0n],
    [10n, 5n, 2n, 2n],
    [149n, 100n, 1n, 1n],
    [150n, 100n, 2n, 1n],
  ])('%s/%s is %s to the nearest, a half up, and %s down', (numerator, denominator, near, down) => {
    expect(roundHalfUp(numerator, denominator)).toBe(near);
    expect(roundDown(numerator, denominator)).toBe(down);
  });

  it('to the nearest is never further off than a half', () => {
    const numerators = fc.bigInt({ min: 0n, max: 10n ** 30n });
    fc.assert(
      fc.property(numerators, fc.bigInt({ min: 1n, max: 10n ** 12n }), (numerator, denominator) => {
        const off = 2n * (roundHalfUp(numerator, denominator) * denominator - numerator);
        expect(off > -denominator && off <= denominator).toBe(true);
      }),
    );
  });
});
