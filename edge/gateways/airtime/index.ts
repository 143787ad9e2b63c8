/** Every airtime gateway, by its name in AIRTIME_GATEWAY and in its callback's path. A new one is a file and a row here. */
import { africastalking } from './africastalking.ts';
import type { AirtimeVendor } from './port.ts';
import { handset } from './simulator.ts';

export const airtimeVendors = { africastalking, handset } satisfies Record<string, AirtimeVendor>;

/** The callbacks of the vendor of this name, where there are any. */
export function airtimeCallbacksOf(name: string): AirtimeVendor['callbacks'] {
  const vendors: Readonly<Record<string, AirtimeVendor>> = airtimeVendors;
  return Object.hasOwn(vendors, name) ? vendors[name]?.callbacks : undefined;
}
