/** The doorbells: tell the queues what there is news of. Told twice does no harm; what is not told, the sweep tells. */
import type { Env } from '../env.ts';

/** Each rings for up to 100 (the most that a queue takes at once). */
export interface Publisher {
  /** Payments have ended. */
  publishPayments(ids: readonly string[]): Promise<void>;
  publishNotices(ids: readonly string[]): Promise<void>;
  /** Payments have completed whose airtime is to be delivered. */
  publishAirtime(ids: readonly string[]): Promise<void>;
}

export function publisher(env: Env): Publisher {
  return {
    async publishPayments(ids) {
      if (ids.length === 0) return;
      await env.CONFIRMATIONS.sendBatch(
        inParts(ids).map((paymentIds) => ({
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
 * Payments that one message names. A message costs the runtime a fifth of what a payment does (measured), and is what
 * Cloudflare charges for; a consumer takes ten of them (wrangler.toml), and what it cannot send in its time comes again.
 */
const named = 10;

function inParts(ids: readonly string[]): (readonly string[])[] {
  const parts = Math.ceil(ids.length / named);
  return Array.from({ length: parts }, (_, i) => ids.slice(i * named, (i + 1) * named));
}
