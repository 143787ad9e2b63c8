/** The settings of the vendors' callbacks: a token for each kind, so that what leaks of one opens no other. */
import { z } from 'zod';
import { type CallbackKind, type CallbackSettings, caller } from '../http/callback-token.ts';
import { servedNumbers } from '../http/served-numbers.ts';
import { airtimeVendors } from './airtime/index.ts';
import { simSwapVendors } from './sim-swap/index.ts';
import { smsVendors } from './sms/index.ts';

/** The vendors that have callbacks of each kind. */
const vendorsOf: Readonly<Record<CallbackKind, object>> = {
  sms: smsVendors,
  airtime: airtimeVendors,
  insights: simSwapVendors,
};

/** `serves`: the numbers whose messages the vendor may bring. Absent: those that its file names. */
const smsCaller = caller.extend({ serves: servedNumbers.optional() });

/** One vendor's callbacks by their kinds. The settings beside the kinds are for all of them, on a local system. */
export const vendorCallbacks = z.strictObject({
  ...caller.partial().shape,
  sms: smsCaller.optional(),
  airtime: caller.optional(),
  insights: caller.optional(),
});

export interface VendorCallbacks extends Readonly<Partial<Record<CallbackKind, CallbackSettings>>> {
  readonly sms?: z.infer<typeof smsCaller>;
}

/** Returns the settings of each kind that the vendor has. What has no effect, or is for local systems only, is a complaint. */
export function callbacksOf(
  name: string,
  given: z.infer<typeof vendorCallbacks> | undefined,
  isLocal: boolean,
  complain: (at: string, message: string) => void,
): VendorCallbacks {
  if (!given) return {};
  const { sms, airtime, insights, token, ...rest } = given;
  const own = { sms, airtime, insights };
  const shared = token === undefined ? undefined : { token, ...rest };
  const kinds = Object.keys(vendorsOf) as CallbackKind[];
  const idle = kinds.filter((kind) => own[kind] && !Object.hasOwn(vendorsOf[kind], name));
  for (const kind of idle) complain(kind, `has no effect, because ${name} has no such callbacks`);
  if (!shared && !sms && !airtime && !insights) complain('token', 'is missing');
  if (shared && !isLocal) {
    complain('token', 'is one for all callbacks; set one for each kind, as {"sms":{"token":"…"}}');
  }
  const found = kinds
    .filter((kind) => Object.hasOwn(vendorsOf[kind], name))
    .map((kind) => [kind, own[kind] ?? shared] as const)
    .filter(([, settings]) => settings);
  return Object.fromEntries(found);
}
