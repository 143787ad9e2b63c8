/**
 * Infobip's SMS, over HTTP without an SDK: https://www.infobip.com/docs/api/channels/sms
 *
 * It takes our message ids, and keeps a log of 48 hours that is asked by them, so a try without an answer can be resolved.
 * A second message of the same id is rejected as a duplicate (status 23): the first one was taken. Its delivery reports can
 * be fetched once only (`GET /sms/3/reports`), so they are not used to ask.
 */
import { z } from 'zod';
import { readBody } from '../../http/body.ts';
import { json, jsonOf, read, type Unreadable } from '../../http/fields.ts';
import { vendor } from '../vendor.ts';
import type { DeliveryReport, SmsAnswer, SmsGateway, SmsVendor } from './port.ts';

const options = z.object({
  /** The base URL of the account, as https://xxxxx.api.infobip.com. */
  INFOBIP_BASE_URL: z.url({ protocol: /^https$/, error: 'is missing, or no https address' }),
  /** The API key of the account. */
  INFOBIP_API_KEY: z.string('is missing').regex(/^[!-~]+$/, 'has characters that no key has'),
  /** The sender of SMS: the name or number that the phone shows. */
  INFOBIP_SENDER: z.string('is missing').min(1),
  /** The URL that Infobip posts delivery reports to, with our token in it. Without it, the URL is set in Infobip's portal. */
  INFOBIP_DELIVERY_URL: z.url({ protocol: /^https$/ }).optional(),
});

/** Longer than this and nobody knows whether it was done (milliseconds). */
const deadline = 10_000;

/** An answer about one message is below a kilobyte. */
const maxAnswerBytes = 64 * 1024;

/** HTTP says with these that the request was looked at and not done: bad, key, rights, address, too many. */
const refusing = new Set([400, 401, 403, 404, 429]);

/** Group 5 is REJECTED, before anything was sent; 0 to 4 are of messages that were taken. */
const rejected = 5;
/** A message of this id was taken before. */
const duplicate = 23;
/** Trying again changes nothing: prefix, do not disturb, sender (2), blacklist, user data header, too long, no or no valid number. */
const final = new Set([8, 10, 11, 13, 14, 24, 25, 51, 52]);
/** About the number or the text, so no other gateway is tried: the same without the sender, and too many for one number. */
const aboutMessage = new Set([8, 10, 14, 20, 24, 25, 51, 52]);

const message = z.object({
  messageId: z.string(),
  status: z.object({ groupId: z.int().min(0).max(5), id: z.int() }),
});

const sent = z.object({ messages: z.tuple([message]) });
const logs = z.object({ results: z.array(message).max(50) });
/** Infobip's own API says this when it is not able to serve; what stands in front of it does not. */
const unable = z.union([
  z.object({ requestError: z.object({}) }),
  z.object({ errorCode: z.string() }),
]);

