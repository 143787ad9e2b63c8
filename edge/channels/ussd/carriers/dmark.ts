/**
 * DMark sends a query with the last input, and takes JSON. It does not report the end of a session.
 *
 * Source: praekeltfoundation/vumi, vumi/transports/dmark
 */
import { z } from 'zod';
import { asJson, type Codec, callback, field, read, textsOf } from './codec.ts';

const turn = z.object({
  transactionId: field.sessionId,
  msisdn: field.msisdn,
  ussdServiceCode: field.label,
  ussdRequestString: field.input,
});

export const dmark: Codec = {
  method: callback('GET'),
  envelope: 0,
  numberField: 'msisdn',
  serves: ['UG'],
  unsaid: ['network'],

  decode({ query }) {
    const message = read(turn, textsOf(query));
    if ('unreadable' in message) return message;
    const { transactionId: sessionId, msisdn, ussdServiceCode: service } = message;
    return { event: 'turn', sessionId, msisdn, service, input: message.ussdRequestString };
  },

  encode: ({ text, end }) => asJson({ responseString: text, action: end ? 'end' : 'request' }),
  acknowledge: () => asJson({ responseString: '', action: 'end' }),
};
