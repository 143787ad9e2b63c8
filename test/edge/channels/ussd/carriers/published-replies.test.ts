/**
 * Every reply is one by the carrier's published schema: all fields that it requires, of the types that it says. The sources
 * stand in the codecs' files. Written down here from the carriers' pages and not from our code.
 */
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Codec, Echo } from '../../../../../edge/channels/ussd/carriers/codec.ts';
import { type CarrierName, carriers } from '../../../../../edge/channels/ussd/carriers/index.ts';
import { type Element, readXml } from '../../../../../edge/channels/ussd/carriers/xml.ts';
import { rows } from '../../../../support/carriers/carriers.ts';

const text = z.string().min(1);

/** MTN Group's swagger, definitions.InboundResponse and Links. Its `data` requires `outboundResponse`. */
const mtn = z.strictObject({
  statusCode: z.string(),
  statusMessage: z.string(),
  transactionId: z.string(),
  data: z.strictObject({
    inboundResponse: z.string().optional(),
    userInputRequired: z.boolean().optional(),
    messageType: z.int().optional(),
    serviceCode: z.string().optional(),
    msisdn: z.string().optional(),
    outboundResponse: z.string(),
  }),
  _link: z.object({ self: z.object({ href: z.string() }) }),
});

/** "API Reference - Prog Services", the expected response. A release is shown, anything else asks for an input. */
const hubtel = z.strictObject({
  SessionId: z.string(),
  Type: z.enum(['Response', 'Release']),
  Message: text,
  Label: text,
  ClientState: z.string(),
  DataType: z.enum(['menu', 'select', 'display', 'input', 'confirm']),
  FieldType: z.enum(['text', 'phone', 'email', 'number', 'decimal', 'textarea']),
});

/** "Infobip USSD Gateway to Third-party Application": these are the mandatory ones, and the message of an error. */
const infobip = z.strictObject({
  ussdMenu: text,
  shouldClose: z.boolean(),
  responseExitCode: z.int(),
  responseMessage: z.string(),
});

const arkesel = z.strictObject({
  ...{ sessionID: text, userID: z.string(), msisdn: text, message: text },
  continueSession: z.boolean(),
});
const nalo = z.strictObject({ USERID: z.string(), MSISDN: text, MSG: text, MSGTYPE: z.boolean() });
const moolre = z.strictObject({ message: text, reply: z.boolean() });
const beem = z.strictObject({
  ...{ session_id: text, msisdn: text, operator: z.string() },
  command: z.enum(['continue', 'terminate']),
  payload: z.strictObject({ request_id: z.union([z.string(), z.number()]), request: text }),
});
const dmark = z.strictObject({ responseString: text, action: z.enum(['request', 'end']) });
const hollatags = z.strictObject({
  session_operation: z.enum(['continue', 'end']),
  session_type: z.int().min(1).max(4),
  ...{ session_id: text, session_msg: text },
});

/** "CON " or "END ", one space, and the text. */
const conOrEnd = z.string().regex(/^(CON|END) \S/);
/** Level, text, value, service, status, reserved. */
const cellulant = z.string().regex(/^1\|[^|]+\|null\|null\|(null|end)\|null$/);

/** An element as plain values, so that a schema describes it. */
function asValues({ name, attributes, children, text }: Element): unknown {
  const fields = Object.fromEntries(attributes);
  return { name, attributes: fields, children: children.map(asValues), text };
}

function xml(schema: z.ZodType): z.ZodType {
  return z.preprocess((body) => {
    const root = readXml(String(body));
    return root && asValues(root);
  }, schema);
}

/** TNM's adapter: a <ussd> with a type and a message. */
const truroute = xml(
  z
    .object({
      name: z.literal('ussd'),
      children: z.array(z.object({ name: z.string(), text: z.string() })),
    })
    .refine(
      ({ children }) => ['type', 'msg'].every((name) => children.some((one) => one.name === name)),
      'lacks type or msg',
    ),
);

