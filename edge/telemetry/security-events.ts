/**
 * What an operator should hear of who misuses the service: a line in the log and a count in the database
 * (`select * from tuma.security_counts`), by day, kind and carrier. A subscriber is in the log as a token, and nowhere
 * in the counts.
 */
import { localTime } from '../../core/markets/local-time.ts';
import type { Parts } from '../parts.ts';
import { alert, log } from './log.ts';

export type SecurityEvent =
  /** Another number came with the id of a session that is not its own. */
  | 'session_taken_over'
  /** A number asked more than it may in a minute. */
  | 'burst'
  /** A carrier brought more turns than it may. */
  | 'carrier_burst'
  /** A number wanted to see more strangers' names than it may. */
  | 'names_throttled'
  /** A PIN was locked, or tried while it was. */
  | 'pin_locked'
  /** A turn contradicts what was seen of its session. */
  | 'transcript_conflict';

/** Where work goes on behind the reply: a request's context or an object's. */
export type Behind = Pick<ExecutionContext, 'waitUntil'>;

/** Fails no turn, and makes none wait. */
export function securityEvent(
  { maintenance, market, clock }: Parts,
  behind: Behind,
  what: SecurityEvent,
  carrier: string,
  subscriber?: string,
): void {
  log('security', { what, carrier, ...(subscriber !== undefined && { subscriber }) });
  const { day } = localTime(market, clock.now());
  const counted = maintenance.countSecurityEvent(day, what, carrier);
  behind.waitUntil(counted.catch((error) => alert('security_count_failed', error)));
}
