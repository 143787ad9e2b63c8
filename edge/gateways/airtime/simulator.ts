/** Airtime of the simulated phone network: its SMS tells of it. Development and demonstration only. */
import { z } from 'zod';
import { formatAmount } from '../../../core/markets/format.ts';
import { vendor } from '../vendor.ts';
import type { AirtimeGateway, AirtimeVendor } from './port.ts';

/** The simulated network has no subscribers with these numbers, so that a failed delivery can be tried. */
const nobody = /^254799/;

/** It takes airtime for these numbers and never says what became of it. */
const silent = /^254798/;

export const handset: AirtimeVendor = {
  simulated: true,
  ...vendor(
    z.object({}),
    (_, { deliver, market }): AirtimeGateway => ({
      async send({ to, amount, key }) {
        if (nobody.test(to)) return { refused: 'no such subscriber', final: true };
        const text = `You have received ${formatAmount(amount, market)} airtime.`;
        const sentAt = new Date().toISOString();
        await deliver({ id: `SIM_airtime_${key}`, to, text, sentAt });
        const requestId = `SIM_${key}`;
        return silent.test(to) ? { requestId } : { requestId, delivered: true };
      },
    }),
  ),
};
