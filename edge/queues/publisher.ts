/** The doorbells: tell the queues what there is news of. Told twice does no harm; what is not told, the sweep tells. */
import type { Env } from '../env.ts';

/** Each rings for up to 100 (the most that a queue takes at once). */
export interface Bells {
  /** Payments have ended. */
  payments(ids: readonly string[]): Promise<void>;
  notices(ids: readonly string[]): Promise<void>;
  /** Payments have completed whose airtime is to be delivered. */
  airtime(ids: readonly string[]): Promise<void>;
}

export function bells(env: Env): Bells {
  return {
    async payments(ids) {
      if (ids.length === 0) return;
      await env.CONFIRMATIONS.sendBatch(
        inParts(ids).map((paymentIds) => ({
          body: { topic: 'payment-confirmations', paymentIds },
        })),
      );
    },
    async notices(ids) {
      if (ids.length === 0) return;
      await env.CONFIRMATIONS.sendBatch(
        ids.map((noticeId) => ({ body: { topic: 'notices', noticeId } })),
      );
    },
    async airtime(ids) {
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
