/** The real clock, and waiting by a clock. */
import type { Clock } from '../core/clock.ts';

export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms) {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const elapsed = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, ms);
    });
    return { elapsed, cancel: () => clearTimeout(timer) };
  },
};

/**
 * A clock for a caller that waits thousands of times for the same time and nearly always cancels, as each payment does for
 * its deadline. Waits of the same length end in the order in which they began, so one timer serves them all. One object
 * has one such clock, because its timers belong to that object.
 */
export function oneTimerForAll(clock: Clock): Clock {
  const lines = new Map<number, Clock['after']>();
  return {
    now: () => clock.now(),
    after(ms) {
      const line = lines.get(ms) ?? waitingLine(clock);
      lines.set(ms, line);
      return line(ms);
    },
  };
}

function waitingLine(clock: Clock): Clock['after'] {
  const line = new Set<{ readonly until: number; readonly end: () => void }>();
  let ticking = false;

  function tick(): void {
    const [first] = line;
    ticking = first !== undefined;
    if (!first) return;
    void clock.after(Math.max(first.until - clock.now(), 0)).elapsed.then(() => {
      for (const wait of line) {
        if (wait.until > clock.now()) break;
        line.delete(wait);
        wait.end();
      }
      tick();
    });
  }

  return (ms) => {
    const { promise: elapsed, resolve: end } = Promise.withResolvers<void>();
    const wait = { until: clock.now() + ms, end };
    line.add(wait);
    if (!ticking) tick();
    return { elapsed, cancel: () => line.delete(wait) };
  };
}

/** The answer of `work`. Rejects where there is none by `deadline` (milliseconds since 1970). */
export async function inTime<T>(
  work: Promise<T>,
  deadline: number,
  { clock }: { readonly clock: Clock },
): Promise<T> {
  const timer = clock.after(Math.max(deadline - clock.now(), 0));
  const late = timer.elapsed.then(() => {
    throw new Error('no answer within the turn');
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    timer.cancel();
  }
}
