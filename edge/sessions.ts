/** What a Subscriber object keeps of the sessions of its number. Nothing secret is in it. */
import type { Journal } from '../ussd/journal.ts';
import type { Seen } from '../ussd/transcript.ts';

export interface Session {
  /** The carrier's name and its session id: session ids are unique per carrier only. */
  readonly id: string;
  /** Milliseconds since 1970, UTC. */
  readonly startedAt: number;
  /** The ids of this session's acts are worked out from it, so that a repeated turn has the same ones. */
  readonly seed: string;
  readonly journal?: Journal;
  readonly seen?: Seen;
}

/** Carriers end a session at 180 s; a late repeat of its last turn may still come for some minutes. */
export const forgetAfter = 10 * 60_000;

/** A phone is in one session at a time, so these are the last few dials. */
const mostSessions = 4;

export function startSession(id: string, now: number): Session {
  return { id, startedAt: now, seed: crypto.randomUUID() };
}

/** The sessions with this one, newest first. One that begins ends those before it. */
export function withSession(sessions: readonly Session[], session: Session): Session[] {
  const others = sessions.filter(({ id }) => id !== session.id);
  const begins = others.length === sessions.length;
  const rest = begins ? others.map(ended) : others;
  return [session, ...rest].slice(0, mostSessions);
}

/** The sessions, after this one of them was hung up. */
export function hungUp(sessions: readonly Session[], id: string): Session[] {
  return sessions.map((session) => (session.id === id ? ended(session) : session));
}

function ended(session: Session): Session {
  return session.seen ? { ...session, seen: { ...session.seen, ended: true } } : session;
}
