/** The simulated phone network's answers about SIMs. Development and demonstration only. */
import { z } from 'zod';
import { vendor } from '../vendor.ts';
import type { SimSwapGateway, SimSwapVendor } from './port.ts';

/** The SIMs of these numbers were changed an hour before anybody asks, so that a swap's consequences can be seen. */
const swapped = /^254798/;

const hour = 60 * 60 * 1_000;

export const handset: SimSwapVendor = {
  simulated: true,
  ...vendor(
    z.object({}),
    (_, { clock }): SimSwapGateway => ({
      async ask(msisdn) {
        const requestId = `SIM_${crypto.randomUUID()}`;
        const changed = swapped.test(msisdn) ? { changedAt: clock.now() - hour } : {};
        return { requestId, verdict: { requestId, ...changed } };
      },
    }),
  ),
};
