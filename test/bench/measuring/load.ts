/** Independent callers, each of which awaits its own result before it calls again (a closed loop). */

export interface Load {
  /** Results within the time, per second. */
  readonly perSecond: number;
  /** Milliseconds from the call to its result. */
  readonly p50: number;
  readonly p99?: number;
}

/** Lets `callers` call for `seconds`. Calls that began in time are awaited, but do not count when they end late. */
export async function load(
  callers: number,
  seconds: number,
  call: (caller: number) => Promise<unknown>,
): Promise<Load> {
  const took: number[] = [];
  const end = performance.now() + seconds * 1000;
  const loop = async (caller: number) => {
    for (let began = performance.now(); began < end; ) {
      await call(caller);
      const now = performance.now();
      if (now < end) took.push(now - began);
      began = now;
    }
  };
  await Promise.all(Array.from({ length: callers }, (_, caller) => loop(caller)));
  return figures(took, seconds);
}

/** Summarises the waiting times (milliseconds) of some seconds. */
export function figures(took: readonly number[], seconds: number): Load {
  return { perSecond: took.length / seconds, p50: quantile(took, 0.5), p99: quantile(took, 0.99) };
}

/** The value below which this share (0 to 1) of the values lies. */
export function quantile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? Number.NaN;
}

/** The median: the middle value, or the mean of the middle two. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(half) - 1], sorted[Math.floor(half)]];
  return ((low ?? Number.NaN) + (high ?? Number.NaN)) / 2;
}
