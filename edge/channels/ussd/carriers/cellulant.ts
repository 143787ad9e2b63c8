/**
 * Cellulant sends a query with the last input, and takes six fields separated by bars. `opCode` is BEG for a new session, ABO for
 * one that is over, and else CON or empty.
 *
 * Source: praekeltfoundation/vumi, vumi/transports/cellulant
 */
import { z } from 'zod';
import { type Codec, callback, eventOf, field, plain, read, textsOf } from './codec.ts';

const turn = z.object({
  MSISDN: field.msisdn,
  sessionID: field.sessionId,
  opCode: field.label,
  INPUT: field.input,
});

const ending = z.object({ MSISDN: field.owner, sessionID: field.sessionId });

const notAborted = [null, '', '0', 'null'];

export const cellulant: Codec = {
  method: callback('GET'),
  envelope: 0,
  numberField: 'MSISDN',
  serves: ['GH', 'KE', 'NG', 'TZ', 'UG', 'ZM', 'ZW'],
  unsaid: ['network'],

  decode({ query }) {
    const fields = textsOf(query);
    if (query.get('opCode') === 'ABO' || !notAborted.includes(query.get('ABORT'))) {
      const over = read(ending, fields);
      if ('unreadable' in over) return over;
      return { event: 'abort', sessionId: over.sessionID, msisdn: over.MSISDN };
    }
    const message = read(turn, fields);
    if ('unreadable' in message) return message;
    const { MSISDN: msisdn, sessionID: sessionId, opCode, INPUT: input } = message;
    const event = eventOf(opCode, 'BEG');
    return { event, sessionId, msisdn, input };
  },

  /** The fields are menu level, text, value of the selection, service, status, and a reserved one. */
  encode: ({ text, end }) =>
    plain(['1', text.replaceAll('|', '/'), 'null', 'null', end ? 'end' : 'null', 'null'].join('|')),
  acknowledge: () => plain(''),
};
