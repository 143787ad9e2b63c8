/**
 * The Subscriber object: one per number, near the phone. Takes the turns of a session one at a time, keeps the journal
 * of the number's sessions, and performs what the conversation asks for: load, decide, perform, save.
 */
import { DurableObject } from 'cloudflare:workers';
import { localTime } from '../../core/markets/local-time.ts';
import { effectKind } from '../../ussd/effects.ts';
import { continueTurn, startTurn } from '../../ussd/engine/engine.ts';
import { offer } from '../../ussd/engine/resume.ts';
import { classify, remember } from '../../ussd/engine/transcript.ts';
import type { Context } from '../../ussd/flow.ts';
import { program } from '../../ussd/flows/main.ts';
import type { Screen } from '../../ussd/screen/gsm7.ts';
import { texts } from '../../ussd/text/index.ts';
import { type Guard, guard } from '../channels/ussd/abuse/guard.ts';
import {
  effectRunner,
  type OpenPayments,
  type Unresolved,
} from '../channels/ussd/effect-runner.ts';
import {
  forgetAfter,
  hungUp,
  previousSession,
  type Session,
  startSession,
  withSession,
} from '../channels/ussd/sessions.ts';
import type { Env } from '../env.ts';
import type { Parts } from '../parts.ts';
import { buildParts } from '../system.ts';
import { alert, log } from '../telemetry/log.ts';
import { KeyedQueue } from './keyed-queue.ts';
import type { SubscriberRpc, SubscriberTurn } from './rpc.ts';

/**
 * A turn is answered within this time of its arrival (milliseconds), known outcome or not: carriers hang up at ten
 * seconds, and the way there and back is not ours.
 */
const answerWithin = 6_000;

/** An outcome that is not known is asked for again after this time (milliseconds). */
const resolveAfter = 25_000;

