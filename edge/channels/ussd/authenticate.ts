/** Who is let in: the carriers that are set up, by the token in the path, where they call from, and their credentials. */
import type { Context } from 'hono';
import { sameSecret } from '../../crypto.ts';
import type { Edge } from '../../http/context.ts';
import { inRanges } from '../../http/ip-ranges.ts';
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
  /** The request without its body, which is read when all else is right. */
  readonly request: CarrierRequest;
}

/**
 * The carrier of this name, where it is the one who calls a path with `:token` as its third part. To everybody else it
 * shall be a path that is not there.
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

/** Who is called for; undefined where nobody of that name is set up. */
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
  if (!sameSecret(c.req.param('token') ?? '', settings.token)) return 'token';
  // Cloudflare sets it, whatever the caller wrote there.
  const source = c.req.header('cf-connecting-ip') ?? '';
  if (settings.sources && !inRanges(settings.sources, source)) return 'source';
  const given = codec.credentials?.(request);
  const { userid, password } = settings;
  const entitled =
    (userid === undefined || sameSecret(given?.userid ?? '', userid)) &&
    (password === undefined || sameSecret(given?.password ?? '', password));
  return entitled ? undefined : 'credentials';
}

function requestOf(c: Context<Edge>): CarrierRequest {
  const { pathname, searchParams } = new URL(c.req.url);
  const behindToken = pathname.split('/').slice(4);
  const path = behindToken.map((part) => `/${part}`).join('');
  const { method, headers } = c.req.raw;
  return { method, path, query: searchParams, headers, body: '' };
}
