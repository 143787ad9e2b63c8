/** Hubtel sends JSON: `Type` is the event, and `Sequence` counts the turns of a session. */
import { z } from 'zod';
import { asJson, type Codec, callback, field, json, readJson } from './codec.ts';

const turn = z.object({
  Type: z
    .string()
    .toLowerCase()
    .pipe(z.enum(['initiation', 'response', 'release', 'timeout'])),
  Mobile: field.msisdn,
  SessionId: field.sessionId,
  Message: field.input.nullish(),
  ServiceCode: field.label,
  Operator: field.label,
  Sequence: field.label,
  ClientState: field.label,
});

export const hubtel: Codec = {
  method: callback('POST'),
  content: json,
  envelope: 0,

  decode({ body }) {
    const read = readJson(turn, body);
    if (!read) return undefined;
    const { Mobile: msisdn, SessionId: sessionId, Operator: network, ServiceCode: service } = read;
    const echo = { ClientState: read.ClientState };
    if (read.Type === 'release') return { event: 'abort', sessionId, msisdn, echo };
    if (read.Type === 'timeout') return { event: 'timeout', sessionId, msisdn, echo };
    const event = read.Type === 'initiation' ? 'start' : 'input';
    const [input, turnId] = [read.Message ?? '', read.Sequence];
    return { event, sessionId, msisdn, network, service, input, turnId, echo };
  },

  encode: ({ text, end }, echo) => reply(end ? 'Release' : 'Response', text, echo),
  acknowledge: (echo) => reply('Release', '', echo),
};

function reply(Type: string, Message: string, { ClientState = '' }: { ClientState?: string }) {
  return asJson({ Type, Message, ClientState });
}
