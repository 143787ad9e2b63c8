/** Consumer of payment-confirmations: sends each party's receipt, and notices, and has payers' SIMs asked about. */
import { z } from 'zod';
import { noticeText } from '../../core/receipts/notices.ts';
import { receiptText } from '../../core/receipts/receipt.ts';
import type { Delivery, DueNotice, DueReceipt } from '../../db/delivery/receipts.ts';
import { scheduleSimChecks } from '../jobs/sim-checks.ts';
import type { Parts } from '../parts.ts';
import { alert, log } from '../telemetry/log.ts';

const news = z.discriminatedUnion('topic', [
  z.object({ topic: z.literal('payment-confirmations'), paymentIds: z.array(z.uuid()) }),
  z.object({ topic: z.literal('notices'), noticeId: z.uuid() }),
]);

/** The Workers runtime opens six connections at a time; more would wait with their deadline running. */
const sentAtOnce = 6;

/**
 * Payments whose receipts are claimed together, two each. A claim is due again after 30 s, so it may hold no more than
 * is sent by then when every message takes the gateway's ten seconds.
 */
const claimedAtOnce = 6;

/**
 * A message only names payments or a notice: what to send is claimed from the database, so a message that comes twice,
 * late or out of order finds nothing left to do. Fails as a whole when the database is away; the queue brings it again.
 */
export async function sendReceipts(batch: MessageBatch, system: Parts): Promise<void> {
  const payments = new Set<string>();
  const notices = new Set<string>();
  for (const message of batch.messages) {
    const read = news.safeParse(message.body);
    if (!read.success) alert('message_unreadable', new Error(`queue ${batch.queue}`));
    else if (read.data.topic === 'notices') notices.add(read.data.noticeId);
    else for (const id of read.data.paymentIds) payments.add(id);
  }

  const { receipts, market } = system;
  await inParts([...payments], async (ids, claim, now) => {
    const due = await receipts.claim(ids, claim, now);
    await sendClaimed(due, (receipt) => receiptText(receipt, market), claim, system);
  });
  await inParts([...notices], async (ids, claim, now) => {
    const due = await receipts.claimNotices(ids, claim, now);
    await sendClaimed(due, (notice) => noticeText(notice, market), claim, system);
  });
  // Behind what people wait for. The queue brings it again where this fails, and finds the receipts sent.
  await scheduleSimChecks([...payments], system);
  batch.ackAll();

  async function inParts(
    ids: readonly string[],
    send: (ids: readonly string[], claim: string, now: number) => Promise<void>,
  ): Promise<void> {
    for (let i = 0; i < ids.length; i += claimedAtOnce) {
      await send(ids.slice(i, i + claimedAtOnce), crypto.randomUUID(), system.clock.now());
    }
  }
}

async function sendClaimed<Due extends DueReceipt | DueNotice>(
  due: readonly Due[],
  textOf: (due: Due) => string,
  claim: string,
  system: Parts,
): Promise<void> {
  const deliveries: Delivery[] = [];
  for (let i = 0; i < due.length; i += sentAtOnce) {
    const some = due.slice(i, i + sentAtOnce);
    deliveries.push(
      ...(await Promise.all(some.map((receipt) => deliver(receipt, textOf(receipt), system)))),
    );
  }
  if (deliveries.length > 0) await system.receipts.finish(deliveries, claim);
}

async function deliver(
  receipt: DueReceipt | DueNotice,
  text: string,
  { sms }: Parts,
): Promise<Delivery> {
  try {
    const answer = await sms.send({ to: receipt.to, text });
    if ('messageId' in answer) return { receipt, messageId: answer.messageId, final: false };
    log('sms_refused', { about: receipt.about, why: answer.refused, final: answer.final });
    return { receipt, final: answer.final };
  } catch (error) {
    alert('sms_unanswered', error);
    return { receipt, final: false };
  }
}
