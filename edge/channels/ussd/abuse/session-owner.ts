/** Detects a session id that comes from another number than the one that began the session. */
import { inTime } from '../../../clock.ts';
import type { SubscriberTurn } from '../../../objects/rpc.ts';
import type { Parts } from '../../../parts.ts';
import { alert } from '../../../telemetry/log.ts';
import type { ReportSecurityEvent } from '../../../telemetry/security-events.ts';

/** The SessionOwners object answers within this time (milliseconds), or the turn is taken without its answer. */
const answerWithin = 1_000;

/**
 * Asks the SessionOwners object whether the session belongs to this number, and reports `session_taken_over` if it does not.
 * Where that object fails, everybody is served: sessions of different numbers are separate without it.
 */
export async function ownsSession(
  turn: SubscriberTurn,
  { owners, pseudonyms, clock }: Pick<Parts, 'owners' | 'pseudonyms' | 'clock'>,
  report: ReportSecurityEvent,
): Promise<boolean> {
  if ('unnamed' in turn && turn.unnamed) return true;
  const session = pseudonyms.session(turn.carrier, turn.sessionId);
  const begins = 'event' in turn && turn.event === 'start';
  try {
    const claimed = owners(turn.carrier, session).claim(
      session,
      pseudonyms.subscriber(turn.msisdn),
      begins,
    );
    const isOwner = await inTime(claimed, clock.now() + answerWithin, { clock });
    if (!isOwner) report('session_taken_over');
    return isOwner;
  } catch (error) {
    alert('owners_failed', error);
    return true;
  }
}
