/** The networks' verdicts on SIMs that they were asked about. */
import { Hono } from 'hono';
import { readJsonOrForm } from '../../http/body.ts';
import { gatewayCallback } from '../../http/callback-auth.ts';
import type { Edge } from '../../http/context.ts';
import { reportUnreadable } from '../../http/unreadable.ts';
import { alert, log } from '../../telemetry/log.ts';
import { simSwapCallbacksOf } from './index.ts';

/** A verdict is some two hundred bytes. */
const maxBody = 8 * 1024;

export const simSwapCallbacks = new Hono<Edge>();

/** A caller that is let in hears 200, whatever there was to read; but a verdict that was not kept has to be brought again. */
simSwapCallbacks.all('/:gateway/:token/sim-swap', gatewayCallback('insights'), async (c) => {
  const callbacks = simSwapCallbacksOf(c.req.param('gateway'));
  if (!callbacks) return c.notFound();
  const { simChecks, clock } = c.var.parts;
  const verdict = callbacks.verdict(await readJsonOrForm(c.req.raw, maxBody), clock.now());
  if ('unreadable' in verdict) {
    return c.body(null, 200, reportUnreadable(c, `insights/${c.req.param('gateway')}`, verdict));
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
