/**
 * Nalo sends JSON in capitals. MSGTYPE is true for a new session, and in the reply for a session that goes on.
 *
 * Source: https://documenter.getpostman.com/view/7705958/UyrEhaLQ
 */
import { z } from 'zod';
import { asJson, type Codec, callback, eventOf, field, json, jsonOf, read } from './codec.ts';

const turn = z.object({
  USERID: field.label,
  MSISDN: field.msisdn,
  USERDATA: field.input,
  MSGTYPE: field.flag.optional(),
  NETWORK: field.label,
  SESSIONID: field.sessionId,
});

export const nalo: Codec = {
  method: callback('POST'),
  content: json,
  envelope: 0,
  numberField: 'MSISDN',
  serves: ['GH'],

  decode({ body }) {
    const message = read(turn, jsonOf(body));
    if ('unreadable' in message) return message;
    const { USERID, MSISDN, USERDATA: input, NETWORK: network, SESSIONID: sessionId } = message;
    const event = eventOf(message.MSGTYPE, true);
    return { event, sessionId, msisdn: MSISDN, network, input, echo: { USERID, MSISDN } };
  },

  encode: ({ text, end }, { USERID = '', MSISDN = '' }) =>
    asJson({ USERID, MSISDN, MSG: text, MSGTYPE: !end }),
  acknowledge: ({ USERID = '', MSISDN = '' }) =>
    asJson({ USERID, MSISDN, MSG: '', MSGTYPE: false }),
};
