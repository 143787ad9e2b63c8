/** The simulated phone network: keeps what was sent to each number. Development and demonstration only. */
import type { Pseudonyms } from '../../crypto.ts';
import type { Env } from '../../env.ts';
import type { SmsGateway } from './port.ts';

export function simulatedSms(env: Env, keys: Pseudonyms): SmsGateway {
  return {
    async send({ to, text }) {
      const id = `SIM_${crypto.randomUUID()}`;
      const sentAt = new Date().toISOString();
      await env.HANDSET.getByName(keys.subscriber(to)).receive({ id, to, text, sentAt });
      return { messageId: id };
    },
  };
}
