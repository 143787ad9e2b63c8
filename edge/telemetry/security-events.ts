/**
 * Misuse of the service and callbacks that could not be served, for an operator: a line in the log and a count in the database
 * (`select * from tuma.security_counts`), by day, kind and carrier. A subscriber is in the log as a token, and nowhere
 * in the counts.
 */
import type { Parts } from '../parts.ts';
import { alert, log } from './log.ts';

export type SecurityEvent =
  /** Another number came with the id of a session that is not its own. */
  | 'session_taken_over'
  /** A number sent more turns than it may in a minute. */
  | 'burst'
  /** A carrier brought more turns than it may. */
  | 'carrier_burst'
  /** A number wanted to see more strangers' names than it may. */
  | 'names_throttled'
  /** A PIN was locked, or tried while it was. */
  | 'pin_locked'
  /** A carrier brought wrong PINs of more numbers than honest people would, and is slowed down. */
  | 'pins_slowed'
  /** A PIN was not tried, because its carrier is slowed down. */
  | 'pin_late'
  /** A carrier looked up more names than honest people would, and is slowed down. */
  | 'names_slowed'
  /** A name was not told, because the carrier is slowed down. */
  | 'name_late'
  /** Somebody registered with a document that has a wallet. */
  | 'second_wallet'
  /** As many wrong one-time codes were typed as may be, or more. */
  | 'code_blocked'
  /** The answers about the identity on file were wrong as often as may be, or more. */
  | 'identity_refused'
  /** A turn contradicts what was seen of its session. */
  | 'transcript_conflict'
  /** A callback that was let in lacks a field, or has one that cannot be read. */
  | 'callback_unreadable'
  /** A phone of another country dialled. */
  | 'foreign_number'
  /** A carrier named a number that it may not speak for. */
  | 'number_not_served'
  /** A number has the market's country code, and more or fewer digits than its mobile numbers. */
  | 'unknown_number';

/** Reports an event of one turn: its carrier and its subscriber are known. */
export type ReportSecurityEvent = (what: SecurityEvent) => void;

/** Work goes on behind the reply: a request's context or an object's. */
type Background = Pick<ExecutionContext, 'waitUntil'>;

/** What the line in the log says besides. It holds tokens and names of fields, never personal data. */
interface Facts {
  readonly subscriber?: string;
  readonly fields?: string;
}

/** Logs an event and counts it behind the reply, so that no turn fails or waits because of it. */
export function securityEvent(
  { maintenance, clock }: Pick<Parts, 'maintenance' | 'clock'>,
  background: Background,
  what: SecurityEvent,
  carrier: string,
  facts: Facts = {},
): void {
  log('security', { what, carrier, ...facts });
  const counted = maintenance.countSecurityEvent(what, carrier, clock.now());
  background.waitUntil(counted.catch((error) => alert('security_count_failed', error)));
}
