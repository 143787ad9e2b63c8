/**
 * Airtel, by Comviva's Flares 1.5, sends a query with the last input; the first one is the code without its "*" and "#". A
 * header of the reply continues or ends the session. A call with `clean` says that the session is over.
 */
import { z } from 'zod';
import { type Codec, callback, field, plain, readFields } from './codec.ts';

const turn = z.object({
  SessionID: field.sessionId,
  MSISDN: field.msisdn,
  MSC: field.label,
  input: field.input,
});

const cleanup = z.object({
  SessionID: field.sessionId,
  msisdn: field.msisdn,
  clean: field.label,
  error: field.label,
});

export const airtel: Codec = {
  method: callback('GET'),
  envelope: 0,

  credentials: ({ query }) => ({ userid: query.get('userid'), password: query.get('password') }),

  decode({ query }) {
    if (query.has('clean')) {
      const read = readFields(cleanup, query);
      return read && { event: 'abort', sessionId: read.SessionID, msisdn: read.msisdn };
    }
    const read = readFields(turn, query);
    if (!read) return undefined;
    const { SessionID: sessionId, MSISDN: msisdn, input } = read;
    return { event: 'turn', sessionId, msisdn, input };
  },

  /** FC is "free flow, continue", FB "break". A screen costs the customer nothing. */
  encode: ({ text, end }) => plain(text, { Freeflow: end ? 'FB' : 'FC', charge: 'N', amount: '0' }),
  acknowledge: () => plain(''),
};
