/** The address that a call comes from. */
import { z } from 'zod';
import { jsonSetting } from './fields.ts';
import { inRanges, ipRange } from './ip-ranges.ts';

/** Another proxy before the Worker: the header that it writes the caller's address into, and the addresses that it calls from. */
export const proxySetting = jsonSetting(
  z.strictObject({
    header: z.string().regex(/^[A-Za-z][A-Za-z0-9-]{0,63}$/, 'is not the name of a header'),
    /** Absent where nothing but the proxy can reach the Worker. */
    sources: z.array(ipRange).min(1).optional(),
  }),
);

/**
 * Cloudflare writes `cf-connecting-ip` itself, whatever the caller wrote there. A proxy's header is believed only where the
 * setting names it, and only in calls that come from the proxy: whoever calls past it can write what they like. Each
 * proxy adds the address that it saw at the end of the list.
 */
export function sourceAddress(
  headers: Pick<Headers, 'get'>,
  proxy: z.infer<typeof proxySetting> | undefined,
): string {
  const nearest = headers.get('cf-connecting-ip') ?? '';
  if (!proxy || (proxy.sources && !inRanges(proxy.sources, nearest))) return nearest;
  return headers.get(proxy.header)?.split(',').at(-1)?.trim() ?? '';
}
