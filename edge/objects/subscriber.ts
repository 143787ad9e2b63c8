/**
 * The Subscriber object: one per phone number, near the phone. It takes the turns of a session one at a time, keeps the
 * journals of the number's sessions, and runs the effects that the conversation requests: load, decide, perform, save.
 */
import { DurableObject } from 'cloudflare:workers';
import { localTime } from '../../core/markets/local-time.ts';
import type { Outcome } from '../../core/payments/outcome.ts';
import { effectKind, type Performed } from '../../ussd/effects.ts';
import { continueTurn, type RunEffect, startTurn } from '../../ussd/engine/engine.ts';
import { offer } from '../../ussd/engine/resume.ts';
import { classify, remember, type TurnKind } from '../../ussd/engine/transcript.ts';
import type { Context } from '../../ussd/flow.ts';
import { program } from '../../ussd/flows/main.ts';
import type { Screen } from '../../ussd/screen/gsm7.ts';
import { texts } from '../../ussd/text/index.ts';
import { nameCounter } from '../channels/ussd/abuse/name-counts.ts';
import { type NameLookups, nameLookups } from '../channels/ussd/abuse/name-lookups.ts';
import { ownsSession } from '../channels/ussd/abuse/session-owner.ts';
import { type TurnRate, turnRate } from '../channels/ussd/abuse/turn-rate.ts';
import {
  type EffectRunner,
  effectRunner,
  type PaymentDue,
} from '../channels/ussd/effect-runner.ts';
import { paymentResult } from '../channels/ussd/payment-result.ts';
import {
  forgetAfter,
  hungUp,
  previousSession,
  type Session,
  startSession,
  withSession,
} from '../channels/ussd/sessions.ts';
import { inTime } from '../clock.ts';
import { vault } from '../crypto.ts';
import type { Env } from '../env.ts';
import type { Parts } from '../parts.ts';
import { buildParts } from '../system.ts';
import { alert, log } from '../telemetry/log.ts';
import { type ReportSecurityEvent, securityEvent } from '../telemetry/security-events.ts';
import { KeyedQueue } from './keyed-queue.ts';
import { retryAfterReset } from './retry-after-reset.ts';
import type { CarrierSession, SubscriberRpc, SubscriberTurn } from './rpc.ts';
import { SealedStorage } from './sealed-storage.ts';
import { UnresolvedPayments } from './unresolved-payments.ts';

/**
 * A turn is answered within this time of its arrival (milliseconds), whether the outcome is known or not: carriers hang up
 * at ten seconds, and the way there and back takes time that we do not control.
 */
const answerWithin = 6_000;

/** The alarm resolves a payment with an unknown outcome after this time (milliseconds). */
const resolveAfter = 25_000;

