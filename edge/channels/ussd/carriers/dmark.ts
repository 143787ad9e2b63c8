/** DMark sends a query with the last input, and takes JSON. It does not report the end of a session. */
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
