/**
 * Limits the turns that one carrier may bring, so that its flood does not harm the others. Cloudflare counts at each of its
 * locations separately and without a network call, so the count is not exact. The limit is in wrangler.toml.
 */
import type { Context } from 'hono';
import { inTime } from '../../../clock.ts';
import type { Edge } from '../../../http/context.ts';
import { alert } from '../../../telemetry/log.ts';
import { securityEvent } from '../../../telemetry/security-events.ts';
import type { CarrierName } from '../carriers/index.ts';
import { type SlidingWindowLimit, slidingWindowLimit } from './sliding-window.ts';

/** The count is at hand within this time (milliseconds), or the turn is served without it. */
const answerWithin = 500;

/** In a flood, one report a minute says as much as a thousand. Each isolate counts for itself. */
const reports = new Map<CarrierName, SlidingWindowLimit>();
const failures = slidingWindowLimit(1);

/** Counts one turn, and tells whether it is one too many. Where the count fails, everybody is served. */
export async function isOverLimit(c: Context<Edge>, carrier: CarrierName): Promise<boolean> {
  const { parts } = c.var;
  const now = parts.clock.now();
  try {
    if (!c.env.CARRIER_LIMIT) throw new Error('there is no binding CARRIER_LIMIT');
    const asked = c.env.CARRIER_LIMIT.limit({ key: carrier });
    const { success } = await inTime(asked, now + answerWithin, parts);
    if (success) return false;
  } catch (error) {
    if (failures.allows(now)) alert('carrier_limit_failed', error);
    return false;
  }
  const report = reports.get(carrier) ?? slidingWindowLimit(1);
  reports.set(carrier, report);
  if (report.allows(now)) securityEvent(parts, c.executionCtx, 'carrier_burst', carrier);
  return true;
}
