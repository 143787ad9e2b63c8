import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markets } from '../../../core/markets/index.ts';
import { localTime } from '../../../core/markets/local-time.ts';
import { windowsOf } from '../../../core/revenue/windows.ts';

describe('the windows that a day is in', () => {
  it.each([
    ['2024-09-02', '2024-09-02', '2024-09-01'], // a Monday
    ['2024-09-01', '2024-08-26', '2024-09-01'], // a Sunday
    ['2024-09-08', '2024-09-02', '2024-09-01'],
    ['2024-12-31', '2024-12-30', '2024-12-01'],
    ['2025-01-01', '2024-12-30', '2025-01-01'], // ISO week 1 began in the year before
    ['2028-02-29', '2028-02-28', '2028-02-01'],
  ])('%s: a week from %s, a month from %s', (day, week, month) => {
    expect(windowsOf(day)).toEqual({ day, week, month });
  });

  it('a week begins on a Monday at most six days before', () => {
    const days = fc.date({
      min: new Date('2000-01-01'),
      max: new Date('2099-12-31'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(days, (at) => {
        const day = at.toISOString().slice(0, 10);
        const { week } = windowsOf(day);
        expect(new Date(`${week}T00:00:00Z`).getUTCDay()).toBe(1);
        const before = (Date.parse(day) - Date.parse(week)) / 86_400_000;
        expect(before >= 0 && before <= 6).toBe(true);
      }),
    );
  });

  it('are those of the market’s own calendar', () => {
    const at = Date.parse('2024-09-01T22:30:00Z');
    const week = (code: keyof typeof markets) => windowsOf(localTime(markets[code], at).day).week;
    expect(week('KE')).toBe('2024-09-02');
    expect(week('SN')).toBe('2024-08-26');
  });
});
