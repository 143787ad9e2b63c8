/** The sessions of a number, as its Subscriber object stores them: without PINs, and encrypted, because people type them anywhere. */
import { paymentId } from '../../../core/ids.ts';
import type { Journal } from '../../../ussd/engine/journal.ts';
import type { PreviousSession } from '../../../ussd/engine/pending-outcome.ts';
import type { SeenTurns } from '../../../ussd/engine/transcript.ts';
import type { Pseudonyms } from '../../crypto.ts';

export interface Session {
  /** The carrier's name and its session id: session ids are unique per carrier only. */
  readonly id: string;
  /** Milliseconds since 1970, UTC. */
  readonly startedAt: number;
  /** The ids of this session's acts are made from it, so that a repeated turn makes the same ids. */
  readonly seed: string;
  readonly journal?: Journal;
  readonly seen?: SeenTurns;
  /** The session was over when its newest reply was ready, so no phone showed that reply. */
  readonly unheard?: true;
}

/** Sessions are stored for this long (milliseconds). Carriers end one at 180 s, and may repeat its last turn minutes later. */
export const forgetAfter = 10 * 60_000;

/** The next dial may continue a session until this long after its newest reply (milliseconds). */
const recallWithin = 5 * 60_000;

/** This many sessions are stored. A phone is in one session at a time, so they are its last few dials. */
const maxSessions = 4;

export function startSession(id: string, now: number): Session {
  return { id, startedAt: now, seed: crypto.randomUUID() };
}

/** The id of an act of this session. The same act always gives the same id. */
export function actId(
  { startedAt, seed }: Session,
  pseudonyms: Pseudonyms,
  ...act: string[]
): string {
  return paymentId(startedAt, pseudonyms.idBits(seed, ...act));
}

/** The id of the payment that the effect with this index makes. */
export function sessionPaymentId(session: Session, pseudonyms: Pseudonyms, index: number): string {
  return actId(session, pseudonyms, 'pay', String(index));
}

/**
 * The sessions with the new state of this one, newest dial first. A session that begins ends those that began before it. One
 * that another session ended meanwhile stays ended, and keeps its place.
 */
export function withSession(sessions: readonly Session[], session: Session): Session[] {
  const at = sessions.findIndex(({ seed }) => seed === session.seed);
  const before = sessions[at];
  if (before?.seen?.ended) return sessions.with(at, { ...ended(session), unheard: true });
  if (before) return sessions.with(at, session);

  const others = sessions.filter(({ id }) => id !== session.id);
  const later = others.filter(({ startedAt }) => startedAt > session.startedAt);
  const earlier = others.filter((other) => !later.includes(other)).map(ended);
  const added = later.length > 0 ? ended(session) : session;
  return [...later, added, ...earlier].slice(0, maxSessions);
}

/** The sessions after the carrier has ended this one. */
export function hungUp(sessions: readonly Session[], id: string): Session[] {
  return sessions.map((session) => (session.id === id ? ended(session) : session));
}

/** Returns what the newest of these dials left for the next one, unless it is too old. */
export function previousSession(
  [newest]: readonly Session[],
  pseudonyms: Pseudonyms,
  now: number,
): PreviousSession | undefined {
  const repliedAt = newest?.seen?.turns.at(-1)?.repliedAt;
  if (!newest?.journal || repliedAt === undefined) return undefined;
  if (now >= repliedAt + recallWithin) return undefined;
  const { journal, unheard } = newest;
  const payment = (index: number) => sessionPaymentId(newest, pseudonyms, index);
  return { journal, delivered: !unheard, paymentId: payment };
}

function ended(session: Session): Session {
  return session.seen ? { ...session, seen: { ...session.seen, ended: true } } : session;
}
