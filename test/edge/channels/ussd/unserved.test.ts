/** What a phone is told whose number is none of the market's. */
import { describe, expect, test } from 'vitest';
import { markets } from '../../../../core/markets/index.ts';
import {
  numberNotServed,
  numbersServed,
  unservedKind,
} from '../../../../edge/channels/ussd/unserved.ts';
import { fits } from '../../../../ussd/screen/gsm7.ts';

const plan = markets.KE.numbers;

test.each([
  ['+12025550100', 'foreign_number'],
  ['0012025550100', 'foreign_number'],
  ['255754123456', 'foreign_number'],
  ['254999000101', 'unknown_number'],
  ['+254 999 000 101', 'unknown_number'],
  ['00254999000101', 'unknown_number'],
  ['0999000101', 'unknown_number'],
  ['', 'not_a_number'],
  ['nobody', 'not_a_number'],
  ['254XXXXXXXXX', 'not_a_number'],
  ['12', 'not_a_number'],
])('%s is a %s', (text, kind) => expect(unservedKind(text, plan)).toBe(kind));

test('a country without a trunk prefix knows its own numbers too', () => {
  expect(unservedKind('22199123456', markets.SN.numbers)).toBe('unknown_number');
  expect(unservedKind('99123456', markets.SN.numbers)).toBe('foreign_number');
});

describe.each(Object.values(markets))('in $code', (market) => {
  test.each([76, 156, 182])('the country and its code fit %d septets', (budget) => {
    const { text, end } = numbersServed(market, budget);
    expect(end).toBe(true);
    expect(text).toContain(`(+${market.numbers.countryCode})`);
    expect(fits(text, budget)).toBe(true);
  });

  test.each([76, 156, 182])(
    'that the carrier may not speak for a number fits %d septets',
    (budget) => {
      const { text, end } = numberNotServed(market, budget);
      expect(end).toBe(true);
      expect(text).not.toBe('');
      expect(fits(text, budget)).toBe(true);
    },
  );
});

test('is said in as many of the languages as fit', () => {
  expect(numbersServed(markets.KE, 76).text).toBe(
    'Only mobile numbers of Kenya (+254) are served here.',
  );
  expect(numbersServed(markets.KE, 156).text).toBe(
    'Only mobile numbers of Kenya (+254) are served here.\n' +
      'Namba za simu za Kenya (+254) pekee zinahudumiwa hapa.',
  );
  expect(numbersServed(markets.SN, 156).text).toMatch(
    /^Seuls les mobiles de ce pays sont servis ici: Sénégal \(\+221\)\.$/m,
  );
});
