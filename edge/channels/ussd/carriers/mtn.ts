/** MTN's messaging API, version 1, sends JSON: the number `messageType` is the event. */
import { z } from 'zod';
import { asJson, type Codec, callback, field, json, readJson } from './codec.ts';

const types = { begin: '0', continue: '1', end: '2', notification: '3', cancel: '4', timeout: '5' };

const request = z.object({
  sessionId: field.sessionId,
  messageType: field.oneOf('0', '1', '2', '3', '4', '5'),
  msisdn: field.msisdn,
  serviceCode: field.label,
  ussdString: field.input.nullish(),
  imsi: field.label,
});

export const mtn: Codec = {
  method: callback('POST'),
  content: json,
  envelope: 0,

  decode({ body }) {
    const read = readJson(request, body);
    if (!read) return undefined;
    const { sessionId, msisdn, messageType: type, serviceCode: service } = read;
    if (type === types.notification) return { event: 'notice', status: 'notification' };
    if (type === types.end) return { event: 'end', sessionId, msisdn };
    if (type === types.cancel) return { event: 'abort', sessionId, msisdn };
    if (type === types.timeout) return { event: 'timeout', sessionId, msisdn };
    const event = type === types.begin ? 'start' : 'input';
    const turn = { event, sessionId, msisdn, service, input: read.ussdString ?? '' } as const;
    return isImsi(read.imsi) ? { ...turn, imsi: read.imsi } : turn;
  },

  encode: ({ text, end }) => reply(text, !end),
  acknowledge: () => reply('', false),
};

/** ITU-T E.212: an IMSI has up to 15 digits, and its first five or six are the network's. */
function isImsi(text: string | undefined): text is string {
  return text !== undefined && /^\d{14,15}$/.test(text);
}

function reply(inboundResponse: string, userInputRequired: boolean) {
  const messageType = userInputRequired ? types.continue : types.end;
  return asJson({ statusCode: '0000', data: { inboundResponse, userInputRequired, messageType } });
}
