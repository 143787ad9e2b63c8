/**
 * Whose names a number was shown without paying them. Who names a recipient learns whether the number is registered, and
 * a first name and an initial: one such answer is what the service is for, a thousand of them are a directory.
 */

/** Of one recipient; nothing in it tells who it is. */
export interface SeenName {
  /** A short keyed token of the recipient. */
  readonly of: string;
  /** Milliseconds since 1970, UTC. */
  readonly at: number;
}

/** So many recipients in any hour. */
const maxNames = 30;
export const namesFor = 60 * 60_000;

/** Those that count still. */
export function recentNames(seen: readonly SeenName[], now: number): readonly SeenName[] {
  return seen.filter(({ at }) => at > now - namesFor);
}

/** The names with this one; undefined where it is one too many. Whose name was seen already may be seen again. */
export function withName(
  seen: readonly SeenName[],
  of: string,
  now: number,
): readonly SeenName[] | undefined {
  const recent = recentNames(seen, now);
  if (recent.some((name) => name.of === of)) return recent;
  return recent.length < maxNames ? [...recent, { of, at: now }] : undefined;
}

/** The names without this one, who was paid. */
export function withoutName(seen: readonly SeenName[], of: string): readonly SeenName[] {
  return seen.filter((name) => name.of !== of);
}
