/**
 * What comes in about SMS: messages of subscribers, and what became of ours. Africa's Talking sends each as a form, and
 * messages again until it hears 200; so whoever is let in hears 200, whatever there was to read.
 */
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { referencedPayments } from '../../../core/care/dispute.ts';
import { paymentId, reference } from '../../../core/ids.ts';
import { parseMsisdn } from '../../../core/msisdn.ts';
import type { DeliveryEnd } from '../../../db/delivery/receipts.ts';
import { readBody } from '../../http/body.ts';
import type { Edge } from '../../http/context.ts';
import { wrongMethod } from '../../http/problem.ts';
import type { Parts } from '../../parts.ts';
import { alert, log } from '../../telemetry/log.ts';
import { authenticateCallback } from '../ussd/authenticate.ts';
import { form, readFields } from '../ussd/carriers/codec.ts';

/** Of which a receipt is 160 characters, however it is written down. */
const maxBody = 8 * 1024;

const id = z.string().regex(/^[!-~]{1,128}$/);

const incoming = z.object({ id, from: z.string().min(1).max(24), text: z.string().max(2_000) });

const delivery = z.object({
  id,
  status: z.string().max(64),
  failureReason: z.string().max(128).optional(),
});

/** The statuses that a message ends with: https://developers.africastalking.com/docs/sms/notifications */
const ends: Readonly<Record<string, DeliveryEnd>> = {
  Success: 'delivered',
  Failed: 'undelivered',
  Rejected: 'undelivered',
  AbsentSubscriber: 'undelivered',
  Expired: 'undelivered',
};

export const sms = new Hono<Edge>();

sms.use('/africastalking/:token/*', async (c, next) =>
  authenticateCallback(c, 'africastalking') ? next() : c.notFound(),
);

sms.post('/africastalking/:token/inbound', (c) => take(c, incoming, report));
sms.post('/africastalking/:token/delivery', (c) => take(c, delivery, note));
sms.all('/africastalking/:token/inbound', wrongMethod('POST'));
sms.all('/africastalking/:token/delivery', wrongMethod('POST'));

/** Never throws: what cannot be read or done is told to us and not to the carrier. */
async function take<T extends z.ZodObject>(
  c: Context<Edge>,
  fields: T,
  act: (read: z.infer<T>, system: Parts) => Promise<void>,
): Promise<Response> {
  const body = await readBody(c.req.raw, maxBody, form);
  const read = 'text' in body ? readFields(fields, new URLSearchParams(body.text)) : undefined;
  try {
    if (read) await act(read, c.var.parts);
    else log('sms_unreadable', { problem: 'problem' in body ? body.problem : 400 });
  } catch (error) {
    alert('sms_callback_failed', error);
  }
  return c.body(null);
}

/**
 * A customer's message is a report on the payment that it names, as a forwarded receipt does. The answer's id is made of
 * the message's, so a message that comes again is answered once. A stranger is not answered: whoever can write a false
 * sender could have us send messages to anybody.
 */
async function report(
  { id, from, text }: z.infer<typeof incoming>,
  { customers, disputes, publisher, pseudonyms, market, clock }: Parts,
): Promise<void> {
  const msisdn = parseMsisdn(from, market.numbers);
  const customer = msisdn && (await customers.find(msisdn));
  if (!customer) return log('sms_ignored', { why: 'stranger' });

  const notice = paymentId(0, pseudonyms.idBits('sms', id));
  const numbers = referencedPayments(text);
  const complaint = { account: customer.account, numbers, reason: 'other', notice } as const;
  const opened = await disputes.open(complaint, clock.now());
  if (opened === undefined) log('dispute_unknown', { named: numbers.length });
  else log('dispute_opened', { reference: reference(opened), reason: complaint.reason });
  // The sweep rings, if nobody does now.
  await publisher.publishNotices([notice]).catch((error) => alert('ring_failed', error));
}

/** Only what a message ends with is kept, and the first of it. */
async function note(
  { id, status, failureReason = '' }: z.infer<typeof delivery>,
  { receipts }: Parts,
): Promise<void> {
  const end = Object.hasOwn(ends, status) ? ends[status] : undefined;
  const changed = end && (await receipts.report(id, end));
  if (end === 'delivered' && changed !== undefined) return;
  log('sms_reported', {
    ...{ status: word(status), final: end !== undefined },
    ...(end && { known: changed !== undefined }),
    ...(failureReason && { why: word(failureReason) }),
  });
}

/** What may be logged of what the carrier says: a word of its own. */
function word(text: string): string {
  return /^[A-Za-z_]{1,32}$/.test(text) ? text : 'unknown';
}