export class Subscriber extends DurableObject<Env> implements SubscriberRpc {
  readonly #system: Parts;
  readonly #guard: Guard;
  readonly #turns = new KeyedQueue();
  /** The payments that a turn waits for now, by id. */
  readonly #paying = new Set<string>();

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#system = buildParts(env);
    this.#guard = guard(this.#system, ctx);
  }

  /** Answers one turn. Turns of a session wait for each other here; those of the number's next dial wait for none. */
  turn(turn: SubscriberTurn): Promise<Screen> {
    const deadline = this.#system.clock.now() + answerWithin;
    return this.#turns.take(sessionId(turn), () => this.#answer(turn, deadline));
  }

  /** The carrier says that a session is over: what runs goes on unheard, and no later turn of it runs anything. */
  async hangUp(turn: Pick<SubscriberTurn, 'carrier' | 'sessionId'>): Promise<void> {
    const id = sessionId(turn);
    // It may be known only when its first turn is answered.
    if (!this.#sessions().some((one) => one.id === id)) await this.#turns.before(id);
    const sessions = this.#sessions();
    if (sessions.length > 0) this.ctx.storage.kv.put('sessions', hungUp(sessions, id));
  }

  async #answer(turn: SubscriberTurn, deadline: number): Promise<Screen> {
    const { pseudonyms, pinMac, market, clock } = this.#system;
    const saved = this.#sessions();
    const id = sessionId(turn);
    const found = saved.find((session) => session.id === id);
    // Salted by the session's own seed: ids may be short, or there is none.
    const tag = (of?: Session) => (text: string) => pinMac.transcript(of?.seed ?? id, text);
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
    // Dials are in the order in which they came, however long their owners take to be found.
    const cameAt = clock.now();
    const refused = await this.#guard.refuses(turn, verdict.kind, known !== undefined);
    if (verdict.kind !== 'new' || refused) {
      const last = { text: texts[context.language][refused ?? 'sessionOver'], end: true };
      // An END is the end on the phone, so it is here. Of a session that did not begin, nothing is kept.
      if (verdict.kind === 'new' && known) {
        this.#save({ ...known, seen: remember(known.seen, turn, tag(known), last, clock.now()) });
      }
      return last;
    }

    const session = known ?? startSession(id, cameAt);
    const { answers } = verdict;
    // Looked at before this session's beginning ends it.
    const left = previousSession(this.#sessions(), pseudonyms, clock.now());
    const from = known ? known.journal : offer(program, context, left, answers);
    const performed = effectRunner(this.#system, turn, session, deadline, this.#open(session));
    const perform = this.#guard.watches(turn, performed);
    let reply = startTurn(program, context, from, answers);
    while (reply.kind === 'perform') {
      // While it waited, the number may have dialled again, and been told that nothing was done.
      if (effectKind[reply.effect.type] === 'write' && this.#isSuperseded(session)) {
        return this.#superseded(turn, context);
      }
      reply = continueTurn(program, context, reply, await perform(reply));
    }
    if (reply.fault) alert('conversation_fault', new Error(reply.fault));

    const screen = { text: reply.text, end: reply.end };
    const seen = remember(known?.seen, turn, tag(session), screen, clock.now());
    this.#save({ ...session, seen, journal: reply.journal });
    if (!known || this.#unresolved().length > 0) await this.#wake();
    return screen;
  }

  /** The number has dialled again since: this turn runs nothing more, and keeps nothing. */
  #superseded({ msisdn }: SubscriberTurn, { language }: Context): Screen {
    log('turn_refused', {
      subscriber: this.#system.pseudonyms.subscriber(msisdn),
      why: 'superseded',
    });
    return { text: texts[language].sessionOver, end: true };
  }

  /**
   * A turn that is tried again after a crash goes straight to its payment, with the same id, and asks nothing before
   * it. If it is not tried again, the alarm puts an end to the payment, so that who was told of it gets their SMS.
   */
  #open(session: Session): OpenPayments {
    const { kv } = this.ctx.storage;
    return {
      begin: (payment, journal) => {
        const { id } = payment.request;
        this.#paying.add(id);
        this.#save({ ...session, journal });
        kv.put('unresolved', [...this.#unresolved().filter(isNot(id)), payment]);
      },
      end: ({ request: { id } }, learned) => {
        this.#paying.delete(id);
        if (learned) this.#forget([id]);
      },
    };
  }

  /** What is read here is written before anything is waited for, because another session's turn may do the same. */
  #sessions(): Session[] {
    return this.ctx.storage.kv.get<Session[]>('sessions') ?? [];
  }

  #save(session: Session): void {
    this.ctx.storage.kv.put('sessions', withSession(this.#sessions(), session));
    this.#guard.save();
  }

  #isSuperseded({ startedAt }: Session): boolean {
    return this.#sessions().some((other) => other.startedAt > startedAt);
  }

  #unresolved(): Unresolved[] {
    return this.ctx.storage.kv.get<Unresolved[]>('unresolved') ?? [];
  }

  #forget(ids: readonly string[]): void {
    const left = ids.reduce((all, id) => all.filter(isNot(id)), this.#unresolved());
    if (left.length > 0) this.ctx.storage.kv.put('unresolved', left);
    else this.ctx.storage.kv.delete('unresolved');
  }

  /** Puts an end to what no turn waits for now. What a turn leaves open in the meantime is for the next alarm. */
  async #resolve(): Promise<void> {
    const open = this.#unresolved().filter(({ request }) => !this.#paying.has(request.id));
    for (const { partition, request } of open) {
      await this.#system.partition(partition).resolve(request);
    }
    this.#forget(open.map(({ request }) => request.id));
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
    const live = this.#sessions().filter((session) => session.startedAt + forgetAfter > now);
    if (live.length === 0 && !this.#guard.remembers()) return storage.deleteAll();
    storage.kv.put('sessions', live);
    return this.#wake();
  }
}

function isNot(id: string): (payment: Unresolved) => boolean {
  return ({ request }) => request.id !== id;
}

function sessionId({ carrier, sessionId }: Pick<SubscriberTurn, 'carrier' | 'sessionId'>): string {
  return `${carrier}:${sessionId}`;
}
