/** The HTTP face: routes, and one answer to what goes wrong. */
import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { handset } from './channels/handset/route.ts';
import { sms } from './channels/sms/route.ts';
import { ussd } from './channels/ussd/route.ts';
import type { Env } from './env.ts';
import { airtimeCallbacks } from './gateways/airtime/callbacks.ts';
import { simSwapCallbacks } from './gateways/sim-swap/callbacks.ts';
import { problem, wrongMethod } from './http/problem.ts';
import { type System, system } from './system.ts';
import { alert } from './telemetry/log.ts';

export interface Edge {
  readonly Bindings: Env;
  readonly Variables: { readonly system: System };
}

export const app = new Hono<Edge>();

app.use(async (c, next) => {
  c.set('system', system(c.env));
  await next();
});

app.get('/health', async (c) => {
  const ready = await c.var.system.maintenance.ready().catch(() => false);
  return ready
    ? c.json({ status: 'ok', market: c.var.system.market.code })
    : problem(503, 'unavailable', 'A payment could not be taken now.');
});

app.all('/health', wrongMethod('GET'));

app.route('/ussd', ussd);
app.route('/sms', sms);
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
