/** What the simulated phone network knows of SIMs. Development and demonstration only. */
import type { Clock } from '../../../core/clock.ts';
import type { SimSwapGateway } from './port.ts';

/** The SIMs of these numbers were changed an hour before anybody asks, so that it can be seen what comes of it. */
const swapped = /^254798/;

const hour = 60 * 60 * 1_000;

export function simulatedSimSwap(clock: Clock): SimSwapGateway {
  return {
    async ask(msisdn) {
      const requestId = `SIM_${crypto.randomUUID()}`;
      const changed = swapped.test(msisdn) ? { changedAt: clock.now() - hour } : {};
      return { requestId, verdict: { requestId, ...changed } };
    },
  };
}
