/**
 * Stops calling a service that keeps failing. While it is closed, it counts calls and failures of the last ten seconds,
 * second by second. When too many calls fail it opens, and no call is made. After a while one call is let through, and its
 * result closes the breaker or opens it again.
 */
export interface CircuitBreaker {
  /** A call that may begin at `now` (milliseconds, never earlier than before), or undefined while the breaker is open. */
  begin(now: number): Call | undefined;
}

/** Is told once how the call ended. A trial call whose end is not told counts as failed. */
export interface Call {
  ended(well: boolean, now: number): void;
}

export interface BreakerThresholds {
  /** The breaker opens at this share of failures… */
  readonly failures: number;
  /** …of at least this many calls. */
  readonly minCalls: number;
  /** The time from opening to the trial call (milliseconds). */
  readonly openFor: number;
}

/** The usual thresholds: half of at least ten calls in ten seconds. */
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
  /** The time of the next trial call, while the breaker is open. */
  let tryAt: number | undefined;
  /** The number of changes so far. The end of a call that began before a change does not count. */
  let era = 0;

  return {
    begin(now) {
      if (tryAt !== undefined) {
        if (now < tryAt) return undefined;
        // This call is the trial. If its end is never told, the next trial comes after the same time.
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
