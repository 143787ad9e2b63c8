/** The fraud rules of the moment, over what a database might say of them. */
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { defaultRuleSet } from '../../../core/fraud/default-rule-set.ts';
import type { StoredRuleSet } from '../../../db/operator/rule-sets.ts';
import { currentRuleSet, ruleSetsAge } from '../../../edge/objects/current-rule-set.ts';
import { settled, TestClock } from '../../support/clock/clock.ts';

const rules = {
  ...{ review: 0.5, decline: 0.9, reviewHours: 1 },
  ...{ backup: { largest: {}, perHour: 5 }, rules: { VELOCITY: { weight: 0.4, from: 10 } } },
};

function stored(version: number, over: object = {}): StoredRuleSet {
  return { version, rules: { version, ...rules, ...over }, madeBy: 'ann', madeAt: new Date(0) };
}

let clock: TestClock;
let asked: number;
let answer: () => Promise<StoredRuleSet | undefined>;
let set: ReturnType<typeof currentRuleSet>;
const alerts = vi.spyOn(console, 'error').mockImplementation(() => {});
const logs = vi.spyOn(console, 'log').mockImplementation(() => {});

beforeEach(() => {
  clock = new TestClock();
  asked = 0;
  answer = async () => stored(2);
  set = currentRuleSet(() => {
    asked += 1;
    return answer();
  }, clock);
  alerts.mockClear();
  logs.mockClear();
});
afterAll(() => vi.restoreAllMocks());

describe('the rule set of the moment', () => {
  it('is what the operator has set, for the first payment already', async () => {
    await set.asked();
    expect(set.current()).toMatchObject({ version: 2, reviewHours: 1 });
    expect(logs).toHaveBeenCalledOnce();
  });

  it('is the default where an operator has set none', async () => {
    answer = async () => undefined;
    await set.asked();
    expect(set.current()).toBe(defaultRuleSet);
  });

  it('is asked for once by many payments, and again when it is ten seconds old', async () => {
    await Promise.all(Array.from({ length: 50 }, () => set.asked()));
    set.current();
    await clock.advance(ruleSetsAge - 1);
    set.current();
    expect(asked).toBe(1);
    await clock.advance(1);
    set.current();
    set.current();
    expect(asked).toBe(2);
  });

  it('changes behind the payments, which wait for nothing', async () => {
    await set.asked();
    const { promise, resolve } = Promise.withResolvers<StoredRuleSet>();
    answer = () => promise;
    await clock.advance(ruleSetsAge);
    await set.asked();
    expect(set.current().version).toBe(2);
    resolve(stored(3));
    await settled();
    expect(set.current().version).toBe(3);
  });

  it('stays as it was known while the database is away', async () => {
    await set.asked();
    answer = async () => {
      throw new Error('no answer from the database');
    };
    await clock.advance(ruleSetsAge);
    set.current();
    await settled();
    expect(set.current().version).toBe(2);
    expect(alerts).toHaveBeenCalledOnce();
  });

  it('is the default where the database was never there, and nobody waits for it twice', async () => {
    answer = async () => {
      throw new Error('no answer from the database');
    };
    await set.asked();
    expect(set.current()).toBe(defaultRuleSet);
    answer = () => new Promise(() => {});
    await clock.advance(ruleSetsAge);
    await set.asked();
    expect(set.current()).toBe(defaultRuleSet);
  });

  it('stays as it was known where the new one cannot be read', async () => {
    await set.asked();
    answer = async () => stored(3, { review: 7 });
    await clock.advance(ruleSetsAge);
    set.current();
    await settled();
    expect(set.current().version).toBe(2);
    expect(alerts.mock.calls.join()).toContain('version 3: review is from 0 to 1');
  });
});
