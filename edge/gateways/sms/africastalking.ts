/** Africa's Talking's SMS. */
import { z } from 'zod';
import type { Settings } from '../../settings.ts';
import { ask } from '../africastalking.ts';
import type { SmsGateway } from './port.ts';

/** What the status codes of a recipient's row mean: https://developers.africastalking.com/docs/sms/sending/bulk */
const accepted = new Set([100, 101, 102]);
/** Trying again changes nothing: sender id, number, number type, blacklist, do not disturb. */
const final = new Set([402, 403, 404, 406, 409]);

const sent = z.object({
  SMSMessageData: z.object({
    Recipients: z.array(z.object({ statusCode: z.number(), messageId: z.string() })),
  }),
});

export function africasTalkingSms(settings: Settings): SmsGateway {
  const { AFRICASTALKING_SENDER: from } = settings;
  return {
    async send({ to, text }) {
      const message = { to: [`+${to}`], message: text, ...(from && { from }) };
      const answer = await ask(settings, (sdk) => sdk.SMS.send(message));
      const recipient = sent.safeParse(answer).data?.SMSMessageData.Recipients[0];
      // An HTTP 201 that says "Sent to 0/1" is a refusal: only the recipient's own row counts.
      if (!recipient) return { refused: 'no recipient in the answer', final: false };
      const { statusCode, messageId } = recipient;
      if (accepted.has(statusCode) && messageId !== 'None') return { messageId };
      return { refused: `status ${statusCode}`, final: final.has(statusCode) };
    },
  };
}
