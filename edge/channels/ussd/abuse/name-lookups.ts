/**
 * Limits the names that a number may look up without paying. Naming a recipient tells whether the number is registered, and
 * shows a first name and an initial. One such answer is what the service is for; a thousand of them are a directory.
 */
import type { Clock } from '../../../../core/clock.ts';
import type { Msisdn } from '../../../../core/msisdn.ts';
import { type PaymentTarget, personOf } from '../../../../core/payments/target.ts';
import type { Journal } from '../../../../ussd/engine/journal.ts';
import type { Pseudonyms } from '../../../crypto.ts';
import type { ReportSecurityEvent } from '../../../telemetry/security-events.ts';

/** One recipient whose name was shown. Nothing in it tells who that is. */
export interface SeenName {
  /** A short keyed token of the recipient. */
  readonly of: string;
  /** Milliseconds since 1970, UTC. */
  readonly at: number;
}

/** A number may look up this many recipients in any hour. */
const maxNames = 30;
export const namesFor = 60 * 60_000;

export interface NameLookups {
  /**
   * Counts the recipient of a quote before anything about them is told, whatever the answer will be. Reports
   * `names_throttled` and gives false where the limit is reached.
   */
  allows(
    target: PaymentTarget,
    own: Msisdn,
    journal: Journal,
    report: ReportSecurityEvent,
  ): boolean;
  /** Stops counting a recipient who was paid. */
  paid(recipient: Msisdn): void;
  /** Stores the names, if they have changed, so that they outlive the object. */
  save(): void;
  /** Tells whether a stored name still counts. */
  hasRecent(): boolean;
}

/** What an object stores, by name. */
interface Stored {
  get<T>(name: string): T | undefined;
  put(name: string, value: unknown): void;
}

/** Belongs to one Subscriber object. Sessions of a number may run side by side, so all of them count in one place. */
export function nameLookups(
  storage: Stored,
  { pseudonyms, clock }: { readonly pseudonyms: Pseudonyms; readonly clock: Pick<Clock, 'now'> },
): NameLookups {
  let names = storage.get<readonly SeenName[]>('names') ?? [];
  let stored = names;
  const token = (recipient: Msisdn) => pseudonyms.subscriber(recipient).slice(0, 8);

  return {
    allows(target, own, journal, report) {
      const recipient = personOf(target);
      if (!recipient || recipient === own || isOffered(recipient, journal)) return true;
      const more = withName(names, token(recipient), clock.now());
      names = more ?? names;
      if (!more) report('names_throttled');
      return more !== undefined;
    },

    paid(recipient) {
      names = withoutName(names, token(recipient));
    },

    save() {
      if (names !== stored) storage.put('names', names);
      stored = names;
    },

    hasRecent: () => recentNames(names, clock.now()).length > 0,
  };
}

/** The names that still count. */
export function recentNames(seen: readonly SeenName[], now: number): readonly SeenName[] {
  return seen.filter(({ at }) => at > now - namesFor);
}

/** The names with this one, or undefined where it is one too many. A name that was seen already may be seen again. */
export function withName(
  seen: readonly SeenName[],
  of: string,
  now: number,
): readonly SeenName[] | undefined {
  const recent = recentNames(seen, now);
  if (recent.some((name) => name.of === of)) return recent;
  return recent.length < maxNames ? [...recent, { of, at: now }] : undefined;
}

/** The names without this one. */
export function withoutName(seen: readonly SeenName[], of: string): readonly SeenName[] {
  return seen.filter((name) => name.of !== of);
}

/** Tells whether this session began with an offer to pay this recipient again: their name is on that screen. */
function isOffered(recipient: Msisdn, { entries }: Journal): boolean {
  return entries.some(
    (entry) =>
      entry.kind === 'performed' &&
      entry.result !== 'unavailable' &&
      'recipients' in entry.result &&
      entry.result.recipients.some(({ msisdn }) => msisdn === recipient),
  );
}
