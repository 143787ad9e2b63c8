/**
 * Africa's Talking's airtime: https://developers.africastalking.com/docs/airtime/sending
 *
 * The recipient's row says what became of the order, and `Failed` there is final. Where there is no row the request was
 * refused as a whole. It delivered nothing by itself, but it may be the second one of an order whose first was delivered
 * and not answered ("A duplicate request was received within the last 5 minutes"; or the first has emptied the stock), so
 * it is not final here: the consumer, who counts the tries, knows what it means.
 */
import { z } from 'zod';
import { toDecimal } from '../../../core/money.ts';
import { read } from '../../http/fields.ts';
import { account, ask, NoAnswer, refusalOf } from '../africastalking.ts';
import { vendor } from '../vendor.ts';
import type { AirtimeAnswer, AirtimeGateway, AirtimeVendor } from './port.ts';

const taken = z.object({
  errorMessage: z.string(),
  responses: z.array(
    z.object({ status: z.string(), requestId: z.string(), errorMessage: z.string() }),
  ),
});

/** https://developers.africastalking.com/docs/airtime/notifications */
const report = z.object({
  requestId: z.string().regex(/^[\w.:-]{1,128}$/),
  status: z.enum(['Success', 'Failed']),
});

export const africastalking: AirtimeVendor = {
  ...vendor(
    account,
    (settings): AirtimeGateway => ({
      async send({ to, amount, key }) {
        // The SDK takes a number, and writes it as it is: two decimals of up to 10,000.00 are the same in both.
        const recipient = {
          phoneNumber: `+${to}`,
          currencyCode: amount.currency,
          amount: Number(toDecimal(amount)),
        };
        const order = { idempotencyKey: key, recipients: [recipient] };
        try {
          return judged(await ask(settings, (sdk) => sdk.AIRTIME.send(order)));
        } catch (error) {
          return { refused: refusalOf(error), final: false };
        }
      },
    }),
  ),

  callbacks: {
    status(fields) {
      const told = read(report, fields);
      if ('unreadable' in told) return told;
      return { requestId: told.requestId, delivered: told.status === 'Success' };
    },
  },
};

function judged(answer: unknown): AirtimeAnswer {
  const read = taken.safeParse(answer).data;
  const [recipient] = read?.responses ?? [];
  if (recipient && recipient.status !== 'Failed' && recipient.requestId !== 'None') {
    return { requestId: recipient.requestId };
  }
  const message = recipient?.errorMessage ?? read?.errorMessage ?? 'None';
  const ofRequest = reasonOf(message);
  if (recipient?.status === 'Failed' && !ofRequest) {
    return { refused: 'the recipient failed', final: true };
  }
  if (ofRequest || message !== 'None') {
    return { refused: ofRequest ?? 'the whole request', final: false };
  }
  throw new NoAnswer(undefined);
}

/** Says what is wrong with the request and not with its recipient, without the words of others, which may hold a number. */
function reasonOf(message: string): string | undefined {
  if (/duplicate/i.test(message)) return 'a duplicate request';
  return /insufficient|balance|credit/i.test(message) ? 'no stock' : undefined;
}
