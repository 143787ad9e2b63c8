/** The desk shows times in the zone of its market, in the form that it takes them in. */
import { expect, it } from 'vitest';
import { markets } from '../../../../core/markets/index.ts';
import { parseTime } from '../../../../edge/operator/cli/arguments.ts';
import { formatTime } from '../../../../edge/operator/cli/table.ts';

it.each([
  ['Africa/Nairobi', '2024-09-02T14:30:03Z', '2024-09-02T17:30:03+03:00'],
  ['Africa/Dakar', '2024-09-02T14:30:03.250Z', '2024-09-02T14:30:03.250Z'],
  ['Africa/Lagos', '2024-12-31T23:59:59Z', '2025-01-01T00:59:59+01:00'],
  ['Asia/Kolkata', '2024-09-02T22:00:00Z', '2024-09-03T03:30:00+05:30'],
  ['America/St_Johns', '2024-01-01T01:00:00Z', '2023-12-31T21:30:00-03:30'],
  ['UTC', '2024-09-02T14:30:03.001Z', '2024-09-02T14:30:03.001Z'],
])('in %s %s is %s', (timeZone, at, shown) => {
  expect(formatTime(at, { timeZone })).toBe(shown);
});

it.each(Object.values(markets))('a time of $code that is shown can be typed', ({ timeZone }) => {
  for (const at of [Date.UTC(2024, 8, 2, 14, 30, 3, 7), Date.UTC(2024, 1, 29, 23)]) {
    expect(parseTime(formatTime(at, { timeZone }))).toBe(at);
  }
});
