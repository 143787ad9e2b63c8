/**
 * The markets' number plans beside libphonenumber's metadata, which is maintained: a prefix that comes with an update of the
 * package and is not in a plan fails here.
 */
import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import { markets } from '../../../core/markets/index.ts';
import { parseMsisdn } from '../../../core/msisdn.ts';

type Code = keyof typeof markets;

// The metadata is read at run time, so that the types of a large file are not computed at each check.
const require = createRequire(import.meta.url);
const { countries } = require('libphonenumber-js/metadata.max.json');
const examples: Record<Code, string> = require('libphonenumber-js/examples.mobile.json');

/** The order of the kinds of numbers in a country's metadata (libphonenumber-js, metadata.js). */
const kinds = [
  ...['fixed_line', 'mobile', 'toll_free', 'premium_rate', 'personal_number', 'voice_mail', 'uan'],
  ...['pager', 'voip', 'shared_cost'],
];

/** Which kind of number a national one is by the metadata; undefined if it is not given out. */
function kindIn(code: Code): (national: string) => string | undefined {
  const rows: readonly ([pattern: string] | undefined)[] = countries[code][11];
  const patterns = rows.map((row) => (row ? new RegExp(`^(?:${row[0]})$`) : undefined));
  // A number that is mobile and fixed is mobile.
  const order = [1, 0, 2, 3, 4, 5, 6, 7, 8, 9];
  return (national) => kinds[order.find((at) => patterns[at]?.test(national)) ?? -1];
}

/**
 * South African networks also give out numbers of area codes and of the internet's 087, to lines that replace a fixed one. No
 * SIM dials with them.
 */
const noSim: Partial<Record<Code, RegExp>> = { ZA: /^([1-5]|87)/ };

describe.each(Object.keys(markets) as Code[])('the plan of %s', (code) => {
  const { numbers } = markets[code];
  const kind = kindIn(code);
  const tails = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'].map((digit) =>
    digit.repeat(numbers.length - 4),
  );
  const all = Array.from({ length: 10_000 }, (_, i) => String(i).padStart(4, '0')).flatMap(
    (prefix) => tails.map((tail) => prefix + tail),
  );

  test('has its country’s code and the length of its mobile numbers', () => {
    expect(countries[code][0]).toBe(numbers.countryCode);
    expect(examples[code]).toHaveLength(numbers.length);
    expect(parseMsisdn(examples[code], numbers)).toBe(numbers.countryCode + examples[code]);
  });

  test('knows every mobile number that the metadata knows', () => {
    const mobile = all.filter((one) => kind(one) === 'mobile' && !noSim[code]?.test(one));
    expect(mobile.length).toBeGreaterThan(300);
    expect(mobile.filter((one) => !numbers.national.test(one))).toEqual([]);
  });

  test('takes no number of another kind for a mobile one', () => {
    const others = all.filter((one) => numbers.national.test(one) && kind(one) !== 'mobile');
    expect(others.filter((one) => kind(one) !== undefined)).toEqual([]);
  });
});
