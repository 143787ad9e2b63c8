/** The simulated phone network: keeps what was sent to each number. Development and demonstration only. */
import { z } from 'zod';
import { vendor } from '../vendor.ts';
import type { SmsGateway, SmsVendor } from './port.ts';

export const handset: SmsVendor = {
  simulated: true,
  ...vendor(
    z.object({}),
    (_, { deliver }): SmsGateway => ({
      async send({ to, text }) {
        const id = `SIM_${crypto.randomUUID()}`;
        await deliver({ id, to, text, sentAt: new Date().toISOString() });
        return { messageId: id };
      },
    }),
  ),
};
