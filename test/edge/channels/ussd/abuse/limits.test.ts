/** The counts behind the limits, on plain values: time is passed in. */
import { describe, expect, test } from 'vitest';
import {
  namesFor,
  recentNames,
  type SeenName,
  withName,
  withoutName,
} from '../../../../../edge/channels/ussd/abuse/name-lookups.ts';
import { slidingWindowLimit } from '../../../../../edge/channels/ussd/abuse/sliding-window.ts';

describe('a pace', () => {
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

describe('the names that a number has seen', () => {
  const thirty = Array.from({ length: 30 }, (_, n) => `n${n}`).reduce<readonly SeenName[]>(
    (seen, of, n) => withName(seen, of, n * 60_000) ?? [],
    [],
  );

  test('are thirty in an hour, and no more', () => {
    expect(thirty).toHaveLength(30);
    expect(withName(thirty, 'another', 30 * 60_000)).toBeUndefined();
  });

  test('may be seen again', () => {
    expect(withName(thirty, 'n7', 30 * 60_000)).toEqual(thirty);
  });

  test('make room when their hour is over, each by itself', () => {
    expect(withName(thirty, 'another', namesFor - 1)).toBeUndefined();
    const more = withName(thirty, 'another', namesFor) ?? [];
    expect(more.map(({ of }) => of)).toEqual([...thirty.slice(1).map(({ of }) => of), 'another']);
    expect(withName(more, 'one more', namesFor)).toBeUndefined();
    expect(recentNames(more, 2 * namesFor)).toEqual([]);
  });

  test('make room when their owner is paid', () => {
    const left = withoutName(thirty, 'n7');
    expect(left).toHaveLength(29);
    expect(withName(left, 'another', 30 * 60_000)).toHaveLength(30);
    expect(withoutName(thirty, 'nobody')).toEqual(thirty);
  });
});
