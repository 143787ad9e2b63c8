/** TruRoute, and Telecel through it, sends and takes one flat XML document: the number `type` is the event. */
import { z } from 'zod';
import { asXml, type Codec, callback, type Echo, field, xml } from './codec.ts';
import { escaped, readXml } from './xml.ts';

const types = { request: '1', response: '2', release: '3', timeout: '4', chargeFailed: '10' };

const turn = z.object({
  msisdn: field.msisdn,
  sessionid: field.sessionId,
  type: field.oneOf('1', '2', '3', '4', '10'),
  msg: field.input.optional(),
});

export const truroute: Codec = {
  method: callback('POST'),
  content: xml,
  envelope: 0,

  decode({ body }) {
    const read = turn.safeParse(flat(body)).data;
    if (!read) return undefined;
    const { msisdn, sessionid, type, msg } = read;
    const session = { sessionId: sessionid, msisdn, echo: { msisdn, sessionid } };
    if (type === types.timeout) return { event: 'timeout', ...session };
    if (type === types.release || type === types.chargeFailed)
      return { event: 'abort', ...session };
    const event = type === types.request ? 'start' : 'input';
    return msg === undefined ? undefined : { event, ...session, input: msg };
  },

  encode: ({ text, end }, echo) => reply(end ? types.release : types.response, text, echo),
  acknowledge: (echo) => reply(types.release, '', echo),
};

/** Reads the elements of a <ussd> by name. Undefined where one of them is repeated or holds others. */
function flat(body: string): Record<string, string> | undefined {
  const root = readXml(body);
  if (root?.name !== 'ussd') return undefined;
  const fields = new Map(root.children.map(({ name, text }) => [name, text]));
  const nested = root.children.some(({ children }) => children.length > 0);
  return nested || fields.size < root.children.length ? undefined : Object.fromEntries(fields);
}

function reply(type: string, msg: string, { msisdn = '', sessionid = '' }: Echo) {
  const fields = Object.entries({ msisdn, sessionid, type, msg });
  const elements = fields.map(([name, value]) => `<${name}>${escaped(value)}</${name}>`);
  return asXml(`<ussd>${elements.join('')}</ussd>`);
}
