/** Infobip sends JSON, with the session's id and the event in the path. */
import { z } from 'zod';
import { asJson, type Codec, field, json, readJson } from './codec.ts';

const turn = z.object({
  msisdn: field.msisdn,
  text: field.input.nullable(),
  shortCode: field.label,
  ussdGwId: field.label,
});

const ending = z.object({ msisdn: field.msisdn.optional() });

const paths = /^\/session\/([!-~]{1,128})\/(start|response|end)$/;

export const infobip: Codec = {
  method(path) {
    const event = paths.exec(path)?.[2];
    return event && (event === 'end' ? 'PUT' : 'POST');
  },
  content: json,
  envelope: 0,

  decode({ path, body }) {
    const [, sessionId, step] = paths.exec(path) ?? [];
    if (step === 'end') {
      const msisdn = readJson(ending, body)?.msisdn;
      return { event: 'end', sessionId, msisdn };
    }
    const read = readJson(turn, body);
    if (!read) return undefined;
    const { msisdn, text, shortCode: service, ussdGwId: network } = read;
    const event = step === 'start' ? 'start' : 'input';
    return { event, sessionId, msisdn, network, service, input: text ?? '' };
  },

  encode: ({ text, end }) =>
    asJson({ shouldClose: end, ussdMenu: text, responseExitCode: 200, responseMessage: '' }),
  acknowledge: () => asJson({ responseExitCode: 200, responseMessage: '' }),
};
