/** The HTTP routes, and one answer to every error. */
import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { front, handset } from './channels/handset/route.ts';
import { sms } from './channels/sms/route.ts';
import { ussd } from './channels/ussd/route.ts';
import { systemClock } from './clock.ts';
import { sameSecret } from './crypto.ts';
import { airtimeCallbacks } from './gateways/airtime/callbacks.ts';
import { simSwapCallbacks } from './gateways/sim-swap/callbacks.ts';
import { smsCallbacks } from './gateways/sms/callbacks.ts';
import type { Edge } from './http/context.ts';
import { healthWatch } from './http/health.ts';
import { problem, wrongMethod } from './http/problem.ts';
import { buildParts } from './system.ts';
import { alert } from './telemetry/log.ts';

/** Some hundred kilobytes. */
const piecesOfPage = 25;

export const app = new Hono<Edge>();

app.use(async (c, next) => {
  c.set('parts', buildParts(c.env));
  await next();
});

/** The isolate's, for all requests: what one of them saw is told to the others. */
const isReady = healthWatch(systemClock);

app.get('/health', async (c) => {
  const { maintenance, market } = c.var.parts;
  return (await isReady(() => maintenance.ready(market.code)))
    ? c.json({ status: 'ok', market: market.code })
    : problem(503, 'unavailable', 'A payment could not be taken now.');
});

app.all('/health', wrongMethod('GET'));

/** The audit trail, page by page, for `npm run audit`. */
app.get('/audit-trail/:token', async (c) => {
  const { pseudonyms, auditTrail } = c.var.parts;
  if (!sameSecret(c.req.param('token'), pseudonyms.auditTrail())) return c.notFound();
  const after = Number(c.req.query('after') ?? 0);
  if (!Number.isSafeInteger(after) || after < 0) {
    return problem(400, 'invalid_request', 'after is the number of a piece.');
  }
  return c.json(await auditTrail().pieces(after, piecesOfPage));
});

app.route('/', front);
app.route('/ussd', ussd);
app.route('/sms', sms);
app.route('/sms', smsCallbacks);
app.route('/airtime', airtimeCallbacks);
app.route('/insights', simSwapCallbacks);
app.route('/handset', handset);

app.notFound(() => problem(404, 'not_found', 'There is nothing here.'));

app.onError((error) => {
  if (error instanceof HTTPException)
    return problem(error.status, 'invalid_request', error.message);
  alert('request_failed', error);
  return problem(500, 'internal_error', 'Something went wrong here.');
});
