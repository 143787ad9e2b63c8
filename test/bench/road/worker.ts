/**
 * The Worker of the benchmark's road: the real objects, with a door that takes a payment's request and hands it to the
 * payer's Partition, as a Subscriber does. Receipts are not sent here: what is rung for is taken and left.
 */
import type { PaymentRequest } from '../../../core/payment.ts';
import type { Env } from '../../../edge/env.ts';
import { system } from '../../../edge/system.ts';
import { received, told } from './wire.ts';

export { Handset, Partition, SessionOwners, Subscriber } from '../../../edge/worker.ts';

export default {
  async fetch(request, env) {
    const payment: PaymentRequest = received(await request.text());
    const { settings, partition } = system(env);
    const outcome = await partition(Number(payment.payer) % settings.PARTITIONS).pay(payment);
    return new Response(told(outcome));
  },

  queue() {},
} satisfies ExportedHandler<Env>;
