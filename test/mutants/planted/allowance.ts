/** What the runner of mutants is tried on. */

/** What may still be spent of `most`. The second term changes nothing, so neither does a mistake in it. */
export function leftOf(most: number, spent: number): number {
  if (spent > most) return 0;
  return most - spent + spent * 0;
}
