/**
 * Keeps calls from who does not answer them. Closed, it counts calls and failures of the last ten seconds, second by
 * second; when too many fail it opens, and there are no calls; after a while one is let through to see, and its end
 * closes or opens it again.
 */
export interface CircuitBreaker {
  /** A call that may begin at `now` (milliseconds, never earlier than before), or undefined while there are none. */
  begin(now: number): Call | undefined;
}

/** Told once how it ended. A call that nobody tells of is one that failed, when its circuit has to know. */
export interface Call {
  ended(well: boolean, now: number): void;
}

export interface BreakerThresholds {
  /** Opens at this share of failures… */
  readonly failures: number;
  /** …of at least so many calls. */
  readonly minCalls: number;
  /** Milliseconds from opening to the one call that tries. */
  readonly openFor: number;
}

/** How the field sets them: half of at least ten calls in ten seconds. */
export const defaultThresholds: BreakerThresholds = { failures: 0.5, minCalls: 10, openFor: 5_000 };

const second = 1_000;
const seconds = 10;

interface Bucket {
  /** Seconds since 1970. */
  readonly second: number;
  readonly calls: number;
  readonly failures: number;
}

export function circuitBreaker({ failures, minCalls, openFor }: BreakerThresholds): CircuitBreaker {
  let buckets: readonly Bucket[] = [];
  /** When the next call may try, while it is open. */
  let tryAt: number | undefined;
  /** Calls of before a change say nothing of what is after it. */
  let era = 0;

  return {
    begin(now) {
      if (tryAt !== undefined) {
        if (now < tryAt) return undefined;
        // One tries, and if nothing is heard of it, another does when its time is over.
        change(now + openFor);
      }
      const begunIn = era;
      return {
        ended(well, at) {
          if (begunIn === era) note(well, at);
        },
      };
    },
  };

  function note(well: boolean, now: number): void {
    if (tryAt !== undefined) {
      change(well ? undefined : now + openFor);
      return;
    }
    buckets = withCall(buckets, well, Math.floor(now / second));
    const calls = sum(buckets.map((bucket) => bucket.calls));
    const failed = sum(buckets.map((bucket) => bucket.failures));
    if (calls >= minCalls && failed >= failures * calls) change(now + openFor);
  }

  function change(until: number | undefined): void {
    tryAt = until;
    buckets = [];
    era += 1;
  }
}

function withCall(buckets: readonly Bucket[], well: boolean, now: number): Bucket[] {
  const kept = buckets.filter((bucket) => bucket.second > now - seconds);
  const running = kept.find((bucket) => bucket.second === now);
  const { calls, failures } = running ?? { calls: 0, failures: 0 };
  const counted = { second: now, calls: calls + 1, failures: failures + (well ? 0 : 1) };
  return [...kept.filter((bucket) => bucket !== running), counted];
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}
