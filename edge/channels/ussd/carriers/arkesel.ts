/**
 * Arkesel sends JSON with the last input, and takes JSON.
 *
 * Source: https://developers.arkesel.com (USSD), and bodies in public clients
 */
import { z } from 'zod';
import {
  asJson,
  type Codec,
  callback,
  type Echo,
  eventOf,
  field,
  json,
  jsonOf,
  read,
} from './codec.ts';

const turn = z.object({
  sessionID: field.sessionId,
  userID: field.label,
  newSession: field.flag.optional(),
  msisdn: field.msisdn,
  userData: field.input,
  network: field.label,
});

export const arkesel: Codec = {
  method: callback('POST'),
  content: json,
  envelope: 0,
  numberField: 'msisdn',
  serves: ['GH'],

  decode({ body }) {
    const message = read(turn, jsonOf(body));
    if ('unreadable' in message) return message;
    const { sessionID, userID, msisdn, network, userData: input } = message;
    const event = eventOf(message.newSession, true);
    const echo = { sessionID, userID, msisdn };
    return { event, sessionId: sessionID, msisdn, network, input, echo };
  },

  encode: ({ text, end }, echo) => reply(text, !end, echo),
  acknowledge: (echo) => reply('', false, echo),
};

function reply(message: string, continueSession: boolean, echo: Echo) {
  const { sessionID = '', userID = '', msisdn = '' } = echo;
  return asJson({ sessionID, userID, msisdn, message, continueSession });
}
