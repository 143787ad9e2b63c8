/**
 * Limits the names that a number may look up without paying, and that a carrier may bring so many questions for. Naming a recipient tells whether the number is registered, and
 * shows a first name and an initial. One such answer is what the service is for; a thousand of them are a directory.
 */
import type { Clock } from '../../../../core/clock.ts';
import type { Msisdn } from '../../../../core/msisdn.ts';
import { type PaymentTarget, personOf } from '../../../../core/payments/target.ts';
import type { Journal } from '../../../../ussd/engine/journal.ts';
import type { Pseudonyms } from '../../../crypto.ts';
import type { ReportSecurityEvent } from '../../../telemetry/security-events.ts';
import type { CountNames } from './name-counts.ts';

/** One recipient whose name was shown. Nothing in it tells who that is. */
export interface SeenName {
  /** A short keyed token of the recipient. */
  readonly of: string;
  /** Milliseconds since 1970, UTC. */
  readonly at: number;
  /** How much it counted for its carrier, if it did. */
  readonly counted?: number;
}

/** A number may look up this many recipients in any hour. */
const maxNames = 30;

/**
 * Who looks somebody up mostly pays them at once. So the only unpaid name of a number counts for its carrier one time in so many, which costs
 * an honest payment a sixteenth of a statement behind the reply; each further one counts as it is. It then counts as four and not as
 * all that it stands for, because a few of them that come together by chance must not slow an honest carrier down: at the limit of 60
 * fifteen have come, of some 240 numbers.
 */
const sampled = 16;
const sampleWeight = 4;
export const namesFor = 60 * 60_000;

/** The turn that looks somebody up. */
export interface LookupTurn {
  /** The number that dials. */
  readonly msisdn: Msisdn;
  readonly journal: Journal;
  readonly report: ReportSecurityEvent;
  readonly countNames: CountNames;
}

export interface NameLookups {
  /**
   * Counts the recipient of a quote before anything about them is told, whatever the answer will be. Gives why nothing is told, and
   * reports it: `too_many_requests` where the number's limit is reached, `unavailable` where its carrier is slowed down.
   */
  refusal(target: PaymentTarget, by: LookupTurn): 'too_many_requests' | 'unavailable' | undefined;
  /** Stops counting a recipient who was paid. */
  paid(recipient: Msisdn, countNames: CountNames): void;
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
  {
    pseudonyms,
    clock,
  }: {
    readonly pseudonyms: Pick<Pseudonyms, 'subscriber'>;
    readonly clock: Pick<Clock, 'now'>;
  },
  chance: () => number = Math.random,
): NameLookups {
  let names = storage.get<readonly SeenName[]>('names') ?? [];
  let stored = names;
  const token = (recipient: Msisdn) => pseudonyms.subscriber(recipient).slice(0, 8);

  return {
    refusal(target, { msisdn, journal, report, countNames }) {
      const recipient = personOf(target);
      if (!recipient || recipient === msisdn || isOffered(recipient, journal)) return undefined;
      if (isLate(journal)) {
        report('name_late');
        return 'unavailable';
      }
      const of = token(recipient);
      const known = recentNames(names, clock.now());
      const more = withName(names, of, clock.now(), weight(known, of));
      if (!more) {
        report('names_throttled');
        return 'too_many_requests';
      }
      names = more;
      const counted = more.length > known.length ? more.at(-1)?.counted : undefined;
      if (counted) countNames(counted);
      return undefined;
    },

    paid(recipient, countNames) {
      const of = token(recipient);
      const counted = names.find((name) => name.of === of)?.counted;
      if (counted) countNames(-counted);
      names = withoutName(names, of);
    },

    save() {
      if (names !== stored) storage.put('names', names);
      stored = names;
    },

    hasRecent: () => recentNames(names, clock.now()).length > 0,
  };

  /** How much a name counts for the carrier, beside those that are not paid yet. */
  function weight(unpaid: readonly SeenName[], of: string): number {
    if (unpaid.some((name) => name.of !== of)) return 1;
    return chance() < 1 / sampled ? sampleWeight : 0;
  }
}

/** Tells whether the carrier was slowed down when this session looked its customer up. */
function isLate({ entries }: Journal): boolean {
  return entries.some(
    (entry) =>
      entry.kind === 'performed' &&
      entry.result !== 'unavailable' &&
      'namesAreLate' in entry.result,
  );
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
  counted = 0,
): readonly SeenName[] | undefined {
  const recent = recentNames(seen, now);
  if (recent.some((name) => name.of === of)) return recent;
  const name = { of, at: now, ...(counted > 0 && { counted }) };
  return recent.length < maxNames ? [...recent, name] : undefined;
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
