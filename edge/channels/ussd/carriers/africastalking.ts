/**
 * Africa's Talking sends a form with every input so far in `text`, and takes plain text that begins with CON or END. It sends no
 * turn id and no signature. The end of a session comes to a second URL, and may come twice, late or never.
 */
import { z } from 'zod';
import { type Codec, conOrEnd, form, plain, readFields } from './codec.ts';

const turn = z.object({
  sessionId: z.string().regex(/^[\w.:-]{1,128}$/),
  phoneNumber: z.string().min(1).max(24),
  networkCode: z.string().max(16),
  serviceCode: z.string().max(32),
  // Each turn adds at most 182 characters.
  text: z.string().max(2_000),
});

export const africastalking: Codec = {
  method: (path) => (path === '' || path === '/events' ? 'POST' : undefined),
  content: form,
  envelope: 4,

  decode({ path, body }) {
    const fields = new URLSearchParams(body);
    if (path === '/events') return { event: 'notice', status: fields.get('status') ?? '' };
    const read = readFields(turn, fields);
    if (!read) return undefined;
    const { sessionId, phoneNumber: msisdn, networkCode: network, serviceCode, text } = read;
    return { event: 'turn', sessionId, msisdn, network, service: serviceCode, transcript: text };
  },

  encode: (screen) => plain(conOrEnd(screen)),
  acknowledge: () => plain(''),
};
