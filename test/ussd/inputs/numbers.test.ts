import { describe, expect, test } from 'vitest';
import { kenya } from '../../../core/markets/ke.ts';
import { accountNumber, businessNumber, msisdn } from '../../../ussd/inputs/numbers.ts';
import { normalizeAnswer } from '../../../ussd/inputs/parser.ts';
import { meter } from '../../support/phone/phone.ts';

const number = msisdn(kenya.numbers);

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

describe('the number of a business', () => {
  test.each(['12345', '123456', '1234567', ' 123456#', '١٢٣٤٥٦', '123 456', '12-34-56'])(
    '%j is one',
    (typed) => {
      expect(businessNumber(normalizeAnswer(typed))).toHaveProperty('value');
    },
  );

  test.each(['', '0', '00', '98', '1234', '12345678', 'ABCDE', '12345*'])(
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
    const gaps = `${meter.slice(0, 4)} ${meter.slice(4, 8)}-${meter.slice(8)}`;
    expect(ofMeter(normalizeAnswer(` ${meter}#`))).toEqual({ value: meter });
    expect(ofMeter(normalizeAnswer(gaps))).toEqual({ value: meter });
    for (const typed of ['', '0', '01450123459', '0145012345', `${meter}0`, 'A1450123458']) {
      expect(ofMeter(normalizeAnswer(typed))).toEqual({ complaint: 'not_an_account_number' });
    }
  });

  test('is any short one else, in upper case', () => {
    expect(ofAny(normalizeAnswer(' ab 12/3-c '))).toEqual({ value: 'AB 12/3-C' });
    expect(ofAny(normalizeAnswer('ab  12'))).toEqual({ value: 'AB 12' });
    expect(ofAny('0')).toEqual({ value: '0' });
    for (const typed of ['', '-1', 'é1', '1*2', '9'.repeat(21)]) {
      expect(ofAny(normalizeAnswer(typed))).toEqual({ complaint: 'not_an_account_number' });
    }
  });
});
