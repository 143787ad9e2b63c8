/**
 * Moolre sends JSON. `data` of the first turn holds what was dialled behind our extension. Its page names the session's id
 * `sessionid` in the table of parameters and `sessionId` in the sample.
 *
 * Source: https://docs.moolre.com/ussd
 */
import { z } from 'zod';
import { asJson, type Codec, callback, eventOf, field, json, jsonOf, read } from './codec.ts';

const turn = z.object({
  sessionId: field.sessionId.optional(),
  sessionid: field.sessionId.optional(),
  new: field.flag.optional(),
  msisdn: field.msisdn,
  network: field.label,
  message: field.input,
  data: field.input,
});

export const moolre: Codec = {
  method: callback('POST'),
  content: json,
  envelope: 0,
  numberField: 'msisdn',
  serves: ['GH'],
  unsaid: ['code'],

  decode({ body }) {
    const message = read(turn, jsonOf(body));
    if ('unreadable' in message) return message;
    const sessionId = message.sessionId ?? message.sessionid;
    if (sessionId === undefined) return { unreadable: ['sessionId missing'] };
    const event = eventOf(message.new, true);
    const { msisdn, network, data } = message;
    const input = event === 'input' ? message.message : data || message.message;
    return { event, sessionId, msisdn, network, input };
  },

  encode: ({ text, end }) => asJson({ message: text, reply: !end }),
  acknowledge: () => asJson({ message: '', reply: false }),
};
