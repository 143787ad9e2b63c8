/** Measures things in turns, and compares their speeds. */
import { median } from './load.ts';

/** The median and the range of several pairs of measurements. */
export interface Spread {
  readonly middle: number;
  readonly low: number;
  readonly high: number;
}

/** Measures A, B, C, C, B, A and so on, so that none of them gets the better part of the time. Returns each one's results by name. */
export async function inTurns<Name extends string, Result>(
  contestants: Readonly<Record<Name, () => Promise<Result>>>,
  rounds = 4,
): Promise<Record<Name, Result[]>> {
  const names = Object.keys(contestants) as Name[];
  const results = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<
    Name,
    Result[]
  >;
  for (let round = 0; round < rounds; round += 1) {
    const order = round % 2 === 0 ? names : names.toReversed();
    for (const name of order) results[name].push(await contestants[name]());
  }
  return results;
}

/** The ratio of one to the other, round by round. */
export function ratio(of: readonly number[], to: readonly number[]): Spread {
  return spreadOf(of.map((value, i) => value / (to[i] ?? Number.NaN)));
}

export function spreadOf(values: readonly number[]): Spread {
  return { middle: median(values), low: Math.min(...values), high: Math.max(...values) };
}

/** The median of several measurements of one thing, number by number. A field that is no number is the first one's. */
export function middle<Result extends object>(measurements: readonly Result[]): Result {
  const [sample] = measurements;
  if (!sample) throw new RangeError('nothing was measured');
  const medians = Object.entries(sample)
    .filter(([, value]) => typeof value === 'number')
    .map(([key]) => [
      key,
      median(measurements.map((each) => (each as Record<string, number>)[key] ?? Number.NaN)),
    ]);
  return { ...sample, ...Object.fromEntries(medians) };
}
