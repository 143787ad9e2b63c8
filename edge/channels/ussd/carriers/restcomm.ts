/**
 * Restcomm's USSD gateway over jSS7 sends MAP messages in XML. Only the first message holds the number, and the last reply
 * must name the first one's invoke, so both go out with every screen as `userObject`, which the gateway sends back.
 *
 * An answer's invoke id marks its turn. Some gateways take the lowest free id for each question, so that all answers of a
 * session have the same mark. The first message's id is the network's, and says nothing about theirs.
 *
 * Source: the gateway's administrators' guide, chapter "HTTP Transfer Mechanism"
 * (http://documentation.telestax.com/core/ussd/USSD_Gateway_Admin_Guide.html)
 */
import { z } from 'zod';
import { measure } from '../../../../ussd/screen/gsm7.ts';
import { asXml, type Codec, callback, type Echo, field, read, xml } from './codec.ts';
import { type Element, escaped, readXml } from './xml.ts';

const turn = z.object({
  localId: field.sessionId,
  networkId: field.label,
  msisdn: field.msisdn,
  string: field.input,
  invokeId: z
    .string()
    .regex(/^-?\d{1,5}$/)
    .default('0'),
});

const over = z.object({ localId: field.sessionId, msisdn: field.owner });

/** ITU-T Q.773: an invoke id is one signed octet. */
const highestInvoke = 127;
const lowestInvoke = -128;

const userObject = /^(-?\d{1,5}) (\d{1,32})$/;

/** Each of these attributes says that the dialog is over. */
const aborts = ['mapUserAbortChoice', 'mapAbortProviderReason', 'mapRefuseReason'];
const timeouts = ['dialogTimedOut', 'invokeTimedOut'];

export const restcomm: Codec = {
  method: callback('POST'),
  content: xml,
  envelope: 0,
  numberField: 'msisdn',
  // The operator runs the gateway itself.
  serves: ['home'],
  isNetwork: true,

  decode({ body }) {
    const root = readXml(body);
    if (root?.name !== 'dialog') return { unreadable: ['dialog missing'] };
    const request = child(root, 'processUnstructuredSSRequest_Request');
    const message = request ?? child(root, 'unstructuredSSRequest_Response');
    const [, first, number] = userObject.exec(root.attributes.get('userObject') ?? '') ?? [];
    const msisdn = number ?? numberIn(message, root);
    const fields = { ...Object.fromEntries(root.attributes), msisdn };

    const event = endingOf(root);
    if (event) {
      const ended = read(over, fields);
      if ('unreadable' in ended) return ended;
      return { event, sessionId: ended.localId, msisdn: ended.msisdn };
    }
    if (!message) return { unreadable: ['unstructuredSSRequest_Response missing'] };
    const { string, invokeId } = Object.fromEntries(message.attributes);
    const text = string ?? child(message, 'ussdString')?.text;
    const said = read(turn, { ...fields, string: text, invokeId });
    if ('unreadable' in said) return said;
    const invoke = said.invokeId;
    const echo = { first: first ?? invoke, invoke, msisdn: said.msisdn.replace(/^\+/, '') };
    const { localId: sessionId, networkId: network, string: input } = said;
    const answer = { sessionId, msisdn: said.msisdn, network, input, echo };
    return request ? { event: 'start', ...answer } : { event: 'input', ...answer, turnId: invoke };
  },

  encode: ({ text, end }, echo) => (end ? last(text, echo) : question(text, echo)),
  acknowledge: () => asXml('<dialog mapMessagesSize="0" prearrangedEnd="false"/>'),
};

function question(text: string, { first = '0', invoke = '0', msisdn = '' }: Echo) {
  const next = Number(invoke) === highestInvoke ? lowestInvoke : Number(invoke) + 1;
  const message = mapMessage('unstructuredSSRequest_Request', next, text);
  const kept = escaped(`${first} ${msisdn}`);
  return asXml(`<dialog mapMessagesSize="1" userObject="${kept}">${message}</dialog>`);
}

function last(text: string, { first = '0' }: Echo) {
  const message = mapMessage('processUnstructuredSSRequest_Response', first, text);
  return asXml(`<dialog mapMessagesSize="1" prearrangedEnd="false">${message}</dialog>`);
}

/** The data coding schemes of 3GPP TS 23.038 for the two alphabets. */
const codingSchemes = { 'GSM-7': 15, 'UCS-2': 72 } as const;

function mapMessage(name: string, invoke: string | number, text: string): string {
  const scheme = codingSchemes[measure(text).encoding];
  return `<${name} invokeId="${invoke}" dataCodingScheme="${scheme}" string="${escaped(text)}"/>`;
}

function endingOf({ attributes, children }: Element): 'end' | 'abort' | 'timeout' | undefined {
  if (timeouts.some((name) => attributes.get(name) === 'true')) return 'timeout';
  const type = attributes.get('type');
  if (type === 'Abort' || aborts.some((name) => attributes.has(name))) return 'abort';
  const errors = children.some(({ name }) => name === 'errComponents');
  return type === 'End' || errors ? 'end' : undefined;
}

function numberIn(message: Element | undefined, root: Element): string | undefined {
  const from = child(message, 'msisdn') ?? child(root, 'originationReference');
  return from?.attributes.get('number');
}

function child(parent: Element | undefined, name: string): Element | undefined {
  return parent?.children.find((each) => each.name === name);
}
