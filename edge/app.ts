/** The HTTP face: routes, and one answer to what goes wrong. */
import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { airtime } from './airtime/route.ts';
import type { Env } from './env.ts';
import { handset } from './handset/route.ts';
import { insights } from './insights/route.ts';
import { alert } from './log.ts';
import { problem, wrongMethod } from './problem.ts';
import { sms } from './sms/route.ts';
import { type System, system } from './system.ts';
import { ussd } from './ussd/route.ts';

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
  const ready = await c.var.system.operations.ready().catch(() => false);
  return ready
    ? c.json({ status: 'ok', market: c.var.system.market.code })
    : problem(503, 'unavailable', 'A payment could not be taken now.');
});

app.all('/health', wrongMethod('GET'));

app.route('/ussd', ussd);
app.route('/sms', sms);
app.route('/airtime', airtime);
app.route('/insights', insights);
app.route('/handset', handset);

app.notFound(() => problem(404, 'not_found', 'There is nothing here.'));

app.onError((error) => {
  if (error instanceof HTTPException)
    return problem(error.status, 'invalid_request', error.message);
  alert('request_failed', error);
  return problem(500, 'internal_error', 'Something went wrong here.');
});
