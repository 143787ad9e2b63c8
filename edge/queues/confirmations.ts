/** Consumer of payment-confirmations: sends each party's receipt. */
import { z } from 'zod';
import { receiptText } from '../../core/receipts/text.ts';
import type { Delivery, DueReceipt } from '../../db/receipts.ts';
import { alert, log } from '../log.ts';
import type { System } from '../system.ts';

const confirmation = z.object({ topic: z.literal('payment-confirmations'), paymentId: z.uuid() });

/** The Workers runtime opens six connections at a time; more would wait with their deadline running. */
const sentAtOnce = 6;

/**
 * Payments whose receipts are claimed together, two each. A claim is due again after 30 s, so it may hold no more than
 * is sent by then when every message takes the gateway's ten seconds.
 */
const claimedAtOnce = 6;

/**
 * A message only names a payment: what to send is claimed from the database, so a message that comes twice, late or
 * out of order finds nothing left to do. Fails as a whole when the database is away; the queue brings it again.
 */
export async function sendReceipts(batch: MessageBatch, system: System): Promise<void> {
  const ids = new Set<string>();
  for (const message of batch.messages) {
    const read = confirmation.safeParse(message.body);
    if (read.success) ids.add(read.data.paymentId);
    else alert('message_unreadable', new Error(`queue ${batch.queue}`));
  }

  const payments = [...ids];
  for (let i = 0; i < payments.length; i += claimedAtOnce) {
    await sendClaimed(payments.slice(i, i + claimedAtOnce), system);
  }
  batch.ackAll();
}

async function sendClaimed(payments: readonly string[], system: System): Promise<void> {
  const { receipts, clock } = system;
  const claim = crypto.randomUUID();
  const due = await receipts.claim(payments, claim, clock.now());
  const deliveries: Delivery[] = [];
  for (let i = 0; i < due.length; i += sentAtOnce) {
    const some = due.slice(i, i + sentAtOnce);
    deliveries.push(...(await Promise.all(some.map((receipt) => deliver(receipt, system)))));
  }
  if (deliveries.length > 0) await receipts.finish(deliveries, claim);
}

async function deliver(receipt: DueReceipt, { sms, market }: System): Promise<Delivery> {
  try {
    const answer = await sms.send({ to: receipt.to, text: receiptText(receipt, market) });
    if ('messageId' in answer) return { receipt, messageId: answer.messageId, final: false };
    log('sms_refused', { payment: receipt.paymentId, why: answer.refused, final: answer.final });
    return { receipt, final: answer.final };
  } catch (error) {
    alert('sms_unanswered', error);
    return { receipt, final: false };
  }
}

/** Consumer of payment-dlq. The database still has what the messages named, and the sweep rings for it. */
export function logDeadLetters(batch: MessageBatch): void {
  for (const { id, attempts } of batch.messages) log('dead_letter', { message: id, attempts });
  batch.ackAll();
}
