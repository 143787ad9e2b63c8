/** Beem sends JSON: `command` is the event, and the payload's request id identifies the turn. */
import { z } from 'zod';
import { asJson, type Codec, callback, type Echo, field, json, readJson } from './codec.ts';

const turn = z.object({
  command: z.enum(['initiate', 'continue', 'terminate']),
  session_id: field.sessionId,
  msisdn: field.msisdn,
  operator: field.label,
  payload: z.object({ request_id: field.label, response: field.input.nullish() }),
});

export const beem: Codec = {
  method: callback('POST'),
  content: json,
  envelope: 0,

  decode({ body }) {
    const read = readJson(turn, body);
    if (!read) return undefined;
    const { session_id, msisdn, operator, payload } = read;
    const { request_id } = payload;
    const echo = { session_id, msisdn, operator, request_id };
    const session = { sessionId: session_id, msisdn, echo };
    if (read.command === 'terminate') return { event: 'abort', ...session };
    const event = read.command === 'initiate' ? 'start' : 'input';
    const input = event === 'start' ? '' : (payload.response ?? '');
    return { event, ...session, network: operator, input, turnId: request_id };
  },

  encode: ({ text, end }, echo) => reply(end ? 'terminate' : 'continue', text, echo),
  acknowledge: (echo) => reply('terminate', '', echo),
};

function reply(command: string, request: string, echo: Echo) {
  const { session_id = '', msisdn = '', operator = '', request_id = '' } = echo;
  return asJson({ command, session_id, msisdn, operator, payload: { request_id, request } });
}
