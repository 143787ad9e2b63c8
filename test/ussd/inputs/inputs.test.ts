import { describe, expect, test } from 'vitest';
import { kenya } from '../../../core/markets/ke.ts';
import {
  accountNumber,
  amount,
  businessNumber,
  choice,
  msisdn,
  normalizeAnswer,
  pin,
} from '../../../ussd/inputs/inputs.ts';
import { meter } from '../../support/phone/phone.ts';

const number = msisdn(kenya.numbers);
const shillings = amount('KES');

describe('a mobile number', () => {
  test.each([
    '0711987654',
    '711987654',
    '254711987654',
    '+254711987654',
    '00254711987654',
    '0711 987 654',
    '0711-987-654',
    ' 0711987654 ',
    '0711987654#',
    '0711987654 # ',
    '٠٧١١٩٨٧٦٥٤',
    '۰۷۱۱۹۸۷۶۵۴',
    '०७११९८७६५४',
    '０７１１９８７６５４',
    '\u200e+254711987654\u200f',
  ])('%j is 254711987654', (typed) => {
    expect(number(normalizeAnswer(typed))).toEqual({ value: '254711987654' });
  });

  test('numbers that begin with 01 are mobile too', () => {
    expect(number('0111222333')).toEqual({ value: '254111222333' });
  });

  test.each(['', '0', '07119876', '07119876543', '+255711987654', 'JANE', '0711*987654'])(
    '%j is not one',
    (typed) => {
      expect(number(normalizeAnswer(typed))).toEqual({ complaint: 'not_a_mobile_number' });
    },
  );
});

describe('an amount', () => {
  test.each([
    ['5000', 5_000_00n],
    ['1,000', 1_000_00n],
    ['1 000', 1_000_00n],
    ['1,000,000.50', 1_000_000_50n],
    ['1000.50', 1_000_50n],
    ['1000.5', 1_000_50n],
    ['0.50', 50n],
    ['5000#', 5_000_00n],
    [' 5000 ', 5_000_00n],
    ['٥٠٠٠', 5_000_00n],
  ])('%j is %d cents', (typed, minor) => {
    expect(shillings(normalizeAnswer(typed))).toEqual({ value: { minor, currency: 'KES' } });
  });

  test.each([
    ['0', 'amount_not_positive'],
    ['00', 'not_an_amount'],
    ['0.00', 'amount_not_positive'],
    ['-5', 'amount_not_positive'],
    ['-1,000', 'amount_not_positive'],
    ['1e3', 'not_an_amount'],
    ['', 'not_an_amount'],
    ['five', 'not_an_amount'],
    ['0x10', 'not_an_amount'],
    ['1,00', 'not_an_amount'],
    ['1,0000', 'not_an_amount'],
    ['1000,000', 'not_an_amount'],
    ['1.000.000', 'not_an_amount'],
    ['500.', 'not_an_amount'],
    ['.50', 'not_an_amount'],
    ['0711987654', 'not_an_amount'],
    ['Infinity', 'not_an_amount'],
    ['10.005', 'amount_too_fine'],
    ['9'.repeat(40), 'amount_too_long'],
  ])('%j is refused: %s', (typed, complaint) => {
    expect(shillings(normalizeAnswer(typed))).toEqual({ complaint });
  });
});

describe('the number of a business', () => {
  test.each(['12345', '123456', '1234567', ' 123456#', '١٢٣٤٥٦'])('%j is one', (typed) => {
    expect(businessNumber(normalizeAnswer(typed))).toHaveProperty('value');
  });

  test.each(['', '0', '00', '98', '1234', '12345678', '12 3456', 'ABCDE', '12345*'])(
    '%j is not one',
    (typed) => {
      expect(businessNumber(normalizeAnswer(typed))).toEqual({
        complaint: 'not_a_business_number',
      });
    },
  );
});

describe('an account number', () => {
  const ofMeter = accountNumber({ digits: 11, luhn: true });
  const ofAny = accountNumber(undefined);

  test('has its check digit where the business has a rule', () => {
    expect(ofMeter(normalizeAnswer(` ${meter}#`))).toEqual({ value: meter });
    for (const typed of ['', '0', '01450123459', '0145012345', `${meter}0`, 'A1450123458']) {
      expect(ofMeter(normalizeAnswer(typed))).toEqual({ complaint: 'not_an_account_number' });
    }
  });

  test('is any short one else, in upper case', () => {
    expect(ofAny(normalizeAnswer(' ab 12/3-c '))).toEqual({ value: 'AB 12/3-C' });
    expect(ofAny('0')).toEqual({ value: '0' });
    for (const typed of ['', '-1', 'é1', '1*2', '9'.repeat(21)]) {
      expect(ofAny(normalizeAnswer(typed))).toEqual({ complaint: 'not_an_account_number' });
    }
  });
});

describe('a PIN', () => {
  test.each(['4821', ' 4821', '4821#', '٤٨٢١'])('%j is 4821', (typed) => {
    expect(pin(normalizeAnswer(typed))).toEqual({ value: '4821' });
  });

  test.each(['', '482', '48211', '48 21', '4*21', 'abcd', '48.1'])('%j is not one', (typed) => {
    expect(pin(normalizeAnswer(typed))).toEqual({ complaint: 'not_a_pin' });
  });
});

describe('a choice', () => {
  const fruit = choice(['mango', 'papaya', undefined]);

  test('counts from 1, and an option may stand for nothing', () => {
    expect(fruit(normalizeAnswer('2#'))).toEqual({ value: 'papaya' });
    expect(fruit('3')).toEqual({ value: undefined });
  });

  test.each(['', '0', '4', '01', '1.', '-1', '1e0', 'mango', '111', 'length'])(
    '%j is not one',
    (typed) => {
      expect(fruit(normalizeAnswer(typed))).toEqual({ complaint: 'not_an_option' });
    },
  );
});

test('an answer longer than a network carries is cut before it is read', () => {
  expect(normalizeAnswer('7'.repeat(100_000))).toHaveLength(182);
});
