/** Whoever asks whether a payment could be taken costs the database at most one question a second. */
import { describe, expect, test } from 'vitest';
import { healthWatch } from '../../../edge/http/health.ts';
import { settled, TestClock } from '../../support/clock/clock.ts';

/** A database that answers when it is told to, and counts the questions. */
function asked() {
  const answers: ((isReady: boolean) => void)[] = [];
  return {
    answers,
    ask: () => new Promise<boolean>((resolve) => answers.push(resolve)),
  };
}

function watch() {
  const clock = new TestClock();
  const database = asked();
  const isReady = healthWatch(clock);
  return { clock, ...database, isReady: () => isReady(database.ask) };
}

describe('the health of the system', () => {
  test('is asked for once, however many ask at the same time', async () => {
    const { clock, answers, isReady } = watch();
    const all = Promise.all(Array.from({ length: 100 }, isReady));
    await clock.advance(400);
    expect(answers).toHaveLength(1);
    answers[0]?.(true);
    await clock.advance(100);
    expect(new Set(await all)).toEqual(new Set([true]));
    expect(clock.timers).toBe(0);
  });

  test('is asked for again after a second, and meanwhile is what was seen', async () => {
    const { clock, answers, isReady } = watch();
    const first = isReady();
    answers[0]?.(true);
    expect(await first).toBe(true);
    await clock.advance(999);
    expect(await isReady()).toBe(true);
    expect(answers).toHaveLength(1);
    await clock.advance(1);
    const second = isReady();
    expect(await isReady()).toBe(true);
    answers[1]?.(false);
    expect(await second).toBe(false);
    expect(await isReady()).toBe(false);
    expect(answers).toHaveLength(2);
  });

  test('is bad five seconds after the database fell silent, and good when it answers', async () => {
    const { clock, answers, isReady } = watch();
    const first = isReady();
    answers[0]?.(true);
    await first;
    await clock.advance(1_000);
    const silent = isReady();
    await clock.advance(3_999);
    void isReady(); // It asks anew, and waits.
    expect(await isReady()).toBe(true);
    await clock.advance(1_001);
    expect(await silent).toBe(false);
    const good = isReady();
    expect(await isReady()).toBe(false);
    answers.at(-1)?.(true);
    expect(await good).toBe(true);
    expect(await isReady()).toBe(true);
    expect(answers).toHaveLength(4);
  });

  test('is bad where the first answer does not come, nor hangs for ever', async () => {
    const { clock, isReady } = watch();
    const all = Promise.all([isReady(), isReady(), isReady()]);
    await clock.advance(7_000);
    expect(await all).toEqual([false, false, false]);
    await settled();
    expect(clock.timers).toBe(0);
  });

  test('is asked for anew where a question was lost with its caller', async () => {
    const { clock, answers, isReady } = watch();
    void isReady();
    await clock.advance(1_000);
    const second = isReady();
    answers[1]?.(true);
    expect(await second).toBe(true);
    answers[0]?.(false);
    await settled();
    expect(await isReady()).toBe(true);
  });
});
