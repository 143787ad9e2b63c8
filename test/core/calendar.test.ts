import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isDay } from '../../core/calendar.ts';

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
