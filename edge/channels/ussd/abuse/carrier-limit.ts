/**
 * How much one carrier may bring. Cloudflare counts, at each of its locations by itself and without a way there: the
 * number is in wrangler.toml. It keeps one carrier's flood from the others; it is no exact number of anything.
 */
import type { Context } from 'hono';
import { inTime } from '../../../clock.ts';
import type { Edge } from '../../../http/context.ts';
import { alert } from '../../../telemetry/log.ts';
import { securityEvent } from '../../../telemetry/security-events.ts';
import type { CarrierName } from '../carriers/index.ts';
import { type SlidingWindowLimit, slidingWindowLimit } from './sliding-window.ts';

/** The count is at hand, or it is not waited for (milliseconds). */
const answerWithin = 500;

/** In a flood, one line a minute says what a thousand would. Of this isolate. */
const bursts = new Map<CarrierName, SlidingWindowLimit>();
const failures = slidingWindowLimit(1);

/** Where nobody counts, everybody is served. */
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
  const burst = bursts.get(carrier) ?? slidingWindowLimit(1);
  bursts.set(carrier, burst);
  if (burst.allows(now)) securityEvent(parts, c.executionCtx, 'carrier_burst', carrier);
  return true;
}
