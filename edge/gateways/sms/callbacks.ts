/**
 * The SMS gateways' delivery reports. Gateways send again what is not answered with 200, so who is let in hears 200,
 * whatever there was to read.
 */
import { type Context, Hono } from 'hono';
import { readBody } from '../../http/body.ts';
import { gatewayCallback } from '../../http/callback-auth.ts';
import type { Edge } from '../../http/context.ts';
import type { Unreadable } from '../../http/fields.ts';
import { reportUnreadable, unreadableBody } from '../../http/unreadable.ts';
import type { Parts } from '../../parts.ts';
import { alert, log } from '../../telemetry/log.ts';
import { smsCallbacksOf } from './index.ts';
import type { DeliveryReport, SmsCallbacks } from './port.ts';

export const smsCallbacks = new Hono<Edge>();

smsCallbacks.all('/:gateway/:token/delivery', gatewayCallback('sms'), async (c) => {
  const gateway = c.req.param('gateway');
  const callbacks = smsCallbacksOf(gateway);
  if (!callbacks) return c.notFound();
  return takeSms(c, callbacks, callbacks.delivery, (report) =>
    recordReport(gateway, report, c.var.parts),
  );
});

/** Reads a callback and acts on each thing in it. Never throws: what cannot be read or done is told to us alone. */
export async function takeSms<T extends object>(
  c: Context<Edge>,
  { content, maxBytes }: SmsCallbacks,
  read: (body: string) => readonly (T | Unreadable)[],
  act: (one: T) => Promise<void>,
): Promise<Response> {
  const body = await readBody(c.req.raw, maxBytes, content);
  const all = 'text' in body ? read(body.text) : [unreadableBody(body)];
  const wrong = new Set(all.flatMap((one) => ('unreadable' in one ? one.unreadable : [])));
  const carrier = `sms/${c.req.param('gateway')}`;
  const headers = wrong.size > 0 ? reportUnreadable(c, carrier, { unreadable: [...wrong] }) : {};
  for (const one of all) {
    if ('unreadable' in one) continue;
    try {
      await act(one);
    } catch (error) {
      alert('sms_callback_failed', error);
    }
  }
  return c.body(null, 200, headers);
}

/** Keeps only the end of a message, and the first one that is reported. */
async function recordReport(
  gateway: string,
  { messageId, end, status, why }: DeliveryReport,
  { receipts, clock }: Pick<Parts, 'receipts' | 'clock'>,
): Promise<void> {
  const changed = end && (await receipts.report(gateway, messageId, end, clock.now()));
  if (end === 'delivered' && changed !== undefined) return;
  log('sms_reported', {
    ...{ status: loggable(status), final: end !== undefined },
    ...(end && { known: changed !== undefined }),
    ...(why && { why: loggable(why) }),
  });
}

/** A gateway's word as it may be logged: one that can hold no personal data. */
function loggable(text: string): string {
  return /^[A-Za-z_]{1,32}$/.test(text) ? text : 'unknown';
}
