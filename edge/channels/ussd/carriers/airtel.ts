/**
 * Airtel, by Comviva's Flares 1.5, sends a query with the last input; the first one is the code without its "*" and "#". A
 * header of the reply continues or ends the session. A call with `clean` says that the session is over.
 *
 * Source: praekeltfoundation/vumi, vumi/transports/airtel (Flares 1.5.0, document 1.2.0, and calls as seen in production)
 */
import { z } from 'zod';
import { type Codec, callback, field, plain, read, textsOf } from './codec.ts';

const turn = z.object({
  SessionID: field.sessionId,
  MSISDN: field.msisdn,
  input: field.input,
});

const cleanup = z.object({
  SessionID: field.sessionId,
  msisdn: field.owner,
  MSISDN: field.owner,
});

export const airtel: Codec = {
  method: callback('GET'),
  envelope: 0,
  numberField: 'MSISDN',
  // Airtel Africa's networks in the countries that have a market.
  serves: ['KE', 'NG', 'RW', 'TZ', 'UG', 'ZM'],
  isNetwork: true,
  unsaid: ['network'],

  credentials: ({ query }) => ({ userid: query.get('userid'), password: query.get('password') }),

  decode({ query }) {
    const fields = textsOf(query);
    if (query.has('clean')) {
      const over = read(cleanup, fields);
      if ('unreadable' in over) return over;
      return { event: 'abort', sessionId: over.SessionID, msisdn: over.msisdn ?? over.MSISDN };
    }
    const message = read(turn, fields);
    if ('unreadable' in message) return message;
    const { SessionID: sessionId, MSISDN: msisdn, input } = message;
    return { event: 'turn', sessionId, msisdn, input };
  },

  /** FC is "free flow, continue", FB "break". A screen costs the customer nothing. */
  encode: ({ text, end }) => plain(text, { Freeflow: end ? 'FB' : 'FC', charge: 'N', amount: '0' }),
  acknowledge: () => plain(''),
};
