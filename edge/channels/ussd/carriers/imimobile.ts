/**
 * IMImobile sends a query with the last input and no session id, so a number is in one session at a time. A hang-up comes as a
 * fixed text in place of the input. A header of the reply continues or ends the session.
 *
 * Source: praekeltfoundation/vumi, vumi/transports/imimobile
 */
import { z } from 'zod';
import { type Codec, callback, field, plain, read, textsOf } from './codec.ts';

const turn = z.object({ msisdn: field.msisdn, msg: field.input });

const hungUp = 'Map Dialog User Abort User Reason';

export const imimobile: Codec = {
  method: callback('GET'),
  envelope: 0,
  numberField: 'msisdn',
  serves: ['ZA'],
  unsaid: ['network'],

  decode({ query }) {
    const message = read(turn, textsOf(query));
    if ('unreadable' in message) return message;
    const { msisdn, msg: input } = message;
    const session = { sessionId: undefined, msisdn };
    if (input.startsWith(hungUp)) return { event: 'abort', ...session };
    return { event: 'turn', ...session, input };
  },

  encode: ({ text, end }) => plain(text, { 'X-USSD-SESSION': end ? '0' : '1' }),
  acknowledge: () => plain('', { 'X-USSD-SESSION': '0' }),
};
