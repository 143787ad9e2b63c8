/**
 * The doorbells: messages that tell a consumer to look into the database. Publishing twice does no harm, and the sweep
 * publishes what was missed.
 */
import type { Env } from '../env.ts';

/** Each call takes up to 100 ids: a queue takes no more messages at once. */
export interface Publisher {
  /** Payments have ended. */
  publishPayments(ids: readonly string[]): Promise<void>;
  /** Notices are due. */
  publishNotices(ids: readonly string[]): Promise<void>;
  /** Payments have completed whose airtime is to be delivered. */
  publishAirtime(ids: readonly string[]): Promise<void>;
}

export function publisher(env: Pick<Env, 'CONFIRMATIONS' | 'AIRTIME'>): Publisher {
  return {
    async publishPayments(ids) {
      if (ids.length === 0) return;
      await env.CONFIRMATIONS.sendBatch(
        grouped(ids).map((paymentIds) => ({
          body: { topic: 'payment-confirmations', paymentIds },
        })),
      );
    },
    async publishNotices(ids) {
      if (ids.length === 0) return;
      await env.CONFIRMATIONS.sendBatch(
        ids.map((noticeId) => ({ body: { topic: 'notices', noticeId } })),
      );
    },
    async publishAirtime(ids) {
      if (ids.length === 0) return;
      await env.AIRTIME.sendBatch(
        ids.map((paymentId) => ({ body: { topic: 'airtime', paymentId } })),
      );
    },
  };
}

/**
 * One message names this many payments. A message costs the runtime a fifth of what a payment does (measured), and
 * Cloudflare charges for messages. A consumer takes ten messages (wrangler.toml), and the queue brings again what it cannot
 * send in time.
 */
const paymentsPerMessage = 10;

function grouped(ids: readonly string[]): (readonly string[])[] {
  const groups = Math.ceil(ids.length / paymentsPerMessage);
  return Array.from({ length: groups }, (_, i) =>
    ids.slice(i * paymentsPerMessage, (i + 1) * paymentsPerMessage),
  );
}
