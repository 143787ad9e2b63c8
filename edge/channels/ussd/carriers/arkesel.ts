/** Arkesel sends JSON with the last input, and takes JSON. */
import { z } from 'zod';
import { asJson, type Codec, callback, type Echo, field, json, readJson } from './codec.ts';

const turn = z.object({
  sessionID: field.sessionId,
  userID: field.label,
  newSession: field.flag,
  msisdn: field.msisdn,
  userData: field.input.nullable(),
  network: field.label,
});

export const arkesel: Codec = {
  method: callback('POST'),
  content: json,
  envelope: 0,

  decode({ body }) {
    const read = readJson(turn, body);
    if (!read) return undefined;
    const { sessionID, userID, msisdn, network } = read;
    const event = read.newSession ? 'start' : 'input';
    const echo = { sessionID, userID, msisdn };
    return { event, sessionId: sessionID, msisdn, network, input: read.userData ?? '', echo };
  },

  encode: ({ text, end }, echo) => reply(text, !end, echo),
  acknowledge: (echo) => reply('', false, echo),
};

function reply(message: string, continueSession: boolean, echo: Echo) {
  const { sessionID = '', userID = '', msisdn = '' } = echo;
  return asJson({ sessionID, userID, msisdn, message, continueSession });
}
