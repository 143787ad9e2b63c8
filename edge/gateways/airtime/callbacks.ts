/** The airtime gateway's reports: https://developers.africastalking.com/docs/airtime/notifications */
import { Hono } from 'hono';
import { z } from 'zod';
import { authenticateCallback } from '../../channels/ussd/authenticate.ts';
import { readJsonOrForm } from '../../http/body.ts';
import type { Edge } from '../../http/context.ts';
import { wrongMethod } from '../../http/problem.ts';
import { alert, log } from '../../telemetry/log.ts';

/** A report is some two hundred bytes. */
const maxBody = 8 * 1024;

const report = z.object({
  requestId: z.string().regex(/^[\w.:-]{1,128}$/),
  status: z.enum(['Success', 'Failed']),
});

export const airtimeCallbacks = new Hono<Edge>();

airtimeCallbacks.use('/africastalking/:token/*', async (c, next) =>
  authenticateCallback(c, 'africastalking') ? next() : c.notFound(),
);

/** Taken by the queue, which brings it until it is in the books. Whoever is let in hears 200, whatever there was to read. */
airtimeCallbacks.post('/africastalking/:token/status', async (c) => {
  // The documentation shows both: JSON in its example, a form in its sample code.
  const read = report.safeParse(await readJsonOrForm(c.req.raw, maxBody)).data;
  if (!read) {
    log('airtime_report_unread', {});
    return c.body(null);
  }
  const { requestId, status } = read;
  try {
    const delivered = status === 'Success';
    await c.env.AIRTIME.send({ topic: 'airtime_reports', requestId, delivered });
  } catch {
    alert('airtime_report_lost', new Error(`${requestId}: ${status}`));
  }
  return c.body(null);
});

airtimeCallbacks.all('/africastalking/:token/status', wrongMethod('POST'));
