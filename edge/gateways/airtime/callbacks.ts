/** The airtime gateways' reports on what they took. */
import { Hono } from 'hono';
import { readJsonOrForm } from '../../http/body.ts';
import { gatewayCallback } from '../../http/callback-auth.ts';
import type { Edge } from '../../http/context.ts';
import { reportUnreadable } from '../../http/unreadable.ts';
import { alert } from '../../telemetry/log.ts';
import { airtimeCallbacksOf } from './index.ts';

/** A report is some two hundred bytes. */
const maxBody = 8 * 1024;

export const airtimeCallbacks = new Hono<Edge>();

/**
 * Hands a report to the queue, which brings it until it is in the books. Who is let in hears 200, whatever there was to
 * read.
 */
airtimeCallbacks.all('/:gateway/:token/status', gatewayCallback('airtime'), async (c) => {
  const callbacks = airtimeCallbacksOf(c.req.param('gateway'));
  if (!callbacks) return c.notFound();
  // Africa's Talking's documentation shows both: JSON in its example, a form in its sample code.
  const report = callbacks.status(await readJsonOrForm(c.req.raw, maxBody));
  if ('unreadable' in report) {
    return c.body(null, 200, reportUnreadable(c, `airtime/${c.req.param('gateway')}`, report));
  }
  const { requestId, delivered } = report;
  try {
    await c.env.AIRTIME.send({ topic: 'airtime_reports', requestId, delivered });
  } catch {
    alert('airtime_report_lost', new Error(`${requestId}: ${delivered ? 'Success' : 'Failed'}`));
  }
  return c.body(null);
});
