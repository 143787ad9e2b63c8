/** Consumer of airtime: delivers what was paid for, and takes the gateway's reports. What fails is paid back. */
import { z } from 'zod';
import type { AirtimeDelivery, DueAirtime } from '../../db/delivery/airtime.ts';
import type { Parts } from '../parts.ts';
import { alert, log } from '../telemetry/log.ts';

export const news = z.discriminatedUnion('topic', [
  z.object({ topic: z.literal('airtime'), paymentId: z.uuid() }),
  z.object({
    topic: z.literal('airtime_reports'),
    requestId: z.string(),
    delivered: z.boolean(),
  }),
]);

/** As many as the Workers runtime opens connections at a time, so that no delivery waits with its deadline running. */
const deliveredAtOnce = 6;

/**
 * A message only names a payment or a request: what to deliver is claimed from the database, so a message that comes
 * twice, late or out of order finds nothing left to do. Fails as a whole when the database is away; the queue brings it
 * again.
 */
export async function deliverAirtime(batch: MessageBatch, system: Parts): Promise<void> {
  const payments = new Set<string>();
  for (const message of batch.messages) {
    const read = news.safeParse(message.body);
    if (!read.success) alert('message_unreadable', new Error(`queue ${batch.queue}`));
    else if (read.data.topic === 'airtime') payments.add(read.data.paymentId);
    else await takeReport(read.data, system);
  }
  const ids = [...payments];
  for (let i = 0; i < ids.length; i += deliveredAtOnce) {
    await deliverSome(ids.slice(i, i + deliveredAtOnce), system);
  }
  batch.ackAll();
}

async function takeReport(
  { requestId, delivered }: { requestId: string; delivered: boolean },
  system: Parts,
): Promise<void> {
  await ring(await system.airtime.report(requestId, delivered, system.clock.now()), system);
}

async function deliverSome(ids: readonly string[], system: Parts): Promise<void> {
  const { airtime, clock } = system;
  const claim = crypto.randomUUID();
  const due = await airtime.claim(ids, claim, clock.now());
  if (due.length === 0) return;
  const deliveries = await Promise.all(due.map((order) => deliver(order, system)));
  await ring(await airtime.finish(deliveries, claim, clock.now()), system);
}

/**
 * A request that was refused as a whole, for want of stock for example, ends an order only at its first try: then it is
 * certain that nothing was delivered, and the customer is better served by their money now than by airtime once the
 * operator has bought some. After a try without an answer it is not certain, and the order goes on.
 */
async function deliver(
  { paymentId, to, amount, attempt }: DueAirtime,
  { airtimeGateway }: Parts,
): Promise<AirtimeDelivery> {
  try {
    const answer = await airtimeGateway.send({ to, amount, key: paymentId });
    if ('requestId' in answer) return { paymentId, requestId: answer.requestId, final: false };
    const { refused } = answer;
    const final = answer.final || attempt === 1;
    log('airtime_refused', { payment: paymentId, why: refused, final });
    // Not about the number, so it is about the operator's account.
    if (!answer.final) alert('airtime_account', new Error(refused));
    return { paymentId, final };
  } catch (error) {
    alert('airtime_no_answer', error);
    return { paymentId, final: false };
  }
}

/** For the receipts of what was paid back; what is not rung for here, the sweep rings for. */
async function ring(refunds: readonly string[], { publisher }: Parts): Promise<void> {
  await publisher.publishPayments(refunds).catch((error) => alert('ring_failed', error));
}
