/** Lets in the callbacks of gateways: by the gateway's own token in the path, and the addresses that it calls from. */
import type { Context, MiddlewareHandler } from 'hono';
import { sameSecret } from '../crypto.ts';
import { log } from '../telemetry/log.ts';
import type { Edge } from './context.ts';
import { inRanges, type ipRange } from './ip-ranges.ts';
import { wrongMethod } from './problem.ts';

/** The token in the callback's path, and the addresses that calls may come from: any, where none are named. */
export interface CallbackSettings {
  readonly token: string;
  /** The token before it, which still opens until the caller has the new one. */
  readonly previousToken?: string | undefined;
  readonly sources?: readonly (typeof ipRange)['_output'][] | undefined;
}

/** Says what is wrong with a call to a path with `:token` in it; undefined where nothing is. */
export function callbackRefusal(
  c: Context<Edge>,
  settings: CallbackSettings,
): 'token' | 'source' | undefined {
  const { sources } = settings;
  if (!opens(c.req.param('token') ?? '', settings)) return 'token';
  // Cloudflare sets it, whatever the caller wrote there.
  const source = c.req.header('cf-connecting-ip') ?? '';
  return sources && !inRanges(sources, source) ? 'source' : undefined;
}

/** True if this token opens the callbacks: the one that is set, or the one before it. */
export function opens(given: string, { token, previousToken }: CallbackSettings): boolean {
  const isPrevious = previousToken !== undefined && sameSecret(given, previousToken);
  return sameSecret(given, token) || isPrevious;
}

/**
 * Middleware of the paths with `:gateway` and `:token`: lets in POST requests of that gateway. For everybody else the path
 * is not there.
 */
export const gatewayCallback: MiddlewareHandler<Edge> = async (c, next) => {
  const name = c.req.param('gateway') ?? '';
  const { callbacks } = c.var.parts.settings.gateways;
  if (!Object.hasOwn(callbacks, name)) return c.notFound();
  const own = callbacks[name as keyof typeof callbacks];
  const why = own ? callbackRefusal(c, own) : 'not_set_up';
  if (why) {
    log('callback_refused', { gateway: name, why });
    return c.notFound();
  }
  return c.req.method === 'POST' ? next() : wrongMethod('POST')();
};
