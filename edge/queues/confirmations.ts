/** Consumer of payment-confirmations: sends each party's receipt, and notices, and schedules the checks of payers' SIMs. */
import { z } from 'zod';
import type { CodePurpose } from '../../core/one-time-code.ts';
import type { NoticeKind } from '../../core/receipts/notice-kinds.ts';
import { noticeText } from '../../core/receipts/notices.ts';
import { receiptText } from '../../core/receipts/receipt.ts';
import type { DueMessage, DueNotice } from '../../db/delivery/receipts.ts';
import { scheduleSimChecks } from '../jobs/sim-checks.ts';
import type { Parts } from '../parts.ts';
import { alert } from '../telemetry/log.ts';
import { deliverSms } from './sms-delivery.ts';
import { togetherOrAlone } from './together.ts';

const news = z.discriminatedUnion('topic', [
  z.object({ topic: z.literal('payment-confirmations'), paymentIds: z.array(z.uuid()) }),
  z.object({ topic: z.literal('notices'), noticeId: z.uuid() }),
]);

/**
 * Payments whose receipts are claimed together, two each. A claim is due again after 30 s, so it may hold no more than
 * is sent by then when every message takes the gateway's ten seconds. (After an earlier try it is due again after a minute or
 * more, which leaves time to ask about that try; and a move to another gateway begins the 30 s anew.)
 */
const claimedAtOnce = 6;

/**
 * A message only names payments or a notice: what to send is claimed from the database, so a message that comes twice,
 * late or out of order finds nothing left to do. Fails as a whole when the database is away; the queue brings it again. Where
 * one receipt cannot be claimed, written or sent, the others go out all the same, and the sweep rings for it again.
 */
export async function sendReceipts(
  batch: MessageBatch,
  system: Pick<
    Parts,
    'receipts' | 'market' | 'sms' | 'clock' | 'settings' | 'simChecks' | 'pinMac'
  >,
): Promise<void> {
  const payments = new Set<string>();
  const notices = new Set<string>();
  for (const message of batch.messages) {
    const read = news.safeParse(message.body);
    if (!read.success) alert('message_unreadable', new Error(`queue ${batch.queue}`));
    else if (read.data.topic === 'notices') notices.add(read.data.noticeId);
    else for (const id of read.data.paymentIds) payments.add(id);
  }

  const { receipts, market, sms } = system;
  const [preferred] = sms.order;
  await inParts([...payments], async (ids, claim, now) => {
    const due = await togetherOrAlone('receipts claimed', ids, (some) =>
      receipts.claim(some, claim, now, preferred),
    );
    await deliverSms(
      written(due, (receipt) => receiptText(receipt, market)),
      claim,
      system,
    );
  });
  await inParts([...notices], async (ids, claim, now) => {
    const due = await togetherOrAlone('notices claimed', ids, (some) =>
      receipts.claimNotices(some, claim, now, preferred),
    );
    const text = (notice: DueNotice) => noticeText(withCode(notice, system), market);
    await deliverSms(written(due, text), claim, system);
  });
  // Behind what people wait for. The queue brings it again where this fails, and finds the receipts sent.
  await togetherOrAlone('SIM checks', [...payments], async (some) => {
    await scheduleSimChecks(some, system);
    return [];
  });
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

/** The messages with their texts. One that cannot be written, which is a bug, is tried again as if nobody had taken it. */
function written<Due extends DueMessage>(
  due: readonly Due[],
  text: (message: Due) => string,
): { readonly receipt: Due; readonly text: string | undefined }[] {
  return due.map((receipt) => {
    try {
      return { receipt, text: text(receipt) };
    } catch (error) {
      alert('message_unwritable', error);
      return { receipt, text: undefined };
    }
  });
}

/** What the codes are for that notices bring. */
const codePurposeOf: Readonly<Partial<Record<NoticeKind, CodePurpose>>> = {
  pin_code: 'pin',
  number_code: 'number',
};

/** Works out the one-time code that a notice brings: the same in every try, and written down nowhere. */
function withCode(notice: DueNotice, { pinMac }: Pick<Parts, 'pinMac'>): DueNotice {
  const purpose = codePurposeOf[notice.kind];
  if (purpose === undefined || notice.to === undefined) return notice;
  return { ...notice, oneTimeCode: pinMac.oneTimeCode(purpose, notice.to, notice.about) };
}
