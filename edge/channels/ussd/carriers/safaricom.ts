/**
 * Safaricom itself sends a query with every input so far in USSD_PARAMS. The first turn may hold some already: what was dialled
 * behind DEST, which is the code up to its first "*".
 *
 * Source: praekeltfoundation/vumi, vumi/transports/safaricom
 */
import { z } from 'zod';
import { type Codec, callback, conOrEnd, field, plain, read, textsOf } from './codec.ts';

const turn = z.object({
  ORIG: field.msisdn,
  DEST: field.label,
  SESSION_ID: field.sessionId,
  USSD_PARAMS: field.transcript,
});

export const safaricom: Codec = {
  method: callback('GET'),
  envelope: 4,
  numberField: 'ORIG',
  serves: ['KE'],
  isNetwork: true,
  unsaid: ['network'],

  decode({ query }) {
    const message = read(turn, textsOf(query));
    if ('unreadable' in message) return message;
    const { ORIG: msisdn, DEST: service, SESSION_ID: sessionId } = message;
    return { event: 'turn', sessionId, msisdn, service, transcript: message.USSD_PARAMS };
  },

  encode: (screen) => plain(conOrEnd(screen)),
  acknowledge: () => plain(''),
};
