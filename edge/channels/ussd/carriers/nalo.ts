/** Nalo sends JSON in capitals. MSGTYPE is true for a new session, and in the reply for a session that goes on. */
import { z } from 'zod';
import { asJson, type Codec, callback, field, json, readJson } from './codec.ts';

const turn = z.object({
  USERID: field.label,
  MSISDN: field.msisdn,
  USERDATA: field.input.nullable(),
  MSGTYPE: field.flag,
  NETWORK: field.label,
  SESSIONID: field.sessionId,
});

export const nalo: Codec = {
  method: callback('POST'),
  content: json,
  envelope: 0,

  decode({ body }) {
    const read = readJson(turn, body);
    if (!read) return undefined;
    const { USERID, MSISDN, NETWORK: network, SESSIONID: sessionId } = read;
    const event = read.MSGTYPE ? 'start' : 'input';
    const echo = { USERID, MSISDN };
    return { event, sessionId, msisdn: MSISDN, network, input: read.USERDATA ?? '', echo };
  },

  encode: ({ text, end }, { USERID = '', MSISDN = '' }) =>
    asJson({ USERID, MSISDN, MSG: text, MSGTYPE: !end }),
  acknowledge: ({ USERID = '', MSISDN = '' }) =>
    asJson({ USERID, MSISDN, MSG: '', MSGTYPE: false }),
};
