/**
 * Africa's Talking's SMS: https://developers.africastalking.com/docs/sms/sending/bulk
 *
 * It takes no message ids of ours and has no question for a message, so a message without an answer stays with it: see
 * README.md.
 */
import { z } from 'zod';
import { form, read, textsOf } from '../../http/fields.ts';
import { account, ask, NoAnswer, refusalOf } from '../africastalking.ts';
import { vendor } from '../vendor.ts';
import type { DeliveryReport, SmsAnswer, SmsGateway, SmsVendor } from './port.ts';

const options = account.extend({
  /** The sender of SMS, a short code or a name. Without it Africa's Talking uses its own. */
  AFRICASTALKING_SENDER: z.string().optional(),
});

/** The status codes of a recipient's row that say that the message was taken. */
const accepted = new Set([100, 101, 102]);
/** Trying again changes nothing: sender id, number, number type, blacklist, do not disturb. */
const final = new Set([402, 403, 404, 406, 409]);
/** About the number or the text, so no other gateway is tried: held as a risk, number, number type, blacklist, do not disturb. */
const aboutMessage = new Set([401, 403, 404, 406, 409]);

const sent = z.object({
  SMSMessageData: z.object({
    Recipients: z.array(z.object({ statusCode: z.number(), messageId: z.string() })),
  }),
});

function judged(answer: unknown): SmsAnswer {
  const read = sent.safeParse(answer).data;
  if (!read) throw new NoAnswer(undefined);
  const [recipient] = read.SMSMessageData.Recipients;
  // An HTTP 201 that says "Sent to 0/1" is a refusal: only the recipient's own row counts.
  if (!recipient) return { refused: 'no recipient in the answer', final: false, elsewhere: true };
  const { statusCode, messageId } = recipient;
  if (accepted.has(statusCode) && messageId !== 'None') return { messageId };
  return {
    refused: `status ${statusCode}`,
    final: final.has(statusCode),
    elsewhere: !aboutMessage.has(statusCode),
  };
}

const id = z.string().regex(/^[!-~]{1,128}$/);

const incoming = z.object({
  id,
  from: z.string().min(1).max(24),
  text: z.string().max(2_000).default(''),
});

const delivery = z.object({
  id,
  status: z.string().max(64),
  failureReason: z.string().max(128).optional().catch(undefined),
});

/** The statuses that a message ends with: https://developers.africastalking.com/docs/sms/notifications */
const ends: Readonly<Record<string, DeliveryReport['end']>> = {
  Success: 'delivered',
  Failed: 'undelivered',
  Rejected: 'undelivered',
  AbsentSubscriber: 'undelivered',
  Expired: 'undelivered',
};

export const africastalking: SmsVendor = {
  ...vendor(
    options,
    (settings): SmsGateway => ({
      async send({ to, text }) {
        const { AFRICASTALKING_SENDER: from } = settings;
        const message = { to: [`+${to}`], message: text, ...(from && { from }) };
        try {
          return judged(await ask(settings, (sdk) => sdk.SMS.send(message)));
        } catch (error) {
          return { refused: refusalOf(error), final: false, elsewhere: true };
        }
      },
    }),
  ),

  callbacks: {
    content: form,
    // A receipt is 160 characters, however it is written down.
    maxBytes: 8 * 1024,
    serves: ['CM', 'GH', 'KE', 'NG', 'RW', 'SN', 'TZ', 'UG', 'ZA', 'ZM'],
    delivery(body) {
      const report = read(delivery, textsOf(new URLSearchParams(body)));
      if ('unreadable' in report) return [report];
      const { id: messageId, status, failureReason: why } = report;
      const end = Object.hasOwn(ends, status) ? ends[status] : undefined;
      return [{ messageId, end, status, ...(why && { why }) }];
    },
    inbound(body) {
      return [read(incoming, textsOf(new URLSearchParams(body)))];
    },
  },
};
