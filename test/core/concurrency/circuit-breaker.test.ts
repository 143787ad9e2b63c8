import { beforeEach, describe, expect, it } from 'vitest';
import {
  type CircuitBreaker,
  circuitBreaker,
  defaultThresholds,
} from '../../../core/concurrency/circuit-breaker.ts';

let circuit: CircuitBreaker;
beforeEach(() => {
  circuit = circuitBreaker(defaultThresholds);
});

/** So many calls at `now` that end at once; how many of them were let through. */
function calls(now: number, many: number, well: boolean): number {
  let begun = 0;
  for (let i = 0; i < many; i += 1) {
    const call = circuit.begin(now);
    call?.ended(well, now);
    if (call) begun += 1;
  }
  return begun;
}

const isOpen = (now: number) => circuit.begin(now) === undefined;

describe('a closed circuit', () => {
  it('opens when half of ten calls have failed', () => {
    calls(0, 5, true);
    calls(0, 4, false);
    expect(isOpen(0)).toBe(false);
    expect(calls(0, 5, false)).toBe(1);
    expect(isOpen(0)).toBe(true);
  });

  it('stays closed while fewer than half fail, however many they are', () => {
    for (let second = 0; second < 60; second += 1) {
      expect(calls(second * 1_000, 51, true)).toBe(51);
      expect(calls(second * 1_000, 49, false)).toBe(49);
    }
    expect(isOpen(60_000)).toBe(false);
  });

  it('stays closed where all go well, at whatever pace', () => {
    expect(calls(0, 20, true)).toBe(20);
    for (let second = 1; second < 60; second += 1) {
      expect(calls(second * 1_000, 1, true)).toBe(1);
    }
  });

  it('stays closed where one fails every two seconds: that is never ten in ten', () => {
    for (let second = 0; second < 60; second += 2) {
      expect(calls(second * 1_000, 1, false)).toBe(1);
    }
    expect(isOpen(60_000)).toBe(false);
  });

  it('stays closed where nine calls fail, and nobody calls a tenth time', () => {
    expect(calls(0, 9, false)).toBe(9);
    expect(isOpen(0)).toBe(false);
  });

  it('forgets what was ten seconds ago', () => {
    calls(999, 9, false);
    calls(10_000, 1, false);
    expect(isOpen(10_000)).toBe(false);
  });

  it('remembers what was nine seconds ago', () => {
    calls(1_000, 9, false);
    calls(10_000, 1, false);
    expect(isOpen(10_000)).toBe(true);
  });
});

describe('an open circuit', () => {
  beforeEach(() => {
    calls(0, 10, false);
  });

  it('lets nothing through for five seconds, and then one call', () => {
    expect(isOpen(4_999)).toBe(true);
    expect(circuit.begin(5_000)).toBeDefined();
    expect(isOpen(5_000)).toBe(true);
    expect(isOpen(9_999)).toBe(true);
  });

  it('closes when that one goes well, with nothing held against it', () => {
    circuit.begin(5_000)?.ended(true, 5_100);
    expect(calls(5_100, 9, false)).toBe(9);
    expect(isOpen(5_100)).toBe(false);
  });

  it('stays open for five more seconds when it fails', () => {
    circuit.begin(5_000)?.ended(false, 5_800);
    expect(isOpen(10_799)).toBe(true);
    expect(circuit.begin(10_800)).toBeDefined();
  });

  it('lets another try when nothing is heard of it, and does not listen to the first any more', () => {
    const lost = circuit.begin(5_000);
    const next = circuit.begin(10_000);
    expect(next).toBeDefined();
    lost?.ended(true, 10_001);
    expect(isOpen(10_001)).toBe(true);
    next?.ended(true, 10_002);
    expect(isOpen(10_002)).toBe(false);
  });
});

it('calls of before it opened neither close it nor open it again', () => {
  const slow = Array.from({ length: 20 }, () => circuit.begin(0));
  calls(0, 10, false);
  for (const call of slow.slice(0, 10)) call?.ended(true, 1_000);
  expect(isOpen(1_000)).toBe(true);
  circuit.begin(5_000)?.ended(true, 5_000);
  for (const call of slow.slice(10)) call?.ended(false, 5_001);
  expect(isOpen(5_001)).toBe(false);
});
