import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { markets } from '../../../core/markets/index.ts';
import { birthDate, idNumber, personName } from '../../../ussd/inputs/identity.ts';
import { normalizeAnswer } from '../../../ussd/inputs/parser.ts';

const today = '2024-09-02';
const born = birthDate(today, {});

test('a name that nobody can have is asked for again', () => {
  expect(personName(normalizeAnswer(' Jane  Wanjiku '))).toEqual({
    value: { given: 'Jane', family: 'Wanjiku' },
  });
  for (const typed of ['', '0', '00', '98', '99', 'Jane 2']) {
    expect(personName(normalizeAnswer(typed))).toEqual({ complaint: 'not_a_name' });
  }
});

describe('an ID number', () => {
  test.each([
    ['12345678', '12345678'],
    ['ab123456', 'AB123456'],
    ['١٢٣٤٥٦٧٨', '12345678'],
    ['12345678#', '12345678'],
    ['1234 5678', '12345678'],
  ])('%j is %j', (typed, number) => {
    const parsed = idNumber(markets.KE)(normalizeAnswer(typed));
    expect(parsed).toMatchObject({ value: { number } });
  });

  test.each(['', '12345', '12345678901', 'A1234567', 'ÁBCDEF', '0', '00', '98', '99'])(
    '%j is not one',
    (typed) => {
      expect(idNumber(markets.KE)(normalizeAnswer(typed))).toEqual({
        complaint: 'not_an_id_number',
      });
    },
  );
});

describe('a date of birth', () => {
  test.each<[string, string]>([
    ['31121990', '1990-12-31'],
    ['31/12/1990', '1990-12-31'],
    ['29022000', '2000-02-29'],
    ['٣١١٢١٩٩٠', '1990-12-31'],
    ['02092006', '2006-09-02'],
    ['02091904', '1904-09-02'],
    ...['1990-12-31', '31.12.1990', '31-12-1990', '31 12 1990', '19901231', '31 Dec 1990'].map(
      (typed): [string, string] => [typed, '1990-12-31'],
    ),
  ])('%j is %s', (typed, value) => {
    expect(born(normalizeAnswer(typed))).toEqual({ value });
  });

  test.each([
    ...['', '0', '00', '31/121990', '3112/1990', '31/12-1990', '31/12/90'],
    ...['29021900', '29022001', '30022000', '31041990', '00011990', '01001990', '01131990'],
    ...['32011990', '01011800', '01010000', '01010099', '01091904'],
  ])('%j is not one', (typed) => {
    expect(born(normalizeAnswer(typed))).toEqual({ complaint: 'not_a_birth_date' });
  });

  test.each(['03092006', '01012020', '01012030'])('%j is too young', (typed) => {
    expect(born(normalizeAnswer(typed))).toEqual({ complaint: 'too_young' });
  });

  test('who was born on 29 February comes of age on 1 March', () => {
    expect(birthDate('2026-02-28', {})('29022008')).toEqual({ complaint: 'too_young' });
    expect(birthDate('2026-03-01', {})('29022008')).toEqual({ value: '2008-02-29' });
  });

  test('is of the year that the ID number tells', () => {
    const known = birthDate(today, { born: '1990....' });
    expect(known('31121990')).toEqual({ value: '1990-12-31' });
    expect(known('31121991')).toEqual({ complaint: 'not_the_birth_date' });
  });

  test('is every day that there was, and no other', () => {
    const days = fc.date({
      min: new Date('1905-01-01'),
      max: new Date('2005-12-31'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(days, (day) => {
        const iso = day.toISOString().slice(0, 10);
        const typed = iso.split('-').reverse();
        expect(born(typed.join(''))).toEqual({ value: iso });
        expect(born(typed.join('/'))).toEqual({ value: iso });
      }),
    );
  });
});
