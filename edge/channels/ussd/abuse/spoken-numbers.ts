/** Refuses numbers that a carrier may not speak for, so that a token that leaked in one country opens no phone of another. */
import type { Context } from 'hono';
import type { Msisdn } from '../../../../core/msisdn.ts';
import type { Edge } from '../../../http/context.ts';
import { speaksFor } from '../../../http/served-numbers.ts';
import { alert } from '../../../telemetry/log.ts';
import type { Carrier } from '../authenticate.ts';
import type { CarrierName } from '../carriers/index.ts';
import { type SlidingWindowLimit, slidingWindowLimit } from './sliding-window.ts';

/** One stray call in a minute may be a carrier's mistake in routing. More are a wrong setting, or a token in wrong hands. */
const tolerated = 5;

interface Watch {
  readonly stray: SlidingWindowLimit;
  readonly alerts: SlidingWindowLimit;
}

/** Each isolate counts for itself. */
const watches = new Map<CarrierName, Watch>();

/** Tells whether the carrier may speak for a number. On a local system every carrier does, so that each format can be tried. */
export function maySpeakFor(
  c: Context<Edge>,
  { codec, settings }: Pick<Carrier, 'codec' | 'settings'>,
  msisdn: Msisdn,
): boolean {
  const { market, settings: own } = c.var.parts;
  const serves = settings.serves ?? (own.gateways.isLocal ? (['home'] as const) : codec.serves);
  return speaksFor(serves, msisdn, market);
}

/** Wakes somebody where a carrier speaks again and again for numbers that it may not, once a minute. */
export function watchStray(c: Context<Edge>, name: CarrierName): void {
  const now = c.var.parts.clock.now();
  const watch = watches.get(name) ?? {
    stray: slidingWindowLimit(tolerated),
    alerts: slidingWindowLimit(1),
  };
  watches.set(name, watch);
  if (watch.stray.allows(now) || !watch.alerts.allows(now)) return;
  alert('numbers_not_served', new Error(`${name} speaks for numbers that it may not speak for`));
}
