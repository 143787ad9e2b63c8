/**
 * What Africa's Talking's SIM-swap insight says. Its callback names the request that asked, and no number, so whoever
 * asked has to know whom it was about.
 */
import { z } from 'zod';

export interface SimSwapVerdict {
  readonly requestId: string;
  /** When the SIM was last changed (milliseconds since 1970, UTC); undefined where it never was. */
  readonly changedAt?: number;
}

/** `lastSimSwapDate` is a day as 31-12-2024; of a SIM that was never changed it is this one. */
const never = '01-01-1900';

export const requestId = z.string().regex(/^[\w.:-]{1,128}$/);

const body = z.object({
  requestId,
  status: z.enum(['Swapped', 'NotSwapped']),
  lastSimSwapDate: z.string().regex(/^\d{2}-\d{2}-\d{4}$/),
});

const day = 24 * 60 * 60 * 1_000;

/**
 * Undefined where it is no verdict (a check that failed, or is not over). A day has no hour, and the change may have been
 * in its last: it counts as of the day's end, though not of a time that is still to come. `status` is what the network
 * makes of the date for itself, and is not looked at further.
 */
export function readSimSwap(fields: unknown, now: number): SimSwapVerdict | undefined {
  const read = body.safeParse(fields).data;
  if (!read) return undefined;
  const { requestId, lastSimSwapDate } = read;
  if (lastSimSwapDate === never) return { requestId };
  const [date, month, year] = lastSimSwapDate.split('-');
  const midnight = Date.parse(`${year}-${month}-${date}T00:00:00Z`);
  // JavaScript's 31st of April is the first of May.
  const exists = new Date(midnight).getUTCDate() === Number(date);
  return exists ? { requestId, changedAt: Math.min(midnight + day, now) } : undefined;
}
