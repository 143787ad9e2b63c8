/** Moolre sends JSON. `data` of the first turn holds what was dialled behind our extension. */
import { z } from 'zod';
import { asJson, type Codec, callback, field, json, readJson } from './codec.ts';

const turn = z.object({
  sessionId: field.sessionId,
  new: field.flag,
  msisdn: field.msisdn,
  network: field.label,
  message: field.input.nullable(),
  extension: field.label,
  data: field.input.nullish(),
});

export const moolre: Codec = {
  method: callback('POST'),
  content: json,
  envelope: 0,

  decode({ body }) {
    const read = readJson(turn, body);
    if (!read) return undefined;
    const { sessionId, msisdn, network } = read;
    return read.new
      ? { event: 'start', sessionId, msisdn, network, input: read.data ?? '' }
      : { event: 'input', sessionId, msisdn, network, input: read.message ?? '' };
  },

  encode: ({ text, end }) => asJson({ message: text, reply: !end }),
  acknowledge: () => asJson({ message: '', reply: false }),
};
