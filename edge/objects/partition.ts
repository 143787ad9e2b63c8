/**
 * The Partition object makes the payments of the payers whose number falls into it. It lives near the database, so that
 * payments that come together share round trips and commits. It makes payments fast, and Postgres decides about them:
 * the object stores nothing but its alarm.
 */
import { DurableObject } from 'cloudflare:workers';
import type { Outcome } from '../../core/payments/outcome.ts';
import type { PaymentRequest } from '../../core/payments/request.ts';
import { descriptors } from '../../core/payments/types.ts';
import { reservationLifetime } from '../../core/pipeline/ports.ts';
import type { Env } from '../env.ts';
import { sweep } from '../jobs/sweep.ts';
import type { Parts, Payments } from '../parts.ts';
import { buildParts } from '../system.ts';
import { alert } from '../telemetry/log.ts';
import type { PartitionRpc } from './rpc.ts';

/** The time from one sweep to the next (milliseconds): longer than a reservation lives. */
const sweepAfter = reservationLifetime + 5_000;

export class Partition extends DurableObject<Env> implements PartitionRpc {
  readonly #parts: Parts;
  readonly #payments: Payments;
  readonly #publishPayment: (paymentId: string) => void;
  readonly #publishAirtime: (paymentId: string) => void;
  #alarmAt = 0;
  /** It is stored already that there was work since the last alarm. */
  #isWorkStored = false;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#parts = buildParts(env);
    this.#payments = this.#parts.payments(Number(ctx.id.name?.split('-').at(-1) ?? 0));
    const { publisher } = this.#parts;
    const inBackground = (publishing: Promise<void>) => ctx.waitUntil(publishing);
    this.#publishPayment = coalesced(publisher.publishPayments, inBackground);
    this.#publishAirtime = coalesced(publisher.publishAirtime, inBackground);
  }

  /** Takes a payment to its end. The same id again gives the same outcome. */
  async pay(request: PaymentRequest): Promise<Outcome> {
    await this.#ensureSweep();
    const outcome = await this.#payments.pay(request);
    this.#publish(request, outcome);
    return outcome;
  }

  /** Voids a payment whose outcome its subscriber could not learn, unless it has ended. */
  async resolve(request: PaymentRequest): Promise<void> {
    await this.#ensureSweep();
    await this.#payments.ledger.voidPayment(request, { state: 'failed', refusal: 'timeout' });
    this.#publishPayment(request.id);
  }

  /**
   * Sweeps what a crash left behind. Safe to run twice. The alarm comes once more after the last work, because a payment
   * that was reserved just before this alarm expires only by the next.
   */
  override async alarm(): Promise<void> {
    const { kv } = this.ctx.storage;
    const worked = kv.get<boolean>('worked') ?? false;
    kv.delete('worked');
    this.#isWorkStored = false;
    this.#alarmAt = 0;
    try {
      const found = await sweep(this.#parts);
      if (worked || found > 0) await this.#setAlarm();
    } catch (error) {
      alert('sweep_failed', error);
      await this.#setAlarm();
    }
  }

  /** Sets the alarm before any work begins, so that the sweep comes whatever becomes of this object. */
  async #ensureSweep(): Promise<void> {
    if (!this.#isWorkStored) this.ctx.storage.kv.put('worked', true);
    this.#isWorkStored = true;
    await this.#setAlarm();
  }

  async #setAlarm(): Promise<void> {
    const now = this.#parts.clock.now();
    if (this.#alarmAt > now) return;
    this.#alarmAt = now + sweepAfter;
    await this.ctx.storage.setAlarm(this.#alarmAt);
  }

  /** Publishes what follows a payment, behind the reply. The sweep publishes what is lost here. */
  #publish({ type }: PaymentRequest, outcome: Outcome): void {
    if (outcome.endedAt !== undefined) this.#publishPayment(outcome.id);
    const isOrder = outcome.state === 'completed' && descriptors[type].followUp === 'airtime_order';
    if (isOrder) this.#publishAirtime(outcome.id);
  }
}

/** A queue takes this many messages at once. */
const maxIds = 100;

/** Publishes one id at once, and all that come meanwhile together after it. */
function coalesced(
  publish: (ids: readonly string[]) => Promise<void>,
  inBackground: (publishing: Promise<void>) => void,
): (paymentId: string) => void {
  let waiting: string[] = [];
  let isPublishing = false;

  async function publishAll(): Promise<void> {
    isPublishing = true;
    while (waiting.length > 0) {
      const ids = waiting.slice(0, maxIds);
      waiting = waiting.slice(maxIds);
      await publish(ids).catch((error) => alert('ring_failed', error));
    }
    isPublishing = false;
  }

  return (paymentId) => {
    waiting.push(paymentId);
    if (!isPublishing) inBackground(publishAll());
  };
}
