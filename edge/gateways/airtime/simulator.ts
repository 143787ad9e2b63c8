/** Airtime of the simulated phone network: its SMS tells of it. Development and demonstration only. */
import { formatAmount } from '../../../core/markets/format.ts';
import type { Market } from '../../../core/markets/market.ts';
import type { Pseudonyms } from '../../crypto.ts';
import type { Env } from '../../env.ts';
import type { AirtimeGateway } from './port.ts';

/** Of these numbers the simulated network has no subscriber, so that what cannot be delivered can be tried. */
const nobody = /^254799/;

export function simulatedAirtime(env: Env, keys: Pseudonyms, market: Market): AirtimeGateway {
  return {
    async send({ to, amount, key }) {
      if (nobody.test(to)) return { refused: 'no such subscriber', final: true };
      const text = `You have received ${formatAmount(amount, market)} airtime.`;
      const sentAt = new Date().toISOString();
      const sms = { id: `SIM_airtime_${key}`, to, text, sentAt };
      await env.HANDSET.getByName(keys.subscriber(to)).receive(sms);
      return { requestId: `SIM_${key}` };
    },
  };
}
