/** What a Subscriber object keeps of the sessions of its number. Nothing secret is in it. */
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
  /** The ids of this session's acts are worked out from it, so that a repeated turn has the same ones. */
  readonly seed: string;
  readonly journal?: Journal;
  readonly seen?: SeenTurns;
  /** It was over when its newest reply was ready: no phone showed that. */
  readonly unheard?: true;
}

/** Carriers end a session at 180 s; a late repeat of its last turn may still come for some minutes. */
export const forgetAfter = 10 * 60_000;

/** What a session left is for the next dial to know for this long after its newest reply (milliseconds). */
const recallWithin = 5 * 60_000;

/** A phone is in one session at a time, so these are the last few dials. */
const maxSessions = 4;

export function startSession(id: string, now: number): Session {
  return { id, startedAt: now, seed: crypto.randomUUID() };
}

/** The id of an act of this session: the same whenever it is worked out again. */
export function actId(
  { startedAt, seed }: Session,
  pseudonyms: Pseudonyms,
  ...act: string[]
): string {
  return paymentId(startedAt, pseudonyms.idBits(seed, ...act));
}

/** A session's payment is known by the index of its act. */
export function sessionPaymentId(session: Session, pseudonyms: Pseudonyms, index: number): string {
  return actId(session, pseudonyms, 'pay', String(index));
}

/**
 * The sessions with this one as it is now, newest dial first. One that begins ends those that began before it; one
 * that another ended meanwhile stays ended, and where it was.
 */
export function withSession(sessions: readonly Session[], session: Session): Session[] {
  const at = sessions.findIndex(({ seed }) => seed === session.seed);
  const before = sessions[at];
  if (before?.seen?.ended) return sessions.with(at, { ...ended(session), unheard: true });
  if (before) return sessions.with(at, session);

  const others = sessions.filter(({ id }) => id !== session.id);
  const later = others.filter(({ startedAt }) => startedAt > session.startedAt);
  const earlier = others.filter((other) => !later.includes(other)).map(ended);
  const begun = later.length > 0 ? ended(session) : session;
  return [...later, begun, ...earlier].slice(0, maxSessions);
}

/** The sessions, after this one of them was hung up. */
export function hungUp(sessions: readonly Session[], id: string): Session[] {
  return sessions.map((session) => (session.id === id ? ended(session) : session));
}

/** What the newest of these dials left for the next one, unless it is too long ago. */
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
