/** Infobip: JSON, with the session and what happens to it in the path. */
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
    const act = paths.exec(path)?.[2];
    return act && (act === 'end' ? 'PUT' : 'POST');
  },
  content: json,
  envelope: 0,

  decode({ path, body }) {
    const [, sessionId, act] = paths.exec(path) ?? [];
    if (act === 'end') {
      const msisdn = readJson(ending, body)?.msisdn;
      return { event: 'end', sessionId, msisdn };
    }
    const read = readJson(turn, body);
    if (!read) return undefined;
    const { msisdn, text, shortCode: service, ussdGwId: network } = read;
    const event = act === 'start' ? 'start' : 'input';
    return { event, sessionId, msisdn, network, service, input: text ?? '' };
  },

  encode: ({ text, end }) =>
    asJson({ shouldClose: end, ussdMenu: text, responseExitCode: 200, responseMessage: '' }),
  acknowledge: () => asJson({ responseExitCode: 200, responseMessage: '' }),
};
