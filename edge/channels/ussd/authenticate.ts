/** Authenticates callbacks: by the token in the path, the source address, and the credentials that the protocol has. */
import type { Context } from 'hono';
import { sameSecret } from '../../crypto.ts';
import { callbackRefusal } from '../../http/callback-auth.ts';
import type { Edge } from '../../http/context.ts';
import { log } from '../../telemetry/log.ts';
import type { CarrierRequest, Codec } from './carriers/codec.ts';
import { type CarrierName, carriers } from './carriers/index.ts';
import type { CarrierSettings } from './settings.ts';

export interface Carrier {
  readonly name: CarrierName;
  readonly codec: Codec;
  readonly settings: CarrierSettings;
}

interface Caller extends Carrier {
  /** The request without its body, which is read after authentication. */
  readonly request: CarrierRequest;
}

/**
 * The carrier of this name, if this request comes from it; the third part of the path is its token. For undefined the
 * caller answers 404, so that a stranger cannot tell that the path exists.
 */
export function authenticateCallback(c: Context<Edge>, name: string): Caller | undefined {
  const carrier = carrierOf(c, name);
  if (!carrier) return undefined;
  const request = requestOf(c);
  const why = refusal(c, carrier, request);
  if (!why) return { ...carrier, request };
  log('callback_refused', { carrier: carrier.name, why });
  return undefined;
}

/** The configured carrier with this name, or undefined. */
function carrierOf(c: Context<Edge>, name: string): Carrier | undefined {
  if (!Object.hasOwn(carriers, name)) return undefined;
  const known = name as CarrierName;
  const settings = c.var.parts.settings.CARRIERS[known];
  return settings && { name: known, codec: carriers[known], settings };
}

function refusal(
  c: Context<Edge>,
  { codec, settings }: Carrier,
  request: CarrierRequest,
): 'token' | 'source' | 'credentials' | undefined {
  const why = callbackRefusal(c, settings);
  if (why) return why;
  const given = codec.credentials?.(request);
  const { userid, password } = settings;
  const hasCredentials =
    (userid === undefined || sameSecret(given?.userid ?? '', userid)) &&
    (password === undefined || sameSecret(given?.password ?? '', password));
  return hasCredentials ? undefined : 'credentials';
}

function requestOf(c: Context<Edge>): CarrierRequest {
  const { pathname, searchParams } = new URL(c.req.url);
  const afterToken = pathname.split('/').slice(4);
  const path = afterToken.map((part) => `/${part}`).join('');
  const { method, headers } = c.req.raw;
  return { method, path, query: searchParams, headers, body: '' };
}
