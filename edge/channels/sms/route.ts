/** Messages of subscribers, as the SMS gateways bring them. */
import { type Context, Hono } from 'hono';
import { referencedPayments } from '../../../core/care/dispute.ts';
import { paymentId, reference } from '../../../core/ids.ts';
import { vouchedMsisdn } from '../../../core/msisdn.ts';
import { takeSms } from '../../gateways/sms/callbacks.ts';
import { smsCallbacksOf } from '../../gateways/sms/index.ts';
import type { IncomingSms, SmsCallbacks } from '../../gateways/sms/port.ts';
import { gatewayCallback } from '../../http/callback-auth.ts';
import type { Edge } from '../../http/context.ts';
import { speaksFor } from '../../http/served-numbers.ts';
import { reportUnreadable } from '../../http/unreadable.ts';
import type { Parts } from '../../parts.ts';
import { alert, log } from '../../telemetry/log.ts';

export const sms = new Hono<Edge>();

sms.all('/:gateway/:token/inbound', gatewayCallback('sms'), async (c) => {
  const callbacks = smsCallbacksOf(c.req.param('gateway'));
  if (!callbacks?.inbound) return c.notFound();
  return takeSms(c, callbacks, callbacks.inbound, async (message) => {
    if (maySpeakFor(c, callbacks, message)) return report(message, c.var.parts);
    const from = { unreadable: ['from number not served'] };
    reportUnreadable(c, `sms/${c.req.param('gateway')}`, from, 'number_not_served');
  });
});

/** Tells whether the gateway may bring this sender's messages. On a local system each may. */
function maySpeakFor(c: Context<Edge>, { serves }: SmsCallbacks, { from }: IncomingSms): boolean {
  const { market, settings } = c.var.parts;
  const { callbacks, isLocal } = settings.gateways;
  const own = Object.entries(callbacks).find(([name]) => name === c.req.param('gateway'))?.[1];
  const msisdn = vouchedMsisdn(from, market.numbers);
  const served = own?.sms?.serves ?? (isLocal ? (['home'] as const) : serves);
  return msisdn === undefined || speaksFor(served, msisdn, market);
}

/**
 * Opens a dispute of the payment that a customer's message names, as a forwarded receipt does. The answer's id is made of the
 * message's, so a message that comes again is answered once. A stranger is not answered: whoever can write a false sender
 * could have us send messages to anybody.
 */
async function report(
  { id, from, text }: IncomingSms,
  {
    customers,
    disputes,
    publisher,
    pseudonyms,
    market,
    clock,
  }: Pick<Parts, 'customers' | 'disputes' | 'publisher' | 'pseudonyms' | 'market' | 'clock'>,
): Promise<void> {
  const msisdn = vouchedMsisdn(from, market.numbers);
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
