/**
 * Hubtel sends JSON: `Type` is the event, and `Sequence` counts the turns of a session. Its app and its web shop show the same
 * screens, with a label and a field for the answer.
 *
 * Source: https://developers.hubtel.com/docs/api-reference-prog-services, hubtel/programmable-services-sdk-dotnet
 */
import { z } from 'zod';
import {
  asJson,
  type Codec,
  callback,
  type Echo,
  eventOf,
  field,
  fieldOf,
  json,
  jsonOf,
  read,
} from './codec.ts';

const session = { SessionId: field.sessionId, ClientState: field.label };

const turn = z.object({
  ...session,
  Type: z
    .string()
    .toLowerCase()
    .pipe(z.enum(['initiation', 'response']))
    .optional(),
  Mobile: field.msisdn,
  Message: field.input,
  ServiceCode: field.label,
  Operator: field.label,
  Sequence: field.label,
});

const ending = z.object({ ...session, Mobile: field.owner });

const endings = { release: 'abort', timeout: 'timeout' } as const;

export const hubtel: Codec = {
  method: callback('POST'),
  content: json,
  envelope: 0,
  numberField: 'Mobile',
  serves: ['GH'],

  decode({ body }) {
    const fields = jsonOf(body);
    const type = String(fieldOf(fields, 'Type')).toLowerCase();
    if (type === 'release' || type === 'timeout') {
      const over = read(ending, fields);
      if ('unreadable' in over) return over;
      const { SessionId: sessionId, Mobile: msisdn, ClientState } = over;
      return {
        event: endings[type],
        sessionId,
        msisdn,
        echo: { SessionId: sessionId, ClientState },
      };
    }
    const message = read(turn, fields);
    if ('unreadable' in message) return message;
    const { SessionId: sessionId, Mobile: msisdn, Message: input, ClientState } = message;
    const { Type, Operator: network, ServiceCode: service, Sequence: turnId } = message;
    const event = eventOf(Type, 'initiation');
    const echo = { SessionId: sessionId, ClientState };
    return { event, sessionId, msisdn, network, service, input, turnId, echo };
  },

  encode: ({ text, end }, echo) => reply(end ? 'Release' : 'Response', text, echo),
  acknowledge: (echo) => reply('Release', '', echo),
};

/** The label is the title of a page in Hubtel's app: the screen's first line. */
function reply(Type: string, Message: string, { SessionId = '', ClientState = '' }: Echo) {
  const DataType = Type === 'Release' ? 'display' : 'input';
  const [Label = ''] = Message.split('\n');
  return asJson({ SessionId, Type, Message, Label, ClientState, DataType, FieldType: 'text' });
}
