/**
 * The Partition object: works for the payers whose number falls into it, near the database, so that their payments
 * share round trips and commits. It gives speed; Postgres decides. It keeps nothing but its alarm.
 */
import { DurableObject } from 'cloudflare:workers';
import type { Outcome } from '../../core/payments/outcome.ts';
import type { PaymentRequest } from '../../core/payments/request.ts';
import { descriptors } from '../../core/payments/types.ts';
import { reservationLifetime } from '../../db/ledger/ledger.ts';
import type { Env } from '../env.ts';
import { sweep } from '../jobs/sweep.ts';
import type { Parts, Payments } from '../parts.ts';
import { buildParts } from '../system.ts';
import { alert } from '../telemetry/log.ts';
import type { PartitionRpc } from './rpc.ts';

/** From one sweep to the next (milliseconds): longer than a reservation lives. */
const sweepAfter = reservationLifetime + 5_000;

export class Partition extends DurableObject<Env> implements PartitionRpc {
  readonly #system: Parts;
  readonly #payments: Payments;
  readonly #ring: (paymentId: string) => void;
  readonly #ringForAirtime: (paymentId: string) => void;
  #alarmAt = 0;
  /** Whether it is stored that there was work since the last alarm. */
  #noted = false;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#system = buildParts(env);
    this.#payments = this.#system.payments(Number(ctx.id.name?.split('-').at(-1) ?? 0));
    const { publisher } = this.#system;
    const behind = (ringing: Promise<void>) => ctx.waitUntil(ringing);
    this.#ring = together(publisher.publishPayments, behind);
    this.#ringForAirtime = together(publisher.publishAirtime, behind);
  }

  /** Takes a payment to its end. The same id again gives the same outcome. */
  async pay(request: PaymentRequest): Promise<Outcome> {
    await this.#watch();
    return this.#told(request, await this.#payments.pay(request));
  }

  /** Puts an end to a payment whose outcome its subscriber could not learn: released, unless it had ended. */
  async resolve(request: PaymentRequest): Promise<void> {
    await this.#watch();
    await this.#payments.ledger.voidPayment(request, { state: 'failed', refusal: 'timeout' });
    this.#ring(request.id);
  }

  /**
   * Ends what a crash left behind. Safe to run twice. Comes once more after the last work: what was reserved just
   * before this alarm has its time over by the next.
   */
  override async alarm(): Promise<void> {
    const { kv } = this.ctx.storage;
    const worked = kv.get<boolean>('worked') ?? false;
    kv.delete('worked');
    this.#noted = false;
    this.#alarmAt = 0;
    try {
      const left = await sweep(this.#system);
      if (worked || left > 0) await this.#arm();
    } catch (error) {
      alert('sweep_failed', error);
      await this.#arm();
    }
  }

  /** Sees to it that alarms stand behind what is about to be done, whatever becomes of this object. */
  async #watch(): Promise<void> {
    if (!this.#noted) this.ctx.storage.kv.put('worked', true);
    this.#noted = true;
    await this.#arm();
  }

  async #arm(): Promise<void> {
    const now = this.#system.clock.now();
    if (this.#alarmAt > now) return;
    this.#alarmAt = now + sweepAfter;
    await this.ctx.storage.setAlarm(this.#alarmAt);
  }

  /** The doorbells of what follows a payment, behind the reply. If one is lost, the sweep rings. */
  #told({ type }: PaymentRequest, outcome: Outcome): Outcome {
    if (outcome.endedAt !== undefined) this.#ring(outcome.id);
    const isOrder = outcome.state === 'completed' && descriptors[type].followUp === 'airtime_order';
    if (isOrder) this.#ringForAirtime(outcome.id);
    return outcome;
  }
}

/** As many as a queue takes at once. */
const most = 100;

/** Rings once for all that came while it rang before. */
function together(
  ring: (ids: readonly string[]) => Promise<void>,
  behind: (ringing: Promise<void>) => void,
): (paymentId: string) => void {
  let waiting: string[] = [];
  let ringing = false;

  async function ringAll(): Promise<void> {
    ringing = true;
    while (waiting.length > 0) {
      const ids = waiting.slice(0, most);
      waiting = waiting.slice(most);
      await ring(ids).catch((error) => alert('ring_failed', error));
    }
    ringing = false;
  }

  return (paymentId) => {
    waiting.push(paymentId);
    if (!ringing) behind(ringAll());
  };
}
