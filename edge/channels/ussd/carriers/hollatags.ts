/**
 * Hollatags sends a query with the last input, and takes JSON with the same field names.
 *
 * Source: https://docs.hollatags.com/ussd/inbound
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
  read,
  textsOf,
} from './codec.ts';

const turn = z.object({
  session_operation: z.enum(['begin', 'continue']).optional(),
  session_id: field.sessionId,
  session_msisdn: field.msisdn,
  session_msg: field.input,
  session_from: field.label,
  session_mno: field.label,
});

const ending = z.object({ session_id: field.sessionId, session_msisdn: field.owner });

export const hollatags: Codec = {
  method: callback('GET'),
  envelope: 0,
  numberField: 'session_msisdn',
  serves: ['NG'],

  decode({ query }) {
    const fields = textsOf(query);
    if (fieldOf(fields, 'session_operation') === 'end') {
      const over = read(ending, fields);
      if ('unreadable' in over) return over;
      const { session_id, session_msisdn: msisdn } = over;
      return { event: 'end', sessionId: session_id, msisdn, echo: { session_id } };
    }
    const message = read(turn, fields);
    if ('unreadable' in message) return message;
    const { session_id, session_msisdn: msisdn, session_operation, session_msg: input } = message;
    const event = eventOf(session_operation, 'begin');
    const { session_mno: network, session_from: service } = message;
    return { event, sessionId: session_id, msisdn, network, service, input, echo: { session_id } };
  },

  encode: ({ text, end }, echo) => reply(text, end, echo),
  acknowledge: (echo) => reply('', true, echo),
};

/** Type 1 waits for an answer; type 4 is the last screen. */
function reply(session_msg: string, end: boolean, { session_id = '' }: Echo) {
  const operation = end
    ? { session_operation: 'end', session_type: 4 }
    : { session_operation: 'continue', session_type: 1 };
  return asJson({ ...operation, session_id, session_msg });
}
