/** DMark: a query with the last input, answered by JSON. It does not tell when a session is over. */
import { z } from 'zod';
import { asJson, type Codec, callback, field, readFields } from './codec.ts';

const turn = z.object({
  transactionId: field.sessionId,
  msisdn: field.msisdn,
  ussdServiceCode: field.label,
  ussdRequestString: field.input,
});

export const dmark: Codec = {
  method: callback('GET'),
  envelope: 0,

  decode({ query }) {
    const read = readFields(turn, query);
    if (!read) return undefined;
    const { transactionId: sessionId, msisdn, ussdServiceCode: service } = read;
    return { event: 'turn', sessionId, msisdn, service, input: read.ussdRequestString };
  },

  encode: ({ text, end }) => asJson({ responseString: text, action: end ? 'end' : 'request' }),
  acknowledge: () => asJson({ responseString: '', action: 'end' }),
};
