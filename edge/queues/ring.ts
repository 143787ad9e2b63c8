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
        ids.map((paymentId) => ({ body: { topic: 'payment-confirmations', paymentId } })),
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
