/**
 * Africa's Talking's SIM-swap insight: https://developers.africastalking.com/docs/insights/sim-swap
 *
 * It takes a question and queues it; the verdict comes later, to the callback that is set in its dashboard.
 */
import { z } from 'zod';
import type { Settings } from '../../settings.ts';
import { ask } from '../africastalking.ts';
import type { SimSwapGateway } from './port.ts';
import { requestId } from './verdict.ts';

const taken = z.object({
  responses: z.tuple([z.object({ status: z.string(), requestId })]).rest(z.unknown()),
});

export function africasTalkingSimSwap(settings: Settings): SimSwapGateway {
  return {
    async ask(msisdn) {
      const answer = await ask(settings, (sdk) => sdk.INSIGHTS.checkSimSwapState([`+${msisdn}`]));
      const [number] = taken.safeParse(answer).data?.responses ?? [];
      // As of messages, only the number's own row counts.
      if (!number || number.status === 'Failed' || number.requestId === 'None') {
        throw new Error("Africa's Talking did not take the question");
      }
      return { requestId: number.requestId };
    },
  };
}
