/**
 * TruRoute, and Telecel through it, sends and takes one flat XML document: the number `type` is the event. Some senders add
 * elements of their own.
 *
 * Source: tnmdevs/ussd (TNM's adapter), src/Http/TruRoute
 */
import { z } from 'zod';
import { asXml, type Codec, callback, type Echo, eventOf, field, read, xml } from './codec.ts';
import { type Element, escaped, readXml } from './xml.ts';

const types = { request: '1', response: '2', release: '3' };

const turn = z.object({
  msisdn: field.msisdn,
  sessionid: field.sessionId,
  type: field.oneOf('1', '2').optional(),
  msg: field.input,
});

const ending = z.object({ msisdn: field.owner, sessionid: field.sessionId });

/** 3 is a release, 4 a timeout, and 10 a charge that failed. */
const endings: Readonly<Record<string, 'abort' | 'timeout'>> = {
  3: 'abort',
  4: 'timeout',
  10: 'abort',
};

export const truroute: Codec = {
  method: callback('POST'),
  content: xml,
  envelope: 0,
  numberField: 'msisdn',
  // TruRoute is a gateway that a network runs.
  serves: ['home'],
  isNetwork: true,
  unsaid: ['network'],

  decode({ body }) {
    const root = readXml(body);
    if (root?.name !== 'ussd') return { unreadable: ['ussd missing'] };
    const fields = Object.fromEntries(
      Object.keys(turn.shape).map((name) => [name, textIn(root, name)]),
    );
    const ended = endings[`${fields.type}`];
    if (ended) {
      const over = read(ending, fields);
      if ('unreadable' in over) return over;
      const { msisdn, sessionid } = over;
      return { event: ended, sessionId: sessionid, msisdn, echo: { msisdn, sessionid } };
    }
    const message = read(turn, fields);
    if ('unreadable' in message) return message;
    const { msisdn, sessionid, type, msg: input } = message;
    const event = eventOf(type, types.request);
    return { event, sessionId: sessionid, msisdn, input, echo: { msisdn, sessionid } };
  },

  encode: ({ text, end }, echo) => reply(end ? types.release : types.response, text, echo),
  acknowledge: (echo) => reply(types.release, '', echo),
};

/** The text of the one element with this name. One that is repeated or holds others is no text. */
function textIn({ children }: Element, name: string): unknown {
  const found = children.filter((child) => child.name === name);
  const [only] = found;
  return found.length > 1 || (only && only.children.length > 0) ? found : only?.text;
}

function reply(type: string, msg: string, { msisdn = '', sessionid = '' }: Echo) {
  const fields = Object.entries({ msisdn, sessionid, type, msg });
  const elements = fields.map(([name, value]) => `<${name}>${escaped(String(value))}</${name}>`);
  return asXml(`<ussd>${elements.join('')}</ussd>`);
}
