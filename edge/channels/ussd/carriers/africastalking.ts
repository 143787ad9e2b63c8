/**
 * Africa's Talking sends a form with every input so far in `text`, and takes plain text that begins with CON or END. It sends no
 * turn id and no signature. The end of a session comes to a second URL, and may come twice, late or never. Resellers of the
 * same form leave out the network, and some the code.
 *
 * Source: https://developers.africastalking.com/docs/ussd/handle_sessions, https://mobilesasa.com/ussd/
 */
import { z } from 'zod';
import { type Codec, conOrEnd, field, form, plain, read, textsOf } from './codec.ts';

const turn = z.object({
  sessionId: z.string().regex(/^[\w.:-]{1,128}$/),
  phoneNumber: field.msisdn,
  networkCode: z.string().max(16).optional(),
  serviceCode: z.string().max(32).optional(),
  text: field.transcript,
});

export const africastalking: Codec = {
  method: (path) => (path === '' || path === '/events' ? 'POST' : undefined),
  content: form,
  envelope: 4,
  numberField: 'phoneNumber',
  serves: ['CM', 'GH', 'KE', 'NG', 'RW', 'SN', 'TZ', 'UG', 'ZA', 'ZM'],

  decode({ path, body }) {
    const fields = new URLSearchParams(body);
    if (path === '/events') return { event: 'notice', status: fields.get('status') ?? '' };
    const message = read(turn, textsOf(fields));
    if ('unreadable' in message) return message;
    const { sessionId, phoneNumber: msisdn, networkCode: network, serviceCode, text } = message;
    return { event: 'turn', sessionId, msisdn, network, service: serviceCode, transcript: text };
  },

  encode: (screen) => plain(conOrEnd(screen)),
  acknowledge: () => plain(''),
};
