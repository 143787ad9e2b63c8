/** Cellulant sends a query with the last input, and takes six fields separated by bars. */
import { z } from 'zod';
import { type Codec, callback, field, plain, readFields } from './codec.ts';

const turn = z.object({
  MSISDN: field.msisdn,
  sessionID: field.sessionId,
  opCode: field.label,
  INPUT: field.input,
  ABORT: field.label,
});

const notAborted = ['', '0', 'null'];

export const cellulant: Codec = {
  method: callback('GET'),
  envelope: 0,

  decode({ query }) {
    const read = readFields(turn, query);
    if (!read) return undefined;
    const { MSISDN: msisdn, sessionID: sessionId, opCode, INPUT: input, ABORT = '' } = read;
    if (opCode === 'ABO' || !notAborted.includes(ABORT)) {
      return { event: 'abort', sessionId, msisdn };
    }
    return { event: opCode === 'BEG' ? 'start' : 'input', sessionId, msisdn, input };
  },

  /** The fields are menu level, text, value of the selection, service, status, and a reserved one. */
  encode: ({ text, end }) =>
    plain(['1', text.replaceAll('|', '/'), 'null', 'null', end ? 'end' : 'null', 'null'].join('|')),
  acknowledge: () => plain(''),
};
