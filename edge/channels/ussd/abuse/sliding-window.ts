/** How often something may be done in a minute. Kept in memory: what is forgotten with it is forgiven. */

const minute = 60_000;

export interface SlidingWindowLimit {
  /** Counts one more, unless it is one too many. */
  allows(now: number): boolean;
}

/** `most` in any minute. What was refused is not counted, so who waits is let in again. */
export function slidingWindowLimit(most: number): SlidingWindowLimit {
  let times: number[] = [];
  return {
    allows(now) {
      times = times.filter((time) => time > now - minute);
      if (times.length >= most) return false;
      times.push(now);
      return true;
    },
  };
}
