/** Limits how often something may happen in a minute. The count is kept in memory: an object that is evicted starts anew. */

const minute = 60_000;

export interface SlidingWindowLimit {
  /** Counts one more at `now` (milliseconds since 1970), unless the limit is reached. */
  allows(now: number): boolean;
}

/** Allows `max` in any minute. What is refused does not count, so a caller that waits is allowed again. */
export function slidingWindowLimit(max: number): SlidingWindowLimit {
  let times: number[] = [];
  return {
    allows(now) {
      times = times.filter((time) => time > now - minute);
      if (times.length >= max) return false;
      times.push(now);
      return true;
    },
  };
}
