/** Every SIM-swap gateway, by its name in SIM_SWAP_GATEWAY and in its callback's path. A new one is a file and a row here. */
import { africastalking } from './africastalking.ts';
import type { SimSwapVendor } from './port.ts';
import { handset } from './simulator.ts';

export const simSwapVendors = { africastalking, handset } satisfies Record<string, SimSwapVendor>;

/** The callbacks of the vendor of this name, where there are any. */
export function simSwapCallbacksOf(name: string): SimSwapVendor['callbacks'] {
  const vendors: Readonly<Record<string, SimSwapVendor>> = simSwapVendors;
  return Object.hasOwn(vendors, name) ? vendors[name]?.callbacks : undefined;
}
