import { beforeEach, describe, expect, it } from 'vitest';
import type { Clock } from '../../core/clock.ts';
import { oneTimerForAll } from '../../edge/clock.ts';
import { TestClock } from '../support/clock/clock.ts';

let clock: TestClock;
let shared: Clock;
let rung: string[];

beforeEach(() => {
  clock = new TestClock();
  shared = oneTimerForAll(clock);
  rung = [];
});

describe('one timer for all who wait as long', () => {
  it('ends each after its own time, to the millisecond', async () => {
    wait('first', 5_000);
    await clock.advance(10);
    wait('second', 5_000);
    await clock.advance(4_989);
    expect(rung).toEqual([]);
    await clock.advance(1);
    expect(rung).toEqual(['first']);
    await clock.advance(9);
    expect(rung).toEqual(['first']);
    await clock.advance(1);
    expect(rung).toEqual(['first', 'second']);
  });

  it('is one, however many wait, and none when all are over', async () => {
    for (let i = 0; i < 1_000; i += 1) wait(`${i}`, 5_000);
    expect(clock.timers).toBe(1);
    await clock.advance(5_000);
    expect(rung).toHaveLength(1_000);
    expect(clock.timers).toBe(0);
  });

  it('does not end who has cancelled, and goes on to those behind', async () => {
    const first = wait('first', 5_000);
    await clock.advance(1_000);
    wait('second', 5_000);
    first.cancel();
    await clock.advance(4_999);
    expect(rung).toEqual([]);
    await clock.advance(1);
    expect(rung).toEqual(['second']);
  });

  it('is had again by who comes when all were cancelled', async () => {
    wait('first', 5_000).cancel();
    await clock.advance(4_000);
    wait('second', 5_000);
    await clock.advance(4_999);
    expect(rung).toEqual([]);
    await clock.advance(1);
    expect(rung).toEqual(['second']);
    expect(clock.timers).toBe(0);
  });

  it('lets who waits less long end before', async () => {
    wait('long', 5_000);
    wait('short', 800);
    await clock.advance(800);
    expect(rung).toEqual(['short']);
    expect(clock.timers).toBe(1);
  });

  it('tells the same time', () => {
    expect(shared.now()).toBe(clock.now());
  });
});

function wait(name: string, ms: number) {
  const timer = shared.after(ms);
  void timer.elapsed.then(() => rung.push(name));
  return timer;
}
