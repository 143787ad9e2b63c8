/**
 * What one number may not do, whatever it says: ask too fast, go on in another number's session, read strangers' names
 * one after the other. Belongs to the number's Subscriber object.
 */
import type { Msisdn } from '../../../../core/msisdn.ts';
import { personOf } from '../../../../core/payments/target.ts';
import type { Effect, Performed } from '../../../../ussd/effects.ts';
import type { Journal } from '../../../../ussd/engine/journal.ts';
import type { TurnKind } from '../../../../ussd/engine/transcript.ts';
import { inTime } from '../../../clock.ts';
import type { SubscriberTurn } from '../../../objects/rpc.ts';
import type { Parts } from '../../../parts.ts';
import { alert, log } from '../../../telemetry/log.ts';
import { type SecurityEvent, securityEvent } from '../../../telemetry/security-events.ts';
import type { effectRunner } from '../effect-runner.ts';
import { recentNames, type SeenName, withName, withoutName } from './name-lookups.ts';
import { slidingWindowLimit } from './sliding-window.ts';

type Perform = ReturnType<typeof effectRunner>;

export interface Guard {
  /**
   * Why a turn that is no repeat is not taken, if it is not; named as the text that says so. `known`: it goes on in a
   * session that this number is in.
   */
  refuses(
    turn: SubscriberTurn,
    verdict: TurnKind['kind'],
    known: boolean,
  ): Promise<'tooFast' | 'sessionOver' | undefined>;
  /** Performs what a turn asks for, unless it is too much. */
  watches(turn: SubscriberTurn, perform: Perform): Perform;
  /** Stores what has to outlive the object, with what the turn stores. */
  save(): void;
  /** Whether what it stored has a use still. */
  remembers(): boolean;
}

/** Whoever knows the sessions' owners has this long to say so (milliseconds); then the turn is taken. */
const ownersWithin = 1_000;

export function guard(system: Parts, ctx: DurableObjectState): Guard {
  const { pseudonyms, clock, settings } = system;
  const { kv } = ctx.storage;
  const turns = slidingWindowLimit(settings.TURNS_PER_MINUTE);
  const bursts = slidingWindowLimit(1);
  // Sessions of a number may run side by side, so all of them count in one place.
  let names = kv.get<readonly SeenName[]>('names') ?? [];
  let stored = names;

  const event = (what: SecurityEvent, { carrier, msisdn }: SubscriberTurn) =>
    securityEvent(system, ctx, what, carrier, pseudonyms.subscriber(msisdn));

  return {
    async refuses(turn, verdict, known) {
      if (!turns.allows(clock.now())) {
        if (bursts.allows(clock.now())) event('burst', turn);
        return 'tooFast';
      }
      if (verdict === 'conflict') event('transcript_conflict', turn);
      else if (!known && !(await owns(turn))) event('session_taken_over', turn);
      else if (verdict === 'ended') {
        log('turn_refused', { subscriber: pseudonyms.subscriber(turn.msisdn), why: verdict });
      } else return undefined;
      return 'sessionOver';
    },

    watches(turn, perform) {
      return async (wanted) => {
        const { effect, progress } = wanted;
        if (!maySee(turn.msisdn, effect, progress.journal)) {
          event('names_throttled', turn);
          return { refusal: 'too_many_requests' };
        }
        const result = await perform(wanted);
        if (isLocked(result)) event('pin_locked', turn);
        if (effect.type === 'pay' && effect.quote.recipient && isPaid(result)) {
          names = withoutName(names, token(effect.quote.recipient));
        }
        return result;
      };
    },

    save() {
      if (names !== stored) kv.put('names', names);
      stored = names;
    },

    remembers: () => recentNames(names, clock.now()).length > 0,
  };

  /** Whether the session is this number's. Who does not answer stops nobody: sessions are apart without it. */
  async function owns(turn: SubscriberTurn): Promise<boolean> {
    if ('unnamed' in turn && turn.unnamed) return true;
    const session = pseudonyms.session(turn.carrier, turn.sessionId);
    const anew = 'event' in turn && turn.event === 'start';
    try {
      const owners = system.owners(turn.carrier, session);
      const claimed = owners.claim(session, pseudonyms.subscriber(turn.msisdn), anew);
      return await inTime(claimed, clock.now() + ownersWithin, system);
    } catch (error) {
      alert('owners_failed', error);
      return true;
    }
  }

  /** Counts the recipient of a quote before anything is told of them, whatever the answer will be. */
  function maySee(own: Msisdn, effect: Effect, journal: Journal): boolean {
    const recipient = effect.type === 'quote' ? personOf(effect.target) : undefined;
    if (!recipient || recipient === own || isOffered(recipient, journal)) return true;
    const more = withName(names, token(recipient), clock.now());
    names = more ?? names;
    return more !== undefined;
  }

  function token(recipient: Msisdn): string {
    return pseudonyms.subscriber(recipient).slice(0, 8);
  }
}

/** Whether this session began with an offer to pay this recipient again: their name is on that screen. */
function isOffered(recipient: Msisdn, { entries }: Journal): boolean {
  return entries.some(
    (entry) =>
      entry.kind === 'performed' &&
      entry.result !== 'unavailable' &&
      'recipients' in entry.result &&
      entry.result.recipients.some(({ msisdn }) => msisdn === recipient),
  );
}

function isLocked(result: Performed): boolean {
  return result !== 'unavailable' && 'verdict' in result && result.verdict === 'locked';
}

function isPaid(result: Performed): boolean {
  return result !== 'unavailable' && 'state' in result && result.state === 'completed';
}
