/**
 * Restcomm's USSD gateway over jSS7 sends MAP messages in XML. Only the first message holds the number, and the last reply
 * must name the first one's invoke, so both go out with every screen as `userObject`, which the gateway sends back.
 */
import { z } from 'zod';
import { asXml, type Codec, callback, type Echo, field, xml } from './codec.ts';
import { type Element, escaped, readXml } from './xml.ts';

const dialog = z.object({ localId: field.sessionId });
const userObject = /^(\d{1,5}) (\d{1,18})$/;

/** Each of these attributes says that the dialog is over. */
const aborts = ['mapUserAbortChoice', 'mapAbortProviderReason', 'mapRefuseReason'];
const timeouts = ['dialogTimedOut', 'invokeTimedOut'];

export const restcomm: Codec = {
  method: callback('POST'),
  content: xml,
  envelope: 0,

  decode({ body }) {
    const root = readXml(body);
    const read = dialog.safeParse(Object.fromEntries(root?.attributes ?? [])).data;
    if (root?.name !== 'dialog' || !read) return undefined;
    const sessionId = read.localId;
    const request = child(root, 'processUnstructuredSSRequest_Request');
    const answer = child(root, 'unstructuredSSRequest_Response');
    const [, first, number] = userObject.exec(root.attributes.get('userObject') ?? '') ?? [];
    const msisdn = number ?? numberIn(request ?? answer, root);
    const ending = endingOf(root);
    if (ending) return { event: ending, sessionId, msisdn };

    const message = request ?? answer;
    const input = message?.attributes.get('string') ?? child(message, 'ussdString')?.text;
    if (!message || input === undefined || input.length > 500 || !msisdn) return undefined;
    const invoke = message.attributes.get('invokeId') ?? '0';
    if (!/^\d{1,5}$/.test(invoke)) return undefined;
    const echo = { first: first ?? invoke, invoke, msisdn: msisdn.replace(/^\+/, '') };
    const event = request ? 'start' : 'input';
    const network = root.attributes.get('networkId');
    return { event, sessionId, msisdn, network, input, turnId: `${event} ${invoke}`, echo };
  },

  encode: ({ text, end }, echo) => (end ? last(text, echo) : question(text, echo)),
  acknowledge: () => asXml('<dialog mapMessagesSize="0" prearrangedEnd="false"/>'),
};

function question(text: string, { first = '0', invoke = '0', msisdn = '' }: Echo) {
  const message = mapMessage('unstructuredSSRequest_Request', Number(invoke) + 1, text);
  return asXml(
    `<dialog mapMessagesSize="1" userObject="${first} ${escaped(msisdn)}">${message}</dialog>`,
  );
}

function last(text: string, { first = '0' }: Echo) {
  const message = mapMessage('processUnstructuredSSRequest_Response', first, text);
  return asXml(`<dialog mapMessagesSize="1" prearrangedEnd="false">${message}</dialog>`);
}

/** Data coding scheme 15 is the GSM alphabet; our screens use no other. */
function mapMessage(name: string, invoke: string | number, text: string): string {
  return `<${name} invokeId="${invoke}" dataCodingScheme="15" string="${escaped(text)}"/>`;
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
  return field.msisdn.safeParse(from?.attributes.get('number')).data;
}

function child(parent: Element | undefined, name: string): Element | undefined {
  return parent?.children.find((each) => each.name === name);
}
