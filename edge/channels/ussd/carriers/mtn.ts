/**
 * MTN's messaging API, version 1, sends JSON: the number `messageType` is the event.
 *
 * Source: MTN Group's swagger of the "MTN Messaging USSD API" 1.0.0, InboundRequest and InboundResponse
 * (api-evangelist/mtn-group, openapi/_original/mtn-group-ussd.yml)
 */
import { z } from 'zod';
import {
  asJson,
  type Codec,
  callback,
  type Echo,
  eventOf,
  field,
  fieldOf,
  json,
  jsonOf,
  read,
} from './codec.ts';

const turn = z.object({
  sessionId: field.sessionId,
  messageType: field.oneOf('0', '1').optional(),
  msisdn: field.msisdn,
  serviceCode: field.label,
  ussdString: field.input,
  imsi: field.label,
});

const ending = z.object({ sessionId: field.sessionId, msisdn: field.owner });

/** 0 begins a session and 1 continues it. */
const endings: Readonly<Record<string, 'end' | 'abort' | 'timeout'>> = {
  2: 'end',
  4: 'abort',
  5: 'timeout',
};

export const mtn: Codec = {
  method: callback('POST'),
  content: json,
  envelope: 0,
  numberField: 'msisdn',
  // MTN Group's networks in the countries that have a market.
  serves: ['CM', 'GH', 'NG', 'RW', 'UG', 'ZA', 'ZM'],
  isNetwork: true,
  unsaid: ['network'],

  decode({ body }) {
    const fields = jsonOf(body);
    const type = String(fieldOf(fields, 'messageType'));
    if (type === '3') return { event: 'notice', status: 'notification' };
    const over = endings[type];
    if (over) {
      const session = read(ending, fields);
      if ('unreadable' in session) return session;
      const { sessionId, msisdn } = session;
      return { event: over, sessionId, msisdn, echo: { sessionId } };
    }
    const message = read(turn, fields);
    if ('unreadable' in message) return message;
    const { sessionId, msisdn, messageType, serviceCode: service, ussdString: input } = message;
    const event = eventOf(messageType, '0');
    const answer = { event, sessionId, msisdn, service, input, echo: { sessionId } };
    return isImsi(message.imsi) ? { ...answer, imsi: message.imsi } : answer;
  },

  encode: ({ text, end }, echo) => reply(text, !end, echo),
  acknowledge: (echo) => reply('', false, echo),
};

/** ITU-T E.212: an IMSI has up to 15 digits, and its first five or six are the network's. */
function isImsi(text: string | undefined): text is string {
  return text !== undefined && /^\d{14,15}$/.test(text);
}

/**
 * The schema requires `data.outboundResponse` too, which it gives no meaning here; in the answer to a push "0000" is success. The
 * transaction is named by its session, so that a repeated turn gets the same bytes.
 */
function reply(inboundResponse: string, userInputRequired: boolean, { sessionId = '' }: Echo) {
  return asJson({
    statusCode: '0000',
    statusMessage: 'Success',
    transactionId: String(sessionId),
    data: {
      inboundResponse,
      userInputRequired,
      messageType: userInputRequired ? 1 : 2,
      outboundResponse: '0000',
    },
    _link: { self: { href: '/messages/ussd/inbound' } },
  });
}