/** An invoke id is one signed octet (ITU-T Q.773). */
const restcomm = xml(
  z.object({
    name: z.literal('dialog'),
    attributes: z.object({ mapMessagesSize: z.literal('1') }),
    children: z.tuple([
      z.object({
        name: z.enum(['unstructuredSSRequest_Request', 'processUnstructuredSSRequest_Response']),
        attributes: z.object({
          invokeId: z.coerce.number().int().min(-128).max(127),
          ...{ dataCodingScheme: z.literal('15'), string: text },
        }),
      }),
    ]),
  }),
);

const published: Readonly<Record<CarrierName, z.ZodType>> = {
  ...{ mtn, hubtel, infobip, arkesel, nalo, moolre, beem, dmark, hollatags, cellulant, restcomm },
  ...{ africastalking: conOrEnd, safaricom: conOrEnd, truroute, telecel: truroute },
  // These say in headers whether the session goes on.
  ...{ airtel: text, imimobile: text },
};

const turn = { session: '7', msisdn: '254722000101', number: 1, input: '', transcript: '' };
const screens = [
  { text: 'Welcome to Tuma\n1. Send "money" & more | <all>', end: false },
  { text: 'Bye', end: true },
];

describe.each(Object.keys(carriers) as CarrierName[])('%s', (name) => {
  const codec: Codec = carriers[name];
  const schema = published[name];
  const asValue = (body: string) => (schema instanceof z.ZodObject ? JSON.parse(body) : body);

  function echo(): Echo {
    const { method, path, body = '' } = rows[name].turn({ ...turn, before: '' });
    const [behind = '', query = ''] = path.split('?');
    const fields = new URLSearchParams(query);
    const read = codec.decode({
      method,
      path: behind,
      query: fields,
      headers: new Headers(),
      body,
    });
    if (!('echo' in read)) return {};
    return read.echo ?? {};
  }

  test.each(screens)('a reply that shows $text', (screen) => {
    const { body } = codec.encode(screen, echo());
    expect(() => schema.parse(asValue(body))).not.toThrow();
  });
});

test('Airtel and IMImobile are told in headers whether the session goes on', () => {
  const [more = screens[0], last = screens[0]] = screens;
  if (!more || !last) throw new Error('no screens');
  const flow = z.object({ Freeflow: z.enum(['FC', 'FB']), charge: z.enum(['Y', 'N']) });
  expect(flow.parse(carriers.airtel.encode(more, {}).headers).Freeflow).toBe('FC');
  expect(flow.parse(carriers.airtel.encode(last, {}).headers).Freeflow).toBe('FB');
  expect(carriers.imimobile.encode(more, {}).headers['X-USSD-SESSION']).toBe('1');
  expect(carriers.imimobile.encode(last, {}).headers['X-USSD-SESSION']).toBe('0');
});

test('Infobip hears whether a session is going on, and that its end was taken', () => {
  const mandatory = z.object({ responseExitCode: z.literal(200), responseMessage: z.string() });
  expect(() => mandatory.parse(JSON.parse(carriers.infobip.acknowledge({}).body))).not.toThrow();
  const question = carriers.infobip.decode({
    ...{ method: 'GET', path: '/session/7/status', query: new URLSearchParams() },
    ...{ headers: new Headers(), body: '' },
  });
  if (!('reply' in question)) throw new Error('not a question for the status');
  const status = mandatory.extend({ sessionActive: z.boolean() });
  expect(status.parse(JSON.parse(question.reply(true).body)).sessionActive).toBe(true);
});

test('a schema finds what MTN requires and we did not send', () => {
  const before = { statusCode: '0000', data: { inboundResponse: 'x', messageType: '1' } };
  const missing = mtn.safeParse(before).error?.issues.map(({ path }) => path.join('.'));
  expect(missing).toEqual(
    expect.arrayContaining(['statusMessage', 'transactionId', '_link', 'data.messageType']),
  );
});
