/** The doorbell: tells the queue which payments have news, and takes them off the outbox. */
import type { receipts } from '../../db/receipts.ts';
import type { Env } from '../env.ts';

/** Rings for up to 100 payments (the most that a queue takes at once). Told twice does no harm. */
export function ringFor(env: Env, outbox: ReturnType<typeof receipts>) {
  return async (payments: readonly string[]): Promise<void> => {
    if (payments.length === 0) return;
    await env.CONFIRMATIONS.sendBatch(
      payments.map((paymentId) => ({ body: { topic: 'payment-confirmations', paymentId } })),
    );
    await outbox.published(payments);
  };
}
