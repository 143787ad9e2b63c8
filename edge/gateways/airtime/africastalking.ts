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
import type { Settings } from '../../settings.ts';
import { ask, NoAnswer } from '../africastalking.ts';
import type { AirtimeAnswer, AirtimeGateway } from './port.ts';

const taken = z.object({
  errorMessage: z.string(),
  responses: z.array(
    z.object({ status: z.string(), requestId: z.string(), errorMessage: z.string() }),
  ),
});

/** HTTP says with these that the request was looked at and not done. Others say nothing of what was done. */
const refusing = new Set([400, 401, 402, 403, 404, 429]);

export function africasTalkingAirtime(settings: Settings): AirtimeGateway {
  return {
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
        if (!(error instanceof NoAnswer) || !refusing.has(error.status ?? 0)) throw error;
        return { refused: `HTTP ${error.status}`, final: false };
      }
    },
  };
}

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

/** What is wrong with the request and not with its recipient. Without the words of others, which may hold a number. */
function reasonOf(message: string): string | undefined {
  if (/duplicate/i.test(message)) return 'a duplicate request';
  return /insufficient|balance|credit/i.test(message) ? 'no stock' : undefined;
}
