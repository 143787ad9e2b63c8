/**
 * The simulated phone network: keeps what was sent to each number. It knows a message by our name for it, so what is handed over
 * again after a crash is delivered once. Development and demonstration only.
 */
import { z } from 'zod';
import { vendor } from '../vendor.ts';
import type { SmsGateway, SmsVendor } from './port.ts';

export const handset: SmsVendor = {
  simulated: true,
  ...vendor(
    z.object({}),
    (_, { deliver }): SmsGateway => ({
      async send({ to, text, messageId }) {
        const id = `SIM_${messageId}`;
        await deliver({ id, to, text, sentAt: new Date().toISOString() });
        return { messageId: id };
      },
    }),
  ),
};
