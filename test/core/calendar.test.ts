import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isDay, readDay, readMoment } from '../../core/calendar.ts';

test('29 February is a day in leap years alone', () => {
  expect(['2024-02-29', '2028-02-29', '2000-02-29'].filter(isDay)).toHaveLength(3);
  expect(['2026-02-29', '2100-02-29', '1900-02-29'].filter(isDay)).toEqual([]);
});

test('a day that does not exist is none', () => {
  const none = ['2026-02-30', '2026-04-31', '2026-00-10', '2026-13-01', '2026-01-00', '2026-01-32'];
  expect([...none, '0000-01-01', '2026-1-1', '20260101', ''].filter(isDay)).toEqual([]);
});

test('every day that there was is one', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }),
      (day) => {
        expect(isDay(day.toISOString().slice(0, 10))).toBe(true);
      },
    ),
  );
});

describe('a day as people write it', () => {
  test.each([
    ...['31121990', '31/12/1990', '31-12-1990', '31.12.1990', '31 12 1990', '31 / 12 / 1990'],
    ...['1990-12-31', '1990/12/31', '1990.12.31', '19901231', '٣١/١٢/١٩٩٠', '３１／１２／１９９０'],
    ...['31 Dec 1990', '31-December-1990', '31 décembre 1990', '31 Desemba 1990', '31 dec. 1990'],
    ...['31–12–1990', '\u200e31/12/1990\u200e'],
  ])('%s is 31 December 1990', (typed) => {
    expect(readDay(typed)).toBe('1990-12-31');
  });

  test('may leave out zeros before the day and the month', () => {
    expect(['1/2/1990', '01.2.1990', '1 feb 1990', '1990-2-1'].map(readDay)).toEqual(
      Array(4).fill('1990-02-01'),
    );
  });

  test.each(['jan', 'fev', 'mac', 'avr', 'mei', 'juin', 'juil', 'ago', 'sep', 'okt', 'nov', 'des'])(
    'may name %s in any of the languages',
    (month) => {
      expect(readDay(`1 ${month} 1990`)).toMatch(/^1990-\d\d-01$/);
    },
  );

  test.each([
    ...['', '1990', '31/12/90', '12/31/1990', '31/12-1990', '3112/1990', '1121990', '30/02/1990'],
    ...['2026-02-29', '32/01/1990', '31 Foo 1990', '31/12/1990 12:00', 'x31121990', '00000000'],
  ])('%s is none', (typed) => {
    expect(readDay(typed)).toBeUndefined();
  });

  test('eight digits are never two days of this or the last century', () => {
    const days = fc.date({
      min: new Date('1900-01-01'),
      max: new Date('2099-12-31'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(days, (at) => {
        const iso = at.toISOString().slice(0, 10);
        const [year, month, day] = iso.split('-');
        expect(readDay(`${year}${month}${day}`)).toBe(iso);
        expect(readDay(`${day}${month}${year}`)).toBe(iso);
      }),
    );
  });
});

describe('a moment', () => {
  test.each([
    ['2024-09-02T14:30:03Z', Date.UTC(2024, 8, 2, 14, 30, 3)],
    ['2024-09-02T14:30:03.250z', Date.UTC(2024, 8, 2, 14, 30, 3, 250)],
    ['2024-09-02T17:30+03:00', Date.UTC(2024, 8, 2, 14, 30)],
    ['2024-09-02 17:30+0300', Date.UTC(2024, 8, 2, 14, 30)],
    ['2028-02-29T00:00:00Z', Date.UTC(2028, 1, 29)],
    ['2024-09-02T08:00-06:30', Date.UTC(2024, 8, 2, 14, 30)],
  ])('%s is one', (typed, at) => {
    expect(readMoment(typed)).toBe(at);
  });

  test.each([
    ...['2026-02-30T00:00:00Z', '2026-02-29T00:00:00Z', '2026-04-31T23:59:00+03:00'],
    ...['2026-04-30T24:00:00Z', '2026-04-30T25:00:00Z', '2026-04-30T23:60:00Z'],
    ...['2026-04-30T23:59:60Z', '2026-04-30T23:59', '2026-04-30', '2026-04-30T23:59+15:00'],
    ...['2026-04-30T23:59+03:60', '2026-04-30T23:59 EAT', '2026-04-30Tx23:59Z', '', 'now'],
  ])('%s is none', (typed) => {
    expect(readMoment(typed)).toBeUndefined();
  });
});
