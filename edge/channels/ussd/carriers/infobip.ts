/**
 * Infobip sends JSON, with the session's id and the event in the path. The end of a session names no number, and the question
 * for its status has no body.
 *
 * Source: Infobip's USSD gateway to third-party applications (HTTP/REST/JSON), as quoted in praekeltfoundation/vumi,
 * vumi/transports/infobip
 */
import { z } from 'zod';
import { asJson, type Codec, field, json, jsonOf, read } from './codec.ts';

const turn = z.object({
  msisdn: field.msisdn,
  text: field.input,
  shortCode: field.label,
  ussdGwId: field.label,
});

const ending = z.object({ msisdn: field.owner });

const paths = /^\/session\/([!-~]{1,128})\/(start|response|end|status)$/;

const methods = { start: 'POST', response: 'POST', end: 'PUT', status: 'GET' } as const;

const done = { responseExitCode: 200, responseMessage: '' };

export const infobip: Codec = {
  method: (path) => methods[stepOf(path)[1]],
  content: json,
  envelope: 0,
  numberField: 'msisdn',
  // Infobip connects networks on all continents.
  serves: ['CM', 'EG', 'GH', 'KE', 'NG', 'RW', 'SN', 'TZ', 'UG', 'ZA', 'ZM', 'ZW'],

  decode({ path, body }) {
    const [sessionId, step] = stepOf(path);
    if (step === 'status') return { event: 'status', sessionId, reply: status };
    if (step === 'end') {
      // What the body says of why it ended changes nothing.
      const msisdn = ending.safeParse(jsonOf(body)).data?.msisdn;
      return { event: 'end', sessionId, msisdn };
    }
    const message = read(turn, jsonOf(body));
    if ('unreadable' in message) return message;
    const { msisdn, text: input, shortCode: service, ussdGwId: network } = message;
    const event = step === 'start' ? 'start' : 'input';
    return { event, sessionId, msisdn, network, service, input };
  },

  encode: ({ text, end }) => asJson({ shouldClose: end, ussdMenu: text, ...done }),
  acknowledge: () => asJson(done),
};

function status(sessionActive: boolean) {
  return asJson({ sessionActive, ...done });
}

function stepOf(path: string): readonly [sessionId: string, step: keyof typeof methods] {
  const [, sessionId = '', step] = paths.exec(path) ?? [];
  return [sessionId, step as keyof typeof methods];
}
