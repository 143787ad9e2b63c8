/**
 * The Subscriber object: one per number, near the phone. Takes that number's turns one at a time, keeps the journal
 * of its sessions, and performs what the conversation asks for: load, decide, perform, save.
 */
import { DurableObject } from 'cloudflare:workers';
import { localTime } from '../core/market.ts';
import type { Msisdn } from '../core/msisdn.ts';
import { proceed, take } from '../ussd/engine.ts';
import type { Context } from '../ussd/flow.ts';
import { program } from '../ussd/flows/main.ts';
import type { Screen } from '../ussd/screen.ts';
import { texts } from '../ussd/text/index.ts';
import { classify, remember, type Said } from '../ussd/transcript.ts';
import type { Env } from './env.ts';
import { type Guard, guard } from './guard.ts';
import { alert } from './log.ts';
import { performer, type Unresolved } from './perform.ts';
import { forgetAfter, hungUp, type Session, startSession, withSession } from './sessions.ts';
import { type System, system } from './system.ts';

/** One USSD request, as every carrier's codec makes it. */
export type SubscriberTurn = Said & {
  readonly carrier: string;
  readonly sessionId: string;
  readonly msisdn: Msisdn;
  /** Septets of one screen's text. */
  readonly budget: number;
};

/**
 * A turn is answered within this time of its arrival (milliseconds), known outcome or not: carriers hang up at ten
 * seconds, and the way there and back is not ours.
 */
const answerWithin = 6_000;

/** An outcome that is not known is asked for again after this time (milliseconds). */
const resolveAfter = 25_000;

export class Subscriber extends DurableObject<Env> {
  readonly #system: System;
  readonly #guard: Guard;
  #turns: Promise<unknown> = Promise.resolve();

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#system = system(env);
    this.#guard = guard(this.#system, ctx);
  }

  /** Answers one turn. Turns of a number wait for each other here, whatever their session. */
  turn(turn: SubscriberTurn): Promise<Screen> {
    const deadline = this.#system.clock.now() + answerWithin;
    const answer = this.#turns.then(() => this.#answer(turn, deadline));
    this.#turns = answer.catch(() => {});
    return answer;
  }

  /** The carrier says that a session is over: nothing is run, and no later turn of it runs anything. */
  hangUp(turn: Pick<SubscriberTurn, 'carrier' | 'sessionId'>): Promise<void> {
    const done = this.#turns.then(() => {
      const sessions = this.ctx.storage.kv.get<Session[]>('sessions');
      if (sessions) this.#save(hungUp(sessions, sessionId(turn)), []);
    });
    this.#turns = done.catch(() => {});
    return done;
  }

  async #answer(turn: SubscriberTurn, deadline: number): Promise<Screen> {
    const { keys, market, clock } = this.#system;
    const saved = this.ctx.storage.kv.get<Session[]>('sessions') ?? [];
    const id = sessionId(turn);
    const found = saved.find((session) => session.id === id);
    // Salted by the session's own seed: ids may be short, or there is none.
    const tag = (of?: Session) => (text: string) => keys.transcript(of?.seed ?? id, text);
    const verdict = classify(found?.seen, turn, tag(found));
    const context: Context = {
      market,
      msisdn: turn.msisdn,
      budget: turn.budget,
      language: market.languages[0] ?? 'en',
      today: localTime(market, clock.now()).day,
    };
    if (verdict.kind === 'repeat' || verdict.kind === 'stale') return verdict.reply;
    // Where the carrier gives an id again, the session that had it is forgotten.
    const known = verdict.kind === 'new' && verdict.restart ? undefined : found;
    const refused = await this.#guard.refuses(turn, verdict.kind, known !== undefined);
    if (verdict.kind !== 'new' || refused) {
      const last = { text: texts[context.language][refused ?? 'sessionOver'], end: true };
      // An END is the end on the phone, so it is here. Of a session that did not begin, nothing is kept.
      if (verdict.kind === 'new' && known) {
        const seen = remember(known.seen, turn, tag(known), last, clock.now());
        this.#save(withSession(saved, { ...known, seen }), []);
      }
      return last;
    }

    const sessions = verdict.restart ? saved.filter((session) => session !== found) : saved;
    const session = known ?? startSession(id, clock.now());
    const performed = performer(this.#system, turn.msisdn, session, deadline);
    const perform = this.#guard.watches(turn, performed);
    const unresolved: Unresolved[] = [];
    let reply = take(program, context, session.journal, verdict.answers);
    while (reply.kind === 'perform') {
      // A turn that is tried again goes straight to this payment, with this id, and asks nothing before it.
      if (reply.effect.type === 'pay') {
        this.#save(withSession(sessions, { ...session, journal: reply.progress.journal }), []);
      }
      const done = await perform(reply);
      if (done.unresolved) unresolved.push(done.unresolved);
      reply = proceed(program, context, reply, done.result);
    }
    if (reply.fault) alert('conversation_fault', new Error(reply.fault));

    const screen = { text: reply.text, end: reply.end };
    const seen = remember(known?.seen, turn, tag(session), screen, clock.now());
    this.#save(withSession(sessions, { ...session, seen, journal: reply.journal }), unresolved);
    if (!known || unresolved.length > 0) await this.#wake();
    return screen;
  }

  /** What one turn leaves, in one write. */
  #save(sessions: Session[], unresolved: readonly Unresolved[]): void {
    const { storage } = this.ctx;
    storage.kv.put('sessions', sessions);
    this.#guard.save();
    if (unresolved.length === 0) return;
    storage.kv.put('unresolved', [...this.#unresolved(), ...unresolved]);
  }

  #unresolved(): Unresolved[] {
    return this.ctx.storage.kv.get<Unresolved[]>('unresolved') ?? [];
  }

  /** Puts an end to what is open now. What a turn leaves open in the meantime is for the next alarm. */
  async #resolve(): Promise<void> {
    const open = this.#unresolved();
    for (const { partition, request } of open) {
      await this.#system.partition(partition).resolve(request);
    }
    const ended = new Set(open.map(({ request }) => request.id));
    const left = this.#unresolved().filter(({ request }) => !ended.has(request.id));
    if (left.length > 0) this.ctx.storage.kv.put('unresolved', left);
    else this.ctx.storage.kv.delete('unresolved');
  }

  /** Sees to it that an alarm asks again for what is not known yet, or else forgets old sessions: the earlier stands. */
  async #wake(): Promise<void> {
    const now = this.#system.clock.now();
    const at = now + (this.#unresolved().length > 0 ? resolveAfter : forgetAfter);
    const set = await this.ctx.storage.getAlarm();
    if (set === null || set < now || set > at) await this.ctx.storage.setAlarm(at);
  }

  /** Safe to run twice: payments answer by their id, and forgetting is forgetting. */
  override async alarm(): Promise<void> {
    const { storage } = this.ctx;
    const now = this.#system.clock.now();
    try {
      await this.#resolve();
    } catch (error) {
      alert('resolve_failed', error);
      return this.#wake();
    }
    if (this.#unresolved().length > 0) return this.#wake();
    const sessions = storage.kv.get<Session[]>('sessions') ?? [];
    const live = sessions.filter((session) => session.startedAt + forgetAfter > now);
    if (live.length === 0 && !this.#guard.remembers()) return storage.deleteAll();
    storage.kv.put('sessions', live);
    return this.#wake();
  }
}

function sessionId({ carrier, sessionId }: Pick<SubscriberTurn, 'carrier' | 'sessionId'>): string {
  return `${carrier}:${sessionId}`;
}
