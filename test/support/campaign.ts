/**
 * How long tests go on that draw their cases at random: a sample in every run, and as many times more in a campaign
 * (`npm run campaign`).
 */
const times = Math.max(1, Number(process.env.CAMPAIGN ?? 1));

/** So many cases of a property. What `patience` interrupts (milliseconds) proves nothing wrong. */
export function sampleOf(cases: number, patience?: number) {
  const numRuns = cases * times;
  return patience ? { numRuns, interruptAfterTimeLimit: patience * times } : { numRuns };
}

/** A test's timeout in milliseconds. */
export function within(timeout: number): number {
  return timeout * times;
}