/** Holds no word of the answer, which may have a number or a key in it. */
class InfobipUnclear extends Error {
  override readonly name = 'NoAnswer';
  constructor(why: string) {
    super(`Infobip did not answer: ${why}`);
  }
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

function gateway(settings: z.infer<typeof options>): SmsGateway {
  const { INFOBIP_SENDER: sender, INFOBIP_DELIVERY_URL: url } = settings;
  return {
    async send({ to, text, messageId }) {
      const sms = {
        ...{ sender, destinations: [{ to, messageId }], content: { text } },
        ...(url && { webhooks: { delivery: { url } } }),
      };
      const answer = await call(settings, '/sms/3/messages', { messages: [sms] });
      const why = refusalOf(answer);
      if (why) return { refused: why, final: false, elsewhere: true };
      const one = answer.status === 200 ? bodyOf(sent, answer)?.messages[0] : undefined;
      if (one?.messageId !== messageId) throw new InfobipUnclear(`HTTP ${answer.status}`);
      return judged(one);
    },

    async lookup(messageId) {
      const query = new URLSearchParams({ messageId });
      const answer = await call(settings, `/sms/3/logs?${query}`);
      const found = answer.status === 200 ? bodyOf(logs, answer) : undefined;
      if (!found) throw new InfobipUnclear(`HTTP ${answer.status}`);
      const answers = found.results.filter((one) => one.messageId === messageId).map(judged);
      // A duplicate has a row of its own beside the one that was taken.
      return answers.find((one) => 'messageId' in one) ?? answers[0];
    },
  };
}

/** Throws where there was no answer in time, or none that is whole. */
async function call(
  { INFOBIP_BASE_URL: base, INFOBIP_API_KEY: key }: z.infer<typeof options>,
  path: string,
  body?: object,
): Promise<Answer> {
  try {
    const response = await fetch(new URL(path, base), {
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
      headers: {
        authorization: `App ${key}`,
        accept: 'application/json',
        ...(body && { 'content-type': 'application/json' }),
      },
      // The key goes to nobody else.
      redirect: 'manual',
      signal: AbortSignal.timeout(deadline),
    });
    const read = await readBody(response, maxAnswerBytes, json);
    return { status: response.status, text: 'text' in read ? read.text : '' };
  } catch (error) {
    const late = error instanceof Error && error.name === 'TimeoutError';
    throw new InfobipUnclear(late ? 'late' : 'away');
  }
}

/** Returns why the request was not done, where the answer says so for certain. */
function refusalOf(answer: Answer): string | undefined {
  const { status } = answer;
  const certain = refusing.has(status) || (status === 503 && bodyOf(unable, answer) !== undefined);
  return certain ? `HTTP ${status}` : undefined;
}

function bodyOf<T extends z.ZodType>(schema: T, { text }: Answer): z.infer<T> | undefined {
  return schema.safeParse(jsonOf(text)).data;
}

function judged({ messageId, status: { groupId, id } }: z.infer<typeof message>): SmsAnswer {
  if (groupId !== rejected || id === duplicate) return { messageId };
  return { refused: `status ${id}`, final: final.has(id), elsewhere: !aboutMessage.has(id) };
}

const messageId = z.string().regex(/^[!-~]{1,128}$/);

/** Words that are only logged: what is none is left out. */
const named = z
  .object({ name: z.string().max(128).optional() })
  .optional()
  .catch(undefined);

const delivery = z.object({
  messageId,
  status: z.object({ groupId: z.int(), name: z.string().max(128).catch('unknown') }),
  error: named,
});

const incoming = z.object({
  messageId,
  from: z.string().min(1).max(24),
  text: z.string().max(2_000).default(''),
});

/** Up to so many come in one request. */
const batch = z.object({ results: z.array(z.unknown()).max(1_000) });

/** Each row of a callback by itself, so that one that cannot be read does not take the others with it. */
function rowsOf<T extends z.ZodType>(schema: T, body: string): (z.infer<T> | Unreadable)[] {
  const rows = read(batch, jsonOf(body));
  return 'unreadable' in rows ? [rows] : rows.results.map((row) => read(schema, row));
}

/** By the status's group: undeliverable, delivered, expired, rejected. 1 is pending, and no end. */
const ends: Readonly<Record<number, DeliveryReport['end']>> = {
  2: 'undelivered',
  3: 'delivered',
  4: 'undelivered',
  5: 'undelivered',
};

export const infobip: SmsVendor = {
  ...vendor(options, gateway),

  callbacks: {
    content: json,
    // Up to a hundred reports come in one request, each of half a kilobyte.
    maxBytes: 128 * 1024,
    serves: ['CM', 'EG', 'GH', 'KE', 'NG', 'RW', 'SN', 'TZ', 'UG', 'ZA', 'ZM', 'ZW'],
    delivery(body) {
      return rowsOf(delivery, body).map((row) => {
        if ('unreadable' in row) return row;
        const { messageId, status, error } = row;
        const why = error?.name;
        return { messageId, end: ends[status.groupId], status: status.name, ...(why && { why }) };
      });
    },
    inbound(body) {
      return rowsOf(incoming, body).map((row) => {
        if ('unreadable' in row) return row;
        return { id: row.messageId, from: row.from, text: row.text };
      });
    },
  },
};
