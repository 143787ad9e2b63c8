/** The airtime gateway's reports: https://developers.africastalking.com/docs/airtime/notifications */
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import type { Edge } from '../app.ts';
import { readBody } from '../body.ts';
import { log } from '../log.ts';
import { wrongMethod } from '../problem.ts';
import { letIn } from '../ussd/door.ts';

/** A report is some two hundred bytes. */
const largestBody = 8 * 1024;

const json = 'application/json';

const report = z.object({
  requestId: z.string().regex(/^[\w.:-]{1,128}$/),
  status: z.enum(['Success', 'Failed']),
});

export const airtime = new Hono<Edge>();

/** Taken by the queue, which brings it until it is in the books; only where the queue is away is the answer not 200. */
airtime.all('/africastalking/:token/status', async (c) => {
  if (!letIn(c, 'africastalking')) return c.notFound();
  if (c.req.method !== 'POST') return wrongMethod('POST')();
  const read = report.safeParse(await fieldsOf(c));
  if (!read.success) {
    log('airtime_report_unread', {});
    return c.body(null, 200);
  }
  const { requestId, status } = read.data;
  const delivered = status === 'Success';
  await c.env.AIRTIME.send({ topic: 'airtime_reports', requestId, delivered });
  return c.body(null, 200);
});

/** The documentation shows both: JSON in its example, a form in its sample code. */
async function fieldsOf(c: Context<Edge>): Promise<unknown> {
  const body = await readBody(c.req.raw, largestBody, [json, 'application/x-www-form-urlencoded']);
  if (!('text' in body)) return undefined;
  try {
    const type = c.req.header('content-type')?.toLowerCase() ?? '';
    return type.startsWith(json)
      ? JSON.parse(body.text)
      : Object.fromEntries(new URLSearchParams(body.text));
  } catch {
    return undefined;
  }
}
