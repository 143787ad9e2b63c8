/**
 * The Worker of the benchmark's road: the real objects, with a door that takes a payment's request and hands it to the
 * payer's Partition, as a Subscriber does; the path says among how many. Receipts are not sent here: what is rung for is
 * taken and left.
 */
import type { PaymentRequest } from '../../../core/payments/request.ts';
import type { Env } from '../../../edge/env.ts';
import { received, told } from './wire.ts';

export { Handset, Partition, SessionOwners, Subscriber } from '../../../edge/worker.ts';

export default {
  async fetch(request, env) {
    const payment: PaymentRequest = received(await request.text());
    const partitions = Number(request.url.slice(request.url.lastIndexOf('/') + 1));
    const name = `partition-${Number(payment.payer) % partitions}`;
    return new Response(told(await env.PARTITION.getByName(name).pay(payment)));
  },

  queue() {},
} satisfies ExportedHandler<Env>;
