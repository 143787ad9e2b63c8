/** Consumer of the airtime queue: delivers paid airtime, and takes the gateway's reports. A failed order is refunded. */
import { z } from 'zod';
import type { AirtimeDelivery, DueAirtime } from '../../db/delivery/airtime.ts';
import type { Parts } from '../parts.ts';
import { alert, log } from '../telemetry/log.ts';
import { togetherOrAlone } from './together.ts';

export const airtimeMessage = z.discriminatedUnion('topic', [
  z.object({ topic: z.literal('airtime'), paymentId: z.uuid() }),
  z.object({
    topic: z.literal('airtime_reports'),
    requestId: z.string(),
    delivered: z.boolean(),
  }),
]);

/** The Workers runtime opens six connections at a time; a seventh order would wait while its deadline runs. */
const deliveredAtOnce = 6;

type AirtimeParts = Pick<Parts, 'airtime' | 'airtimeGateway' | 'publisher' | 'clock'>;

/**
 * A message only names a payment or a request, and the order is claimed from the database. So a message that comes
 * twice, late or out of order finds nothing left to do. Where the database is away the whole batch fails, and the queue
 * brings it again. Where it refuses one item, the others end; an order is rung for again by the sweep, and a report, which is
 * nowhere else, by the queue.
 */
export async function deliverAirtime(
  batch: Pick<MessageBatch, 'queue' | 'messages' | 'ackAll'>,
  parts: AirtimeParts,
): Promise<void> {
  const payments = new Set<string>();
  const failed = new Set<Message>();
  for (const message of batch.messages) {
    const read = airtimeMessage.safeParse(message.body);
    if (!read.success) alert('message_unreadable', new Error(`queue ${batch.queue}`));
    else if (read.data.topic === 'airtime') payments.add(read.data.paymentId);
    else await recordReport(read.data, parts, () => failed.add(message));
  }
  const ids = [...payments];
  for (let i = 0; i < ids.length; i += deliveredAtOnce) {
    await deliverSome(ids.slice(i, i + deliveredAtOnce), parts);
  }
  if (failed.size === 0) return batch.ackAll();
  for (const message of batch.messages) {
    if (failed.has(message)) message.retry();
    else message.ack();
  }
}

async function recordReport(
  { requestId, delivered }: { requestId: string; delivered: boolean },
  parts: Pick<Parts, 'airtime' | 'publisher' | 'clock'>,
  failed: () => void,
): Promise<void> {
  const { airtime, clock } = parts;
  const record = ([id]: readonly string[]) => airtime.report(id ?? '', delivered, clock.now());
  await publishRefunds(
    await togetherOrAlone(`report of ${requestId}`, [requestId], record, failed),
    parts,
  );
}

async function deliverSome(ids: readonly string[], parts: AirtimeParts): Promise<void> {
  const { airtime, clock } = parts;
  const claim = crypto.randomUUID();
  const due = await togetherOrAlone('airtime claimed', ids, (some) =>
    airtime.claim(some, claim, clock.now()),
  );
  const deliveries = await Promise.all(due.map((order) => deliver(order, parts)));
  const refunds = await togetherOrAlone('airtime finished', deliveries, (some) =>
    airtime.finish(some, claim, clock.now()),
  );
  await publishRefunds(refunds, parts);
}

/**
 * The gateway may refuse a whole request, for want of stock for example. That ends the order only at its first try: then
 * it is certain that nothing was delivered, and the customer is better served by a refund now than by airtime once the
 * operator has bought some. After a try without an answer it is not certain, and the order goes on.
 */
async function deliver(
  { paymentId, to, amount, attempt }: DueAirtime,
  { airtimeGateway }: Pick<Parts, 'airtimeGateway'>,
): Promise<AirtimeDelivery> {
  try {
    const answer = await airtimeGateway.send({ to, amount, key: paymentId });
    if ('requestId' in answer) return { paymentId, ...answer, final: false };
    const { refused } = answer;
    const final = answer.final || attempt === 1;
    log('airtime_refused', { payment: paymentId, why: refused, final });
    // A refusal that is not about the number is about the operator's account at the gateway.
    if (!answer.final) alert('airtime_account', new Error(refused));
    return { paymentId, refused, final };
  } catch (error) {
    alert('airtime_no_answer', error);
    return { paymentId, final: false };
  }
}

/** Publishes refunds, so that their receipts are sent. The sweep publishes what fails here. */
async function publishRefunds(
  refunds: readonly string[],
  { publisher }: Pick<Parts, 'publisher'>,
): Promise<void> {
  await publisher.publishPayments(refunds).catch((error) => alert('ring_failed', error));
}
