import { describe, expect, test } from 'vitest';
import { turnRate } from '../../../../../edge/channels/ussd/abuse/turn-rate.ts';
import type { SecurityEvent } from '../../../../../edge/telemetry/security-events.ts';

describe('the turns of a number', () => {
  test('are so many in a minute, and more are reported once a minute', () => {
    const reported: SecurityEvent[] = [];
    const rate = turnRate(3);
    const sends = (at: number) => rate.allows(at, (what) => reported.push(what));
    expect([sends(0), sends(1), sends(2)]).toEqual([true, true, true]);
    expect([sends(3), sends(4)]).toEqual([false, false]);
    expect(reported).toEqual(['burst']);
    expect(sends(60_000)).toBe(true);
    expect(sends(60_000)).toBe(false);
    expect(reported, 'the first burst is not a minute old').toEqual(['burst']);
    expect([sends(60_001), sends(60_002), sends(60_003)]).toEqual([true, true, false]);
    expect(reported).toEqual(['burst', 'burst']);
  });
});
