/**
 * Africa's Talking's SMS, through its SDK. The SDK has no deadline, no types, and errors that hold the API key, so it
 * is loaded only here, raced against a clock, and its errors are not passed on.
 */
import { z } from 'zod';
import type { Settings } from '../env.ts';
import type { SmsGateway } from './gateway.ts';

/** Longer than this and nobody knows whether it was sent (milliseconds). */
const deadline = 10_000;

/** What the status codes of a recipient's row mean: https://developers.africastalking.com/docs/sms/sending/bulk */
const accepted = new Set([100, 101, 102]);
/** Trying again changes nothing: sender id, number, number type, blacklist, do not disturb. */
const final = new Set([402, 403, 404, 406, 409]);

const sent = z.object({
  SMSMessageData: z.object({
    Recipients: z.array(z.object({ statusCode: z.number(), messageId: z.string() })),
  }),
});

export function africasTalking(settings: Settings): SmsGateway {
  const { AFRICASTALKING_USERNAME: username, AFRICASTALKING_API_KEY: apiKey } = settings;
  const { AFRICASTALKING_SENDER: from } = settings;
  return {
    async send({ to, text }) {
      const { default: connect } = await import('africastalking');
      const message = { to: [`+${to}`], message: text, ...(from && { from }) };
      const answer = await withDeadline(connect({ username, apiKey }).SMS.send(message));
      const recipient = sent.safeParse(answer).data?.SMSMessageData.Recipients[0];
      // An HTTP 201 that says "Sent to 0/1" is a refusal: only the recipient's own row counts.
      if (!recipient) return { refused: 'no recipient in the answer', final: false };
      const { statusCode, messageId } = recipient;
      if (accepted.has(statusCode) && messageId !== 'None') return { messageId };
      return { refused: `status ${statusCode}`, final: final.has(statusCode) };
    },
  };
}

async function withDeadline(call: Promise<unknown>): Promise<unknown> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), deadline);
  });
  try {
    return await Promise.race([call, late]);
  } catch {
    throw new Error('the SMS gateway did not answer');
  } finally {
    clearTimeout(timer);
  }
}
