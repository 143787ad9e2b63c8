import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kenya } from '../../../core/markets/ke.ts';
import { formatClock, formatDate, localTime } from '../../../core/markets/local-time.ts';

const at = (iso: string) => localTime(kenya, Date.parse(iso));

describe('the local time of Nairobi, three hours ahead of UTC', () => {
  it.each([
    ['2024-09-02T14:30:03Z', '2024-09-02', '2/9/24', '5:30 PM', 17],
    ['2024-09-02T20:59:59.999Z', '2024-09-02', '2/9/24', '11:59 PM', 23],
    ['2024-09-02T21:00:00Z', '2024-09-03', '3/9/24', '12:00 AM', 0],
    ['2024-09-02T21:59:59Z', '2024-09-03', '3/9/24', '12:59 AM', 0],
    ['2024-09-02T22:00:00Z', '2024-09-03', '3/9/24', '1:00 AM', 1],
    ['2024-09-03T08:59:00Z', '2024-09-03', '3/9/24', '11:59 AM', 11],
    ['2024-09-03T09:00:00Z', '2024-09-03', '3/9/24', '12:00 PM', 12],
    ['2024-09-03T09:59:00Z', '2024-09-03', '3/9/24', '12:59 PM', 12],
    ['2024-09-03T10:00:00Z', '2024-09-03', '3/9/24', '1:00 PM', 13],
    ['2024-12-31T20:59:59Z', '2024-12-31', '31/12/24', '11:59 PM', 23],
    ['2024-12-31T21:00:00Z', '2025-01-01', '1/1/25', '12:00 AM', 0],
    ['2028-02-28T21:05:00Z', '2028-02-29', '29/2/28', '12:05 AM', 0],
  ])('%s is the day %s, written %s at %s, in hour %i', (iso, day, date, clock, hour) => {
    const time = at(iso);
    expect(time).toEqual({ day, hour, minute: Number(iso.slice(14, 16)) });
    expect([formatDate(time, 'en'), formatClock(time, 'en')]).toEqual([date, clock]);
  });

  it('is the same as adding three hours, at any moment of this century', () => {
    const moments = fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2099, 11, 31) });
    fc.assert(
      fc.property(moments, (moment) => {
        const shifted = new Date(moment + 3 * 3_600_000).toISOString();
        const time = localTime(kenya, moment);
        expect(time.day).toBe(shifted.slice(0, 10));
        const clock = formatClock(time, 'en');
        const [, hour = '', minute, half] = /^(\d+):(\d\d) (AM|PM)$/.exec(clock) ?? [];
        const hours = (Number(hour) % 12) + (half === 'PM' ? 12 : 0);
        expect(`${String(hours).padStart(2, '0')}:${minute}`).toBe(shifted.slice(11, 16));
      }),
    );
  });
});

describe('the same moment in each language', () => {
  it.each([
    ['en', '2/9/24', '5:05 PM', '12:00 AM'],
    ['sw', '2/9/24', '5:05 PM', '12:00 AM'],
    ['fr', '02/09/24', '17h05', '00h00'],
    ['ar', '2/9/24', '5:05 م', '12:00 ص'],
  ] as const)(
    'is written in %s as %s, %s and midnight as %s',
    (language, date, clock, midnight) => {
      const time = at('2024-09-02T14:05:00Z');
      expect(formatDate(time, language)).toBe(date);
      expect(formatClock(time, language)).toBe(clock);
      expect(formatClock(at('2024-09-02T21:00:00Z'), language)).toBe(midnight);
    },
  );
});
