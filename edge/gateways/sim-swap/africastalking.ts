/**
 * Africa's Talking's SIM-swap insight: https://developers.africastalking.com/docs/insights/sim-swap
 *
 * It takes a question and queues it; the verdict comes later, to the callback that is set in its dashboard. The verdict
 * names the request that asked, and no number, so we have to remember whom the request was about.
 */
import { z } from 'zod';
import { read, type Unreadable } from '../../http/fields.ts';
import { account, ask } from '../africastalking.ts';
import { vendor } from '../vendor.ts';
import type { SimSwapGateway, SimSwapVendor, SimSwapVerdict } from './port.ts';

const requestId = z.string().regex(/^[\w.:-]{1,128}$/);

const taken = z.object({
  responses: z.tuple([z.object({ status: z.string(), requestId })]).rest(z.unknown()),
});

export const africastalking: SimSwapVendor = {
  ...vendor(
    account,
    (settings): SimSwapGateway => ({
      async ask(msisdn) {
        const answer = await ask(settings, (sdk) => sdk.INSIGHTS.checkSimSwapState([`+${msisdn}`]));
        const [number] = taken.safeParse(answer).data?.responses ?? [];
        // As with messages, only the number's own row counts.
        if (!number || number.status === 'Failed' || number.requestId === 'None') {
          throw new Error("Africa's Talking did not take the question");
        }
        return { requestId: number.requestId };
      },
    }),
  ),
  callbacks: { verdict },
};

/** `lastSimSwapDate` is a day as 31-12-2024; of a SIM that was never changed it is this one. */
const never = '01-01-1900';

const body = z.object({
  requestId,
  status: z.enum(['Swapped', 'NotSwapped']).optional(),
  lastSimSwapDate: z.string().regex(/^\d{2}-\d{2}-\d{4}$/),
});

const day = 24 * 60 * 60 * 1_000;

/**
 * Unreadable where it is no verdict (a check that failed, or is not over). A day has no hour, and the change may have been
 * in its last: it counts as of the day's end, though not of a time that is still to come. `status` is what the network
 * makes of the date for itself, and is not looked at further.
 */
function verdict(fields: unknown, now: number): SimSwapVerdict | Unreadable {
  const told = read(body, fields);
  if ('unreadable' in told) return told;
  const { requestId, lastSimSwapDate } = told;
  if (lastSimSwapDate === never) return { requestId };
  const [date, month, year] = lastSimSwapDate.split('-');
  const midnight = Date.parse(`${year}-${month}-${date}T00:00:00Z`);
  // JavaScript's 31st of April is the first of May.
  const exists = new Date(midnight).getUTCDate() === Number(date);
  return exists
    ? { requestId, changedAt: Math.min(midnight + day, now) }
    : { unreadable: ['lastSimSwapDate wrong'] };
}
