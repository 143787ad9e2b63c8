/**
 * Beem sends JSON: `command` is the event, and the payload's request id marks the turn. Public clients show request ids that are
 * the same number in every turn, so the first turn's says nothing about those that follow it.
 *
 * Source: https://docs.beem.africa (USSD Hub), and bodies in two public clients
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
  json,
  jsonOf,
  read,
} from './codec.ts';

const payload = z.object({ request_id: field.repeated, response: field.input });

const turn = z.object({
  command: z.enum(['initiate', 'continue']).optional(),
  session_id: field.sessionId,
  msisdn: field.msisdn,
  operator: field.label,
  payload: payload.optional(),
});

const ending = turn.extend({
  command: z.literal('terminate'),
  msisdn: field.owner,
  payload: payload.optional().catch(undefined),
});

export const beem: Codec = {
  method: callback('POST'),
  content: json,
  envelope: 0,
  numberField: 'msisdn',
  serves: ['TZ'],
  unsaid: ['code'],

  decode({ body }) {
    const fields = jsonOf(body);
    const isOver = fieldOf(fields, 'command') === 'terminate';
    const message = read(isOver ? ending : turn, fields);
    if ('unreadable' in message) return message;
    const { command, session_id: sessionId, msisdn, operator, payload } = message;
    const request_id = payload?.request_id;
    const echo = { session_id: sessionId, msisdn, operator, request_id };
    if (command === 'terminate') return { event: 'abort', sessionId, msisdn, echo };
    if (msisdn === undefined) return { unreadable: ['msisdn missing'] };

    const event = eventOf(command, 'initiate');
    const session = { sessionId, msisdn, network: operator, echo };
    if (event === 'start') return { event, ...session, input: '' };
    if (!payload) return { unreadable: ['payload missing'] };
    const turnId = request_id === undefined ? undefined : String(request_id);
    return { event, ...session, input: payload.response, turnId };
  },

  encode: ({ text, end }, echo) => reply(end ? 'terminate' : 'continue', text, echo),
  acknowledge: (echo) => reply('terminate', '', echo),
};

function reply(command: string, request: string, echo: Echo) {
  const { session_id = '', msisdn = '', operator = '', request_id = '' } = echo;
  return asJson({ command, session_id, msisdn, operator, payload: { request_id, request } });
}
