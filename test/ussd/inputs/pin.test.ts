import { describe, expect, test } from 'vitest';
import { kenya } from '../../../core/markets/ke.ts';
import type { Msisdn } from '../../../core/msisdn.ts';
import { normalizeAnswer } from '../../../ussd/inputs/parser.ts';
import { newPin, pin } from '../../../ussd/inputs/pin.ts';

describe('a PIN', () => {
  test.each(['4821', ' 4821', '4821#', '٤٨٢١'])('%j is 4821', (typed) => {
    expect(pin(normalizeAnswer(typed))).toEqual({ value: '4821' });
  });

  test.each(['', '482', '48211', '48 21', '4*21', 'abcd', '48.1'])('%j is not one', (typed) => {
    expect(pin(normalizeAnswer(typed))).toEqual({ complaint: 'not_a_pin' });
  });
});

describe('a new PIN', () => {
  const chosen = newPin('254700123456' as Msisdn, kenya.numbers, '1990-12-31');

  test.each(['4821', '7391', '6093', '1357', '1233', '1991', '3111'])('%j will do', (typed) => {
    expect(chosen(typed)).toEqual({ value: typed });
  });

  test.each([
    ...['0000', '7777', '1234', '0123', '6789', '7890', '8901', '4321', '3210', '0987'],
    ...['2547', '3456', '0700', '0012', '3112', '1231', '1990'],
  ])('%j is too easy to guess', (typed) => {
    expect(chosen(typed)).toEqual({ complaint: 'pin_too_easy' });
  });

  test.each(['', '123', '12345', '111', '0', '00', 'abcd'])('%j is not one', (typed) => {
    expect(chosen(typed)).toEqual({ complaint: 'not_a_pin' });
  });

  test('may look like a birth date where the birth date is not known', () => {
    expect(newPin('254700123456' as Msisdn, kenya.numbers)('1990')).toEqual({ value: '1990' });
  });
});
