import { beforeEach, describe, expect, it } from 'vitest';
import { type Answered, type Correlated, correlate } from '../../../core/concurrency/correlate.ts';
import { settled, TestClock } from '../../support/clock/clock.ts';

let clock: TestClock;
let evidence: [name: string, answer: Answered<unknown>][];

beforeEach(() => {
  clock = new TestClock();
  evidence = [];
});

describe('several answers under one deadline of five seconds', () => {
  it('come back as soon as the last of them is there, with the time that each took', async () => {
    const answers = correlated({ fraud: answering('clean', 67), core: answering('held', 156) });
    await clock.advance(155);
    expect(await hasEnded(answers)).toBe(false);
    await clock.advance(1);
    expect(await answers).toEqual({
      fraud: { status: 'answered', value: 'clean', ms: 67 },
      core: { status: 'answered', value: 'held', ms: 156 },
    });
  });

  it('count at 4.999 s', async () => {
    const answers = correlated({ fraud: answering('clean', 4_999), core: answering('held', 1) });
    await clock.advance(4_999);
    expect(await answers).toMatchObject({
      fraud: { status: 'answered', value: 'clean', ms: 4_999 },
    });
    expect(evidence).toEqual([]);
  });

  it('are kept as evidence at 5.001 s, and change nothing', async () => {
    const answers = correlated({ fraud: answering('clean', 5_001), core: answering('held', 1) });
    await clock.advance(5_000);
    const before = structuredClone(await answers);
    expect(before).toEqual({
      fraud: { status: 'late', ms: 5_000 },
      core: { status: 'answered', value: 'held', ms: 1 },
    });
    await clock.advance(1);
    expect(await answers).toEqual(before);
    expect(evidence).toEqual([['fraud', { status: 'answered', value: 'clean', ms: 5_001 }]]);
  });

  it('are all late where nobody answered', async () => {
    const answers = correlated({ fraud: silent(), revenue: silent(), core: silent() });
    await clock.advance(4_999);
    expect(await hasEnded(answers)).toBe(false);
    await clock.advance(1);
    const late = { status: 'late', ms: 5_000 };
    expect(await answers).toEqual({ fraud: late, revenue: late, core: late });
  });
});

describe('a call that fails', () => {
  it('is that check’s answer, and the others are still waited for', async () => {
    const broken = new Error('no answer from the database');
    const answers = correlated({ fraud: failing(broken, 10), core: answering('held', 200) });
    await clock.advance(200);
    expect(await answers).toEqual({
      fraud: { status: 'failed', error: broken, ms: 10 },
      core: { status: 'answered', value: 'held', ms: 200 },
    });
  });

  it('never rejects the whole, not even where every call fails at once', async () => {
    const calls = { fraud: Promise.reject(new Error('one')), core: Promise.reject('two') };
    const answers = await correlate(calls, 5_000, clock, asTheyAre);
    expect([answers.fraud.status, answers.core.status]).toEqual(['failed', 'failed']);
  });

  it('after the deadline is evidence too, and nobody’s unhandled rejection', async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => unhandled.push(reason);
    process.on('unhandledRejection', note);
    const answers = correlated({ core: failing(new Error('too late'), 6_000) });
    await clock.advance(6_000);
    process.off('unhandledRejection', note);
    expect(await answers).toEqual({ core: { status: 'late', ms: 5_000 } });
    expect(evidence).toMatchObject([['core', { status: 'failed', ms: 6_000 }]]);
    expect(unhandled).toEqual([]);
  });
});

describe('what goes on with the answers', () => {
  it('does so within the last of them, before anything else that waits', async () => {
    const order: string[] = [];
    const [first, second] = [Promise.resolve('one'), Promise.resolve('two')];
    const each = [first, second].map((core) =>
      correlate({ core }, 5_000, clock, ({ core }) => {
        order.push(core.status === 'answered' ? `with ${core.value}` : core.status);
      }),
    );
    void first.then(() => order.push('behind one'));
    await Promise.all(each);
    expect(order).toEqual(['with one', 'with two', 'behind one']);
  });

  it.each<[string, () => Promise<never>]>([
    [
      'throws',
      () => {
        throw new Error('a bug');
      },
    ],
    ['rejects', () => Promise.reject(new Error('a bug'))],
  ])('is the whole’s failure where it %s', async (_, broken) => {
    const whole = correlate({ core: Promise.resolve('held') }, 5_000, clock, broken);
    await expect(whole).rejects.toThrow('a bug');
    expect(clock.timers).toBe(0);
  });
});

describe('the timer', () => {
  it('is cancelled when every answer is there before it', async () => {
    await correlate({ core: Promise.resolve('held') }, 5_000, clock, asTheyAre);
    expect(clock.timers).toBe(0);
  });

  it('is gone after it rang', async () => {
    const answers = correlated({ core: silent() });
    expect(clock.timers).toBe(1);
    await clock.advance(5_000);
    await answers;
    expect(clock.timers).toBe(0);
  });
});

function correlated<T extends Record<string, unknown>>(
  calls: {
    [K in keyof T]: Promise<T[K]>;
  },
) {
  return correlate<T, Correlated<T>>(calls, 5_000, clock, asTheyAre, (name, answer) => {
    evidence.push([String(name), answer]);
  });
}

function asTheyAre<T>(answers: T): T {
  return answers;
}

async function answering(value: string, ms: number): Promise<string> {
  await clock.after(ms).elapsed;
  return value;
}

async function failing(error: Error, ms: number): Promise<string> {
  await clock.after(ms).elapsed;
  throw error;
}

function silent(): Promise<string> {
  return new Promise(() => {});
}

async function hasEnded(answers: Promise<unknown>): Promise<boolean> {
  return Promise.race([answers.then(() => true), settled().then(() => false)]);
}