export class Subscriber extends DurableObject<Env> implements SubscriberRpc {
  readonly #parts: Parts;
  readonly #storage: SealedStorage;
  readonly #rate: TurnRate;
  readonly #names: NameLookups;
  readonly #unresolved: UnresolvedPayments;
  readonly #turns = new KeyedQueue();

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#parts = buildParts(env);
    const { STORAGE_KEYS, TURNS_PER_MINUTE } = this.#parts.settings;
    this.#storage = new SealedStorage(ctx.storage.kv, vault(STORAGE_KEYS, ctx.id.toString()));
    this.#rate = turnRate(TURNS_PER_MINUTE);
    this.#names = nameLookups(this.#storage, this.#parts);
    this.#unresolved = new UnresolvedPayments(this.#storage);
  }

  /** Answers one turn. Turns of one session wait for each other here; those of the number's next dial do not wait. */
  turn(turn: SubscriberTurn): Promise<Screen> {
    const deadline = this.#parts.clock.now() + answerWithin;
    return this.#turns.run(sessionId(turn), () => this.#answer(turn, deadline));
  }

  /** The carrier says that a session is over. A turn that is running ends unseen; later turns of the session run nothing. */
  async hangUp(session: CarrierSession): Promise<void> {
    const id = sessionId(session);
    // The session may be stored only when its first turn is answered.
    if (!this.#sessions().some((one) => one.id === id)) await this.#turns.idle(id);
    const sessions = this.#sessions();
    if (sessions.length > 0) this.#putSessions(hungUp(sessions, id));
  }

  isActive(session: CarrierSession): boolean {
    const found = this.#sessions().find(({ id }) => id === sessionId(session));
    return found?.seen?.ended === false;
  }

  async #answer(turn: SubscriberTurn, deadline: number): Promise<Screen> {
    const { pseudonyms, pinMac, market, clock } = this.#parts;
    const id = sessionId(turn);
    const found = this.#sessions().find((session) => session.id === id);
    // The session's own seed is the salt: ids may be short, or missing.
    const tag = (of?: Session) => (text: string) => pinMac.transcript(of?.seed ?? id, text);
    const kind = classify(found?.seen, turn, tag(found));
    const context: Context = {
      market,
      msisdn: turn.msisdn,
      budget: turn.budget,
      language: market.languages[0] ?? 'en',
      today: localTime(market, clock.now()).day,
    };
    if (kind.kind === 'repeat' || kind.kind === 'stale') return kind.reply;
    // Where the carrier uses an id again, the session that had it is forgotten.
    const known = kind.kind === 'new' && kind.restart ? undefined : found;
    // Dials are ordered by when they came, however long it takes to find their owners.
    const cameAt = clock.now();
    const report = this.#reporterFor(turn);
    const refused = await this.#refusal(turn, kind, known !== undefined, report);
    if (kind.kind !== 'new' || refused) {
      const last = { text: texts[context.language][refused ?? 'sessionOver'], end: true };
      // An END ends the session on the phone, so it ends here. A session that did not begin is not stored.
      if (kind.kind === 'new' && known) {
        this.#save({ ...known, seen: remember(known.seen, turn, tag(known), last, clock.now()) });
      }
      return last;
    }

    const session = known ?? startSession(id, cameAt);
    // Before anything is stored: whatever becomes of this object, its alarm empties it.
    if (!known) await this.#scheduleAlarm();
    const { answers } = kind;
    // Read before this session's first save ends the previous one.
    const left = previousSession(this.#sessions(), pseudonyms, clock.now());
    const journal = known ? known.journal : offer(program, context, left, answers);
    const asking = {
      carrier: turn.carrier,
      msisdn: turn.msisdn,
      device: turn.device,
      session,
      names: this.#names,
      report,
      countNames: nameCounter(this.#parts, this.ctx, turn.carrier),
    };
    const run = effectRunner(this.#parts, asking, deadline);
    let step = startTurn(program, context, journal, answers);
    while (step.kind === 'perform') {
      // The number may have dialled again meanwhile, and that dial was told that nothing was done.
      if (effectKind[step.effect.type] === 'write' && this.#isSuperseded(session)) {
        return this.#superseded(turn, context);
      }
      const result = await this.#perform(step, run, session, deadline);
      step = continueTurn(program, context, step, result);
    }
    if (step.fault) alert('conversation_fault', new Error(step.fault));

    const screen = { text: step.text, end: step.end };
    const seen = remember(known?.seen, turn, tag(session), screen, clock.now());
    this.#save({ ...session, seen, journal: step.journal });
    if (this.#unresolved.all().length > 0) await this.#scheduleAlarm();
    return screen;
  }

  /** The text for a turn that is not taken, or undefined. `isKnown`: the turn continues a session of this number. */
  async #refusal(
    turn: SubscriberTurn,
    { kind }: TurnKind,
    isKnown: boolean,
    report: ReportSecurityEvent,
  ): Promise<'tooFast' | 'sessionOver' | undefined> {
    const { pseudonyms, clock } = this.#parts;
    if (!this.#rate.allows(clock.now(), report)) return 'tooFast';
    if (kind === 'conflict') {
      report('transcript_conflict');
      return 'sessionOver';
    }
    if (!isKnown && !(await ownsSession(turn, this.#parts, report))) return 'sessionOver';
    if (kind !== 'ended') return undefined;
    log('turn_refused', { subscriber: pseudonyms.subscriber(turn.msisdn), why: kind });
    return 'sessionOver';
  }

  #reporterFor({ carrier, msisdn }: SubscriberTurn): ReportSecurityEvent {
    return (what) => {
      const subscriber = this.#parts.pseudonyms.subscriber(msisdn);
      securityEvent(this.#parts, this.ctx, what, carrier, { subscriber });
    };
  }

  /** The number has dialled again since, so this turn runs nothing more and stores nothing. */
  #superseded({ msisdn }: SubscriberTurn, { language }: Context): Screen {
    const subscriber = this.#parts.pseudonyms.subscriber(msisdn);
    log('turn_refused', { subscriber, why: 'superseded' });
    return { text: texts[language].sessionOver, end: true };
  }

  /** Runs one effect. One that fails, or has no answer by the deadline, is `unavailable`. Never rejects. */
  async #perform(
    step: RunEffect,
    run: EffectRunner,
    session: Session,
    deadline: number,
  ): Promise<Performed> {
    try {
      const running = run(step);
      if (running.kind === 'started') return await running.result;
      return await this.#pay(running, { ...session, journal: step.progress.journal }, deadline);
    } catch (error) {
      alert(`${step.effect.type}_failed`, error);
      return 'unavailable';
    }
  }

  /**
   * Makes a payment: stores it, asks its partition for the outcome, and forgets it when the outcome is known. The journal
   * is stored first, so a turn that is tried again after a crash asks nothing before it comes here with the same id. If it is
   * not tried again, the alarm resolves the payment, and the SMS tells the outcome. An unknown outcome is `pending`.
   */
  async #pay(
    { request, partition, recipient }: PaymentDue,
    session: Session,
    deadline: number,
  ): Promise<Performed<'pay'>> {
    const parts = this.#parts;
    this.#save(session);
    this.#unresolved.begin({ partition, request });
    try {
      const paid = retryAfterReset<Outcome>(() => parts.partition(partition).pay(request));
      const outcome = await inTime(paid, deadline, parts);
      const { state, reference, balance } = outcome;
      const details = reference && balance ? { reference, balance } : undefined;
      const result = paymentResult(outcome, details);
      // A payment in review is done as far as the phone is concerned: an SMS follows the operator's decision.
      this.#unresolved.end(request.id, state === 'review' || result.state !== 'pending');
      const [carrier = ''] = session.id.split(':');
      const countNames = nameCounter(parts, this.ctx, carrier);
      if (result.state === 'completed' && recipient) this.#names.paid(recipient, countNames);
      return result;
    } catch (error) {
      alert('pay_unanswered', error);
      this.#unresolved.end(request.id, false);
      return { state: 'pending' };
    }
  }

  /** A caller must write what it read here before it waits: another session's turn may do the same meanwhile. */
  #sessions(): readonly Session[] {
    return this.#storage.list<Session>('sessions');
  }

  #putSessions(sessions: readonly Session[]): void {
    this.#storage.putList('sessions', sessions, ({ seed }) => seed);
  }

  #save(session: Session): void {
    this.#putSessions(withSession(this.#sessions(), session));
    this.#names.save();
  }

  #isSuperseded({ startedAt }: Session): boolean {
    return this.#sessions().some((other) => other.startedAt > startedAt);
  }

  /** Sets the alarm: soon where a payment is unresolved, else to forget old sessions. An earlier alarm stays. */
  async #scheduleAlarm(): Promise<void> {
    const now = this.#parts.clock.now();
    const at = now + (this.#unresolved.all().length > 0 ? resolveAfter : forgetAfter);
    const set = await this.ctx.storage.getAlarm();
    if (set === null || set < now || set > at) await this.ctx.storage.setAlarm(at);
  }

  /** Resolves payments, then forgets old sessions. Safe to run twice: a payment's id always gives the same outcome. */
  override async alarm(): Promise<void> {
    const now = this.#parts.clock.now();
    try {
      await this.#resolve();
    } catch (error) {
      alert('resolve_failed', error);
      return this.#scheduleAlarm();
    }
    if (this.#unresolved.all().length > 0) return this.#scheduleAlarm();
    const live = this.#sessions().filter((session) => session.startedAt + forgetAfter > now);
    if (live.length === 0 && !this.#names.hasRecent()) {
      this.#storage.forget();
      return this.ctx.storage.deleteAll();
    }
    this.#putSessions(live);
    return this.#scheduleAlarm();
  }

  /** Ends every payment that no turn waits for. One that a turn leaves meanwhile is for the next alarm. */
  async #resolve(): Promise<void> {
    const abandoned = this.#unresolved.abandoned();
    for (const { partition, request } of abandoned) {
      await this.#parts.partition(partition).resolve(request);
    }
    this.#unresolved.forget(abandoned.map(({ request }) => request.id));
  }
}

function sessionId({ carrier, sessionId }: CarrierSession): string {
  return `${carrier}:${sessionId}`;
}
