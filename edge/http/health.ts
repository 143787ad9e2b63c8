/**
 * Tells whether a payment could be taken now. Anybody may ask, so what an isolate has seen is told to all who ask it: however many
 * do, the database is asked once a second.
 */
import type { Clock } from '../../core/clock.ts';
import { inTime } from '../clock.ts';

/** Milliseconds from one question to the database to the next. */
const askEvery = 1_000;

/** What was seen this long ago (milliseconds) is told while the database is asked anew, and after it a silence is a no. */
const toldFor = 5_000;

/** Whoever waits for the first answer looks for it this often (milliseconds). */
const lookEvery = 100;

/**
 * Belongs to an isolate. It keeps an answer and no promise, because a request must not wait for the work of another one: that ends
 * with the other's caller.
 */
export function healthWatch(clock: Clock) {
  let seen = { isReady: false, askedAt: Number.NEGATIVE_INFINITY, at: Number.NEGATIVE_INFINITY };
  let askedAt = Number.NEGATIVE_INFINITY;

  return async function isReady(ask: () => Promise<boolean>): Promise<boolean> {
    const giveUp = clock.now() + toldFor;
    for (;;) {
      const now = clock.now();
      if (now >= askedAt + askEvery) return askAnew(ask, now);
      if (now < seen.at + toldFor) return seen.isReady;
      if (now >= giveUp) return false;
      await clock.after(lookEvery).elapsed;
    }
  };

  async function askAnew(ask: () => Promise<boolean>, now: number): Promise<boolean> {
    askedAt = now;
    const isReady = await inTime(ask(), now + toldFor, { clock }).catch(() => false);
    // A late answer is older news than what was asked after it.
    if (now > seen.askedAt) seen = { isReady, askedAt: now, at: clock.now() };
    return isReady;
  }
}
