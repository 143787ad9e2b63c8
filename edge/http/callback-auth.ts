/** Lets in the callbacks of gateways: by the gateway's own token in the path, and the addresses that it calls from. */
import type { Context, MiddlewareHandler } from 'hono';
import { sameSecret } from '../crypto.ts';
import { log } from '../telemetry/log.ts';
import type { CallbackKind, CallbackSettings } from './callback-token.ts';
import type { Edge } from './context.ts';
import { inRanges } from './ip-ranges.ts';
import { wrongMethod } from './problem.ts';
import { sourceAddress } from './source-address.ts';

/** Says what is wrong with a call to a path with `:token` in it; undefined where nothing is. */
export function callbackRefusal(
  c: Context<Edge>,
  settings: CallbackSettings,
): 'token' | 'source' | undefined {
  const { sources } = settings;
  if (!opens(c.req.param('token') ?? '', settings)) return 'token';
  const source = sourceAddress(c.req.raw.headers, c.var.parts.settings.PROXY);
  return sources && !inRanges(sources, source) ? 'source' : undefined;
}

/** True if this token opens the callbacks: the one that is set, or the one before it. */
export function opens(
  given: string,
  { token, previousToken }: Pick<CallbackSettings, 'token' | 'previousToken'>,
): boolean {
  const isPrevious = previousToken !== undefined && sameSecret(given, previousToken);
  return sameSecret(given, token) || isPrevious;
}

/**
 * Middleware of the paths of a kind with `:gateway` and `:token`: lets in POST requests of that gateway. For everybody else
 * the path is not there.
 */
export function gatewayCallback(kind: CallbackKind): MiddlewareHandler<Edge> {
  return async (c, next) => {
    const name = c.req.param('gateway') ?? '';
    const { callbacks } = c.var.parts.settings.gateways;
    if (!Object.hasOwn(callbacks, name)) return c.notFound();
    const own = callbacks[name as keyof typeof callbacks]?.[kind];
    const why = own ? callbackRefusal(c, own) : 'not_set_up';
    if (why) {
      log('callback_refused', { gateway: name, kind, why });
      return c.notFound();
    }
    return c.req.method === 'POST' ? next() : wrongMethod('POST')();
  };
}
