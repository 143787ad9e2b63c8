/**
 * A codec turns requests in a carrier's protocol into turns, and screens into the carrier's replies. It is pure: the route
 * authenticates the caller, limits the body's size and answers the turn.
 */
import { z } from 'zod';
import type { Screen } from '../../../../ussd/screen/gsm7.ts';
import type { Unreadable } from '../../../http/fields.ts';
import type { ServedNumbers } from '../../../http/served-numbers.ts';

export interface Codec {
  /** The method of a path behind the token ("" is the callback itself); undefined where there is no such path. */
  method(path: string): string | undefined;
  /** The content types of the body. Without them no body is read. */
  readonly content?: readonly string[];
  /** The number of septets of each screen that the protocol takes for itself. */
  readonly envelope: number;
  /** The field that holds the phone's number, by the carrier's name for it. */
  readonly numberField: string;
  /** The numbers that the carrier brings, where its settings do not say: those of the countries where it sells USSD. */
  readonly serves: ServedNumbers;
  /** The caller is a network, or the operator's own gateway to one, and not an aggregator that speaks for several. */
  readonly isNetwork?: true;
  /** What the protocol does not say about a turn. A setting about it would have no effect, so it is refused. */
  readonly unsaid?: readonly ('network' | 'code')[];
  /** The credentials that the protocol sends beside the token. */
  credentials?(request: CarrierRequest): Credentials;
  /** Names the fields that a screen depends on and that are missing, repeated, too long or invalid. */
  decode(request: CarrierRequest): CarrierTurn | Unreadable;
  /** Writes a screen as a reply. `echo` is empty where the request could not be decoded. */
  encode(screen: Screen, echo: Echo): Reply;
  /** Writes the reply to a request that gets no screen. */
  acknowledge(echo: Echo): Reply;
}

export interface CarrierRequest {
  readonly method: string;
  /** The path behind the token: "", "/events". */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Headers;
  readonly body: string;
}

export interface Credentials {
  readonly userid: string | null;
  readonly password: string | null;
}

/** The fields that a reply repeats of its request, by the carrier's names. */
export type Echo = Readonly<Record<string, string | number | undefined>>;

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type CarrierTurn = CarrierInput | CarrierSessionEnd | CarrierStatusQuestion | CarrierNotice;

/** The phone waits for a screen. */
export type CarrierInput = {
  /** Undefined where the carrier sends none: then a number is in one session at a time. */
  readonly sessionId: string | undefined;
  /** The number in the carrier's spelling. */
  readonly msisdn: string;
  /** The network by the carrier's name for it, which sets the screen's budget. */
  readonly network?: string | undefined;
  /** The code that was dialled, where the carrier sends it. */
  readonly service?: string | undefined;
  /** The identity of the SIM in the phone, where the carrier sends it. */
  readonly imsi?: string;
  readonly echo?: Echo;
} & (
  | { readonly event: 'turn'; readonly transcript: string }
  | {
      /** `turn` where the carrier does not say whether the session begins. */
      readonly event: 'start' | 'input' | 'turn';
      readonly input: string;
      /** The carrier's mark of the turn, where each turn of a session may have one of its own. */
      readonly turnId?: string | undefined;
    }
);

/** The session is over for the carrier, so no phone shows a reply. */
export interface CarrierSessionEnd {
  readonly event: 'end' | 'abort' | 'timeout';
  readonly sessionId: string | undefined;
  /** Undefined where the carrier does not say whose session it is. */
  readonly msisdn: string | undefined;
  readonly echo?: Echo;
}

/** The carrier asks whether a session is going on. */
export interface CarrierStatusQuestion {
  readonly event: 'status';
  readonly sessionId: string;
  readonly reply: (isActive: boolean) => Reply;
}

/** A message to acknowledge that changes nothing. */
export interface CarrierNotice {
  readonly event: 'notice';
  readonly status: string;
  readonly echo?: Echo;
}

/** The `method` of a protocol that has one callback. */
export function callback(method: 'GET' | 'POST'): Codec['method'] {
  return (path) => (path === '' ? method : undefined);
}

/** Some carriers write numbers, ids and answers as JSON numbers. */
const word = z.union([z.string(), z.number()]).transform(String);

const msisdn = word.pipe(z.string().min(1).max(24));

/**
 * The fields that protocols share, with the bounds of what a carrier may send. Only `sessionId` and `msisdn` are demanded:
 * without them nobody knows whose turn it is.
 */
export const field = {
  sessionId: word.pipe(z.string().regex(/^[!-~]{1,128}$/)),
  msisdn,
  /** The number of a session that is over. The session's id is enough. */
  owner: msisdn.optional().catch(undefined),
  /** An answer has at most 182 characters, and so has a dialled code. Without it nothing was typed. */
  input: word
    .pipe(z.string().max(500))
    .nullish()
    .transform((input) => input ?? ''),
  /** All inputs so far. Each turn adds at most 182 characters. Without it nothing was typed. */
  transcript: z.string().max(2_000).default(''),
  /** A field that no screen depends on: what is no such label is left out. */
  label: word
    .pipe(z.string().max(128))
    .nullish()
    .transform((label) => label ?? undefined)
    .catch(undefined),
  /** A field that the reply repeats as it came. */
  repeated: z
    .union([z.string().max(128), z.number()])
    .optional()
    .catch(undefined),
  flag: z.union([z.boolean(), z.stringbool()]),
  /** One of these words or numbers. */
  oneOf: <const T extends readonly [string, ...string[]]>(...words: T) => word.pipe(z.enum(words)),
};

/** One field of a message, before the message is read: it tells which kind of message it is. */
export function fieldOf(fields: unknown, name: string): unknown {
  return Object(fields)[name];
}

/** The event of a turn that says, by this value, that its session begins. One that says nothing may be either. */
export function eventOf<T>(said: T | undefined, begins: T): 'start' | 'input' | 'turn' {
  if (said === undefined) return 'turn';
  return said === begins ? 'start' : 'input';
}

export { form, json, jsonOf, read, textsOf, type Unreadable, xml } from '../../../http/fields.ts';

export function plain(body: string, headers: Reply['headers'] = {}): Reply {
  return {
    status: 200,
    headers: { 'content-type': 'text/plain; charset=UTF-8', ...headers },
    body,
  };
}

export function asJson(value: unknown): Reply {
  return { ...plain(JSON.stringify(value)), headers: { 'content-type': 'application/json' } };
}

export function asXml(element: string): Reply {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n${element}`;
  return { ...plain(body), headers: { 'content-type': 'text/xml; charset=UTF-8' } };
}

/** Kenya's convention: the first four septets of every reply continue or end the session. */
export function conOrEnd({ text, end }: Screen): string {
  return `${end ? 'END' : 'CON'} ${text}`;
}
