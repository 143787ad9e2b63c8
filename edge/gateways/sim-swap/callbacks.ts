/** What networks tell of numbers, out of band: the SIM swaps that Africa's Talking was asked about. */
import { Hono } from 'hono';
import { authenticateCallback } from '../../channels/ussd/authenticate.ts';
import { readJsonOrForm } from '../../http/body.ts';
import type { Edge } from '../../http/context.ts';
import { wrongMethod } from '../../http/problem.ts';
import { alert, log } from '../../telemetry/log.ts';
import { readSimSwap } from './verdict.ts';

/** A verdict is some two hundred bytes. */
const maxBody = 8 * 1024;

export const simSwapCallbacks = new Hono<Edge>();

simSwapCallbacks.use('/africastalking/:token/*', async (c, next) =>
  authenticateCallback(c, 'africastalking') ? next() : c.notFound(),
);

/** Whoever is let in hears 200, whatever there was to read; but a verdict that was not kept is to be brought again. */
simSwapCallbacks.post('/africastalking/:token/sim-swap', async (c) => {
  const { simChecks, clock } = c.var.parts;
  const verdict = readSimSwap(await readJsonOrForm(c.req.raw, maxBody), clock.now());
  if (!verdict) {
    log('sim_swap_unread', {});
    return c.body(null);
  }
  const { requestId, changedAt } = verdict;
  try {
    const known = await simChecks.recordSwap(requestId, changedAt, clock.now());
    if (!known) log('sim_swap_unknown', {});
    return c.body(null);
  } catch (error) {
    alert('sim_swap_failed', error);
    return c.body(null, 503);
  }
});

simSwapCallbacks.all('/africastalking/:token/sim-swap', wrongMethod('POST'));
