/**
 * The SessionOwners object remembers which number began which session of a carrier, so that another number that comes with
 * the session's id is detected. Sessions themselves are stored in the object of their number, so a number never sees
 * another's. Without this object the other number would begin a session of its own; with it, it gets END and is reported.
 *
 * Owners are kept in memory only. One that is forgotten, by time, for want of room or with the object, lets another
 * number begin a session of its own under that id, which discloses nothing about the first.
 */
import { DurableObject } from 'cloudflare:workers';
import { forgetAfter } from '../channels/ussd/sessions.ts';
import { systemClock } from '../clock.ts';
import type { Env } from '../env.ts';
import type { SessionOwnersRpc } from './rpc.ts';

interface Owner {
  readonly subscriber: string;
  /** When the session began, in milliseconds since 1970. */
  readonly at: number;
}

/** With this many, the sixteen objects of a carrier hold 1,300 new sessions a second, each in some ten megabytes. */
const maxSessions = 50_000;

export class SessionOwners extends DurableObject<Env> implements SessionOwnersRpc {
  /** By the session's token, oldest first. */
  readonly #owners = new Map<string, Owner>();

  /**
   * Tells whether the session belongs to this subscriber: no other number began it, or the carrier says that it begins now
   * (`anew`). Both are tokens.
   */
  claim(session: string, subscriber: string, anew: boolean): boolean {
    const now = systemClock.now();
    this.#forget(now);
    const owner = this.#owners.get(session);
    if (owner && !anew) return owner.subscriber === subscriber;
    this.#owners.delete(session);
    this.#owners.set(session, { subscriber, at: now });
    return true;
  }

  ownerOf(session: string): string | undefined {
    this.#forget(systemClock.now());
    return this.#owners.get(session)?.subscriber;
  }

  /** Forgets sessions that are too old, and the oldest ones where there is no room. */
  #forget(now: number): void {
    for (const [session, { at }] of this.#owners) {
      if (at > now - forgetAfter && this.#owners.size < maxSessions) return;
      this.#owners.delete(session);
    }
  }
}
