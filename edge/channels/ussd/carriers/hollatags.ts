/** Hollatags sends a query with the last input, and takes JSON with the same field names. */
import { z } from 'zod';
import { asJson, type Codec, callback, type Echo, field, readFields } from './codec.ts';

const turn = z.object({
  session_operation: z.enum(['begin', 'continue', 'end']),
  session_id: field.sessionId,
  session_msisdn: field.msisdn,
  session_msg: field.input.optional(),
  session_from: field.label,
  session_mno: field.label,
});

export const hollatags: Codec = {
  method: callback('GET'),
  envelope: 0,

  decode({ query }) {
    const read = readFields(turn, query);
    if (!read) return undefined;
    const { session_id, session_msisdn: msisdn, session_from, session_mno } = read;
    const session = { sessionId: session_id, msisdn, echo: { session_id } };
    if (read.session_operation === 'end') return { event: 'end', ...session };
    const event = read.session_operation === 'begin' ? 'start' : 'input';
    const input = read.session_msg ?? '';
    return { event, ...session, network: session_mno, service: session_from, input };
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
