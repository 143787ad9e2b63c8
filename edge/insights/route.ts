/** What networks tell of numbers, out of band: the SIM swaps that Africa's Talking was asked about. */
import { Hono } from 'hono';
import type { Edge } from '../app.ts';
import { readJsonOrForm } from '../body.ts';
import { alert, log } from '../log.ts';
import { wrongMethod } from '../problem.ts';
import type { System } from '../system.ts';
import { letIn } from '../ussd/door.ts';
import { readSimSwap } from './sim-swap.ts';

/** Whoever knows which number a request was about. */
export interface SimSwaps {
  /** False where there was no such request. `changedAt` as of a verdict; without it, the SIM was never changed. */
  simSwapped(requestId: string, changedAt: number | undefined): Promise<boolean>;
}

/** A verdict is some two hundred bytes. */
const largestBody = 8 * 1024;

export function insights(known: (system: System) => SimSwaps): Hono<Edge> {
  const routes = new Hono<Edge>();

  routes.use('/africastalking/:token/*', async (c, next) =>
    letIn(c, 'africastalking') ? next() : c.notFound(),
  );

  /** Whoever is let in hears 200, whatever there was to read; but a verdict that was not kept is to be brought again. */
  routes.post('/africastalking/:token/sim-swap', async (c) => {
    const { system } = c.var;
    const verdict = readSimSwap(await readJsonOrForm(c.req.raw, largestBody), system.clock.now());
    if (!verdict) {
      log('sim_swap_unread', {});
      return c.body(null);
    }
    const { requestId, changedAt } = verdict;
    try {
      const found = await known(system).simSwapped(requestId, changedAt);
      if (!found) log('sim_swap_unknown', {});
      return c.body(null);
    } catch (error) {
      alert('sim_swap_failed', error);
      return c.body(null, 503);
    }
  });

  routes.all('/africastalking/:token/sim-swap', wrongMethod('POST'));
  return routes;
}
