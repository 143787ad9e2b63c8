/** Every SMS gateway, by its name in SMS_GATEWAY and in its callbacks' paths. A new one is a file and a row here. */
import { africastalking } from './africastalking.ts';
import { infobip } from './infobip.ts';
import type { SmsVendor } from './port.ts';
import { handset } from './simulator.ts';

export const smsVendors = {
  africastalking,
  infobip,
  handset,
} satisfies Record<string, SmsVendor>;

/** The callbacks of the vendor of this name, where there are any. */
export function smsCallbacksOf(name: string): SmsVendor['callbacks'] {
  const vendors: Readonly<Record<string, SmsVendor>> = smsVendors;
  return Object.hasOwn(vendors, name) ? vendors[name]?.callbacks : undefined;
}
