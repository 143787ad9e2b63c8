/** Safaricom itself sends a query with every input so far in USSD_PARAMS, which may hold some on the first turn already. */
import { z } from 'zod';
import { type Codec, callback, conOrEnd, field, plain, readFields } from './codec.ts';

const turn = z.object({
  ORIG: field.msisdn,
  DEST: field.label,
  SESSION_ID: field.sessionId,
  USSD_PARAMS: z.string().max(2_000),
});

export const safaricom: Codec = {
  method: callback('GET'),
  envelope: 4,

  decode({ query }) {
    const read = readFields(turn, query);
    if (!read) return undefined;
    const { ORIG: msisdn, DEST: service, SESSION_ID: sessionId, USSD_PARAMS: transcript } = read;
    return { event: 'turn', sessionId, msisdn, service, transcript };
  },

  encode: (screen) => plain(conOrEnd(screen)),
  acknowledge: () => plain(''),
};
