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

/** Rejects where there is no answer by `deadline` (milliseconds since 1970). */
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
