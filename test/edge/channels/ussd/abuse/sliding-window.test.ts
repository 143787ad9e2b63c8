import { describe, expect, test } from 'vitest';
import { slidingWindowLimit } from '../../../../../edge/channels/ussd/abuse/sliding-window.ts';

describe('a limit in a sliding window', () => {
  test('allows so many in any minute, and as many again when they are a minute old', () => {
    const turns = slidingWindowLimit(240);
    const at = (n: number) => 1_000_000 + n * 100;
    for (let n = 0; n < 240; n += 1) expect(turns.allows(at(n))).toBe(true);
    expect(turns.allows(at(240))).toBe(false);
    expect(turns.allows(at(0) + 59_999)).toBe(false);
    expect(turns.allows(at(0) + 60_000)).toBe(true);
    expect(turns.allows(at(0) + 60_000), 'the second one is not a minute old').toBe(false);
    expect(turns.allows(at(1) + 60_000)).toBe(true);
  });

  test('does not hold against anybody what it refused', () => {
    const turns = slidingWindowLimit(1);
    expect(turns.allows(0)).toBe(true);
    for (let at = 1; at < 60_000; at += 1_000) expect(turns.allows(at)).toBe(false);
    expect(turns.allows(60_000)).toBe(true);
  });
});
