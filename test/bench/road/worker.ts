/**
 * The Worker of the benchmark's road: the real objects, with a route that passes a payment's request to the payer's Partition,
 * as a Subscriber does. The path says how many Partitions there are. No receipts are sent: the queue's messages are accepted
 * and dropped.
 */
import type { PaymentRequest } from '../../../core/payments/request.ts';
import type { Env } from '../../../edge/env.ts';
import { outcomeToJson, requestFromJson } from './wire.ts';

export { Handset, Partition, SessionOwners, Subscriber } from '../../../edge/worker.ts';

export default {
  async fetch(request, env) {
    const payment: PaymentRequest = requestFromJson(await request.text());
    const partitions = Number(request.url.slice(request.url.lastIndexOf('/') + 1));
    const name = `partition-${Number(payment.payer) % partitions}`;
    return new Response(outcomeToJson(await env.PARTITION.getByName(name).pay(payment)));
  },

  queue() {},
} satisfies ExportedHandler<Env>;
