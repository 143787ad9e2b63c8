import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Currency, currencies, money } from '../../../core/money.ts';
import {
  convert,
  inverse,
  parseRate,
  quoteExchange,
  type Rate,
} from '../../../core/revenue/exchange.ts';
import { exampleTime } from '../../support/books/payments.ts';

const rate = (text: string): Rate => {
  const read = parseRate(text);
  if (!read) throw new Error(`no rate: ${text}`);
  return read;
};

const all = Object.keys(currencies) as Currency[];
const currency = fc.constantFrom(...all);
/** The amounts are small enough that no rate here converts one to more than 18 digits. */
const minors = fc.bigInt({ min: 0n, max: 10n ** 12n });
const rates = fc
  .bigInt({ min: 1n, max: 10n ** 11n })
  .map((scaled) => scaled.toString().padStart(9, '0'))
  .map((digits) => rate(`${digits.slice(0, -8)}.${digits.slice(-8)}`));
/** The rate as the numerator of a fraction over 10^8. */
const scaled = (text: string) => {
  const [integer = '', fraction = ''] = text.split('.');
  return BigInt(integer) * 10n ** 8n + BigInt(fraction.padEnd(8, '0'));
};
const units = (of: Currency) => 10n ** BigInt(currencies[of].minorUnit);

describe('a rate', () => {
  it.each(['1', '128.5', '0.0077821', '0.00000001', '9999999999.99999999', '600.10'])(
    'is read: %s',
    (text) => {
      expect(parseRate(text)).toBe(text);
    },
  );

  it.each([
    ...['0', '0.0', '0.00000000', '-1', '+1', '1.', '.5', '1e3', '1,5', '01', '', ' 1', 'NaN'],
    ...['0.000000001', '10000000000', '١', '1\n'],
  ])('is not %j', (text) => {
    expect(parseRate(text)).toBeUndefined();
  });
});

describe('converting', () => {
  it.each<[bigint, Currency, string, Currency, bigint]>([
    [100_00n, 'USD', '129.25', 'KES', 12_925_00n],
    [1n, 'USD', '129.25', 'KES', 1_29n],
    [1_00n, 'KES', '0.00773994', 'USD', 0n],
    [130_00n, 'KES', '0.00773994', 'USD', 1_00n],
    [129_00n, 'KES', '0.00773994', 'USD', 99n],
    [100_00n, 'KES', '28.61', 'UGX', 2_861n],
    [1n, 'KES', '28.61', 'UGX', 0n],
    [2_861n, 'UGX', '0.0349', 'KES', 99_84n],
    [655_957n, 'XOF', '1', 'XAF', 655_957n],
    [0n, 'USD', '129.25', 'KES', 0n],
  ])('%s %s at %s is, in %s, %s', (minor, from, text, to, result) => {
    expect(convert(money(minor, from), rate(text), to)).toEqual(money(result, to));
  });

  it('creates nothing beyond the rate, and leaves out less than one minor unit', () => {
    fc.assert(
      fc.property(minors, currency, rates, currency, (minor, from, at, to) => {
        const paid = minor * scaled(at) * units(to);
        const got = convert(money(minor, from), at, to).minor * 10n ** 8n * units(from);
        expect(got <= paid).toBe(true);
        expect(paid - got < 10n ** 8n * units(from)).toBe(true);
      }),
    );
  });

  it('never gives more for less', () => {
    fc.assert(
      fc.property(minors, minors, currency, rates, currency, (a, b, from, at, to) => {
        const [less, more] = a < b ? [a, b] : [b, a];
        const got = (minor: bigint) => convert(money(minor, from), at, to).minor;
        expect(got(less) <= got(more)).toBe(true);
      }),
    );
  });

  it('gains nothing by being split', () => {
    fc.assert(
      fc.property(minors, minors, currency, rates, currency, (a, b, from, at, to) => {
        const got = (minor: bigint) => convert(money(minor, from), at, to).minor;
        expect(got(a) + got(b) <= got(a + b)).toBe(true);
      }),
    );
  });

  it('gains nothing by being converted back', () => {
    fc.assert(
      fc.property(minors, currency, rates, currency, (minor, from, at, to) => {
        const back = inverse(at);
        if (!back) return;
        const there = convert(money(minor, from), at, to);
        expect(convert(there, back, from).minor <= minor).toBe(true);
      }),
    );
  });

  it('throws where there is less than nothing, and past 18 digits', () => {
    expect(() => convert(money(-1n, 'USD'), rate('1'), 'KES')).toThrow(RangeError);
    expect(() => convert(money(10n ** 17n, 'USD'), rate('129.25'), 'KES')).toThrow(RangeError);
  });
});

describe('the rate of the way back', () => {
  it.each([
    ['1', '1.00000000'],
    ['128', '0.00781250'],
    ['3', '0.33333333'],
    ['0.00000001', '100000000.00000000'],
  ])('of %s is %s', (text, back) => {
    expect(inverse(rate(text))).toBe(back);
  });

  it('is none where eight decimals do not hold it', () => {
    expect(inverse(rate('100000001'))).toBeUndefined();
  });
});

describe('a quote of an exchange', () => {
  const asked = (minor: bigint, terms: { to?: Currency; spread?: bigint; rate?: Rate } = {}) =>
    quoteExchange(money(minor, 'USD'), terms.to ?? 'KES', {
      rate: terms.rate ?? rate('130'),
      spread: terms.spread ?? 100n,
      now: exampleTime,
    });

  it('takes the spread off the rate, and stands for two minutes', () => {
    expect(asked(100_00n)).toEqual({
      from: money(100_00n, 'USD'),
      to: money(12_870_00n, 'KES'),
      rate: '128.70000000',
      spread: 100n,
      until: exampleTime + 120_000,
    });
  });

  it('is what its own rate makes of the amount, and never more than the market’s', () => {
    const spreads = fc.bigInt({ min: 0n, max: 9_999n });
    fc.assert(
      fc.property(minors, currency, currency, rates, spreads, (minor, from, to, at, spread) => {
        const terms = { rate: at, spread, now: exampleTime };
        const quoted = quoteExchange(money(minor, from), to, terms);
        if ('refusal' in quoted) return;
        expect(quoted.to).toEqual(convert(quoted.from, quoted.rate, to));
        expect(quoted.to.minor <= convert(quoted.from, at, to).minor).toBe(true);
      }),
    );
  });

  it.each([
    ['nothing', asked(0n), 'invalid_amount'],
    ['less than nothing', asked(-1n), 'invalid_amount'],
    ['the same currency', asked(1_00n, { to: 'USD' }), 'currency_mismatch'],
    ['so little that nothing comes of it', asked(1n, { rate: rate('0.1') }), 'amount_too_small'],
    ['a rate of which the spread leaves nothing', smallestRate(), 'amount_too_small'],
    ['more than 18 digits of it', asked(10n ** 17n), 'amount_too_large'],
  ])('is refused for %s', (_, quoted, refusal) => {
    expect(quoted).toEqual({ refusal });
  });

  function smallestRate() {
    return asked(10n ** 17n, { rate: rate('0.00000001'), spread: 1n });
  }

  it('throws where the spread is everything, or less than nothing', () => {
    expect(() => asked(1_00n, { spread: 10_000n })).toThrow(RangeError);
    expect(() => asked(1_00n, { spread: -1n })).toThrow(RangeError);
  });
});
