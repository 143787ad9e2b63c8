/**
 * Decides if a turn is new. Carriers send turns twice, late, or out of order. A cumulative carrier sends all inputs of the
 * session so far, joined by "*" without escaping and without a turn id; the others send the last input, some with a turn
 * id. An input may be a PIN, so a seen turn is kept as its length and its tag, a keyed MAC that the caller computes.
 */

import type { Screen } from '../screen/gsm7.ts';
import type { Answers } from './type-ahead.ts';

/** The input of a turn, from a carrier that sends all inputs so far or from one that sends the last. */
export type IncomingTurn = Cumulative | Latest;

export interface Cumulative {
  readonly transcript: string;
  /** The part of the service code that the first transcripts begin with: "7" where *334*7# comes as "7". */
  readonly extension?: string | undefined;
}

export interface Latest {
  /** `turn` if the carrier does not say which: the session starts if it is not known yet. */
  readonly event: 'start' | 'input' | 'turn';
  /** The typed answer; in a session's first turn, the dialled code or only the part behind the service code. */
  readonly input: string;
  /** The service code: "*334#". */
  readonly service: string;
  /** The carrier's mark of this turn, which it sends again with a retry. */
  readonly turnId?: string | undefined;
  /** True if the carrier has no session ids: the turn belongs to the session that its number is in. */
  readonly unnamed?: boolean | undefined;
  /** The time of arrival, in milliseconds since 1970. */
  readonly at: number;
}

/** The seen turns of one session, oldest first. It holds no typed text. */
export interface SeenTurns {
  readonly turns: readonly SeenTurn[];
  readonly ended: boolean;
}

interface SeenTurn {
  readonly length: number;
  readonly tag: string;
  readonly reply: Screen;
  readonly turnId?: string | undefined;
  /** In milliseconds since 1970. */
  readonly repliedAt: number;
}

/** Computes the keyed MAC of a text. */
export type Tag = (text: string) => string;

export type TurnKind =
  /** With `restart`, the turn starts a new session that has the id of this one. */
  | { readonly kind: 'new'; readonly answers: Answers; readonly restart?: true }
  /** The newest turn was sent again and gets the same reply. */
  | { readonly kind: 'repeat'; readonly reply: Screen }
  /** An older turn was sent again. It gets the reply that it got then, and the session stays where it is. */
  | { readonly kind: 'stale'; readonly reply: Screen }
  /** The inputs differ from the ones seen before. The request gets an END, and the session is not changed. */
  | { readonly kind: 'conflict' }
  /** The session is over or was never seen, and the turn cannot belong to it. */
  | { readonly kind: 'ended' };

/**
 * Without a turn id, the newest input that arrives again within this time (milliseconds) after its reply counts as a
 * retry, because nobody reads and answers a screen that fast. Later it counts as an answer; the two cannot be told apart.
 */
const repeatWithin = 2_000;

/** Networks end a session after at most this time (milliseconds). */
const maxSessionMs = 180_000;

const maxTurns = 32;

/** A longer transcript cannot come from a live session. */
const maxParts = 64;

export function classify(seen: SeenTurns | undefined, turn: IncomingTurn, tag: Tag): TurnKind {
  return 'transcript' in turn
    ? classifyCumulative(seen, turn, tag)
    : classifyLatest(seen, turn, tag);
}

/** Adds a turn and its reply to the seen turns. */
export function remember(
  seen: SeenTurns | undefined,
  turn: IncomingTurn,
  tag: Tag,
  { text, end }: Screen,
  now: number,
): SeenTurns {
  const input = textOf(turn);
  const turnId = 'transcript' in turn ? undefined : turn.turnId;
  const seenTurn: SeenTurn = {
    ...{ length: input.length, tag: tag(input), reply: { text, end }, repliedAt: now },
    ...(turnId !== undefined && { turnId }),
  };
  return { turns: [...(seen?.turns ?? []), seenTurn].slice(-maxTurns), ended: end };
}

function classifyCumulative(
  seen: SeenTurns | undefined,
  { transcript: text, extension = '' }: Cumulative,
  tag: Tag,
): TurnKind {
  const newest = seen?.turns.at(-1);
  if (!seen || !newest) {
    return opening(extension === '' ? text : (behind(bare(text), extension) ?? text));
  }

  const known = seen.turns.find((turn) => hasInput(turn, text, tag));
  if (known) return { kind: known === newest ? 'repeat' : 'stale', reply: known.reply };
  if (seen.ended) return { kind: 'ended' };

  const answer = remainder(newest, text, tag);
  if (answer === undefined) return { kind: 'conflict' };
  const mode = answer.includes('*') ? 'ambiguous' : 'single';
  return { kind: 'new', answers: { mode, parts: answer.split('*', maxParts) } };
}

function classifyLatest(seen: SeenTurns | undefined, turn: Latest, tag: Tag): TurnKind {
  const newest = seen?.turns.at(-1);
  if (!seen || !newest) {
    // It answers a question of a session that is not known.
    if (turn.event === 'input') return { kind: 'ended' };
    return opening(behindCode(turn.input, turn.service));
  }
  const known = findRetried(seen, newest, turn, tag);
  if (known) return { kind: known === newest ? 'repeat' : 'stale', reply: known.reply };
  if (startsNewSession(seen, newest, turn)) {
    return { ...opening(behindCode(turn.input, turn.service)), restart: true };
  }
  if (seen.ended) return { kind: 'ended' };
  return { kind: 'new', answers: { mode: 'single', parts: [turn.input] } };
}

/** The seen turn that this one repeats, or undefined if it is new. */
function findRetried(
  seen: SeenTurns,
  newest: SeenTurn,
  turn: Latest,
  tag: Tag,
): SeenTurn | undefined {
  const marked = seen.turns.filter(({ turnId }) => turnId !== undefined);
  const sameMark = marked.find(({ turnId }) => turnId === turn.turnId);
  if (turn.turnId !== undefined && !sameMark) return undefined;
  if (sameMark && tellTurnsApart(marked) && hasInput(sameMark, turn.input, tag)) return sameMark;

  if (!hasInput(newest, turn.input, tag)) return undefined;
  if (turn.at <= newest.repliedAt + repeatWithin) return newest;
  if (turn.event === 'start') return seen.turns.length === 1 && !seen.ended ? newest : undefined;
  return seen.ended && !turn.unnamed ? newest : undefined;
}

/**
 * True if the marks of a session have shown that each turn has its own. Some gateways give the same mark to every turn; to
 * believe those would leave the phone on one screen for ever.
 */
function tellTurnsApart(marked: readonly SeenTurn[]): boolean {
  const marks = new Set(marked.map(({ turnId }) => turnId));
  return marked.length > 1 && marks.size === marked.length;
}

/** True if the turn starts another session, although one with its id is known. */
function startsNewSession(seen: SeenTurns, newest: SeenTurn, turn: Latest): boolean {
  if (turn.event !== 'turn') return turn.event === 'start';
  if (!turn.unnamed) return false;
  const first = seen.turns[0] ?? newest;
  // The service code is never an answer, whatever follows it.
  const dialled = turn.input.trim().startsWith('*') && startsWithCode(turn.input, turn.service);
  return seen.ended || dialled || turn.at > first.repliedAt + maxSessionMs;
}

/** A session's first turn; `text` is what was dialled behind the service code, or empty. */
function opening(text: string): TurnKind & { kind: 'new' } {
  const parts = text === '' ? [] : text.split('*', maxParts);
  return { kind: 'new', answers: { mode: 'forward', parts } };
}

/**
 * The part dialled behind the service code: "*334*1*0711987654#" gives "1*0711987654". Some carriers remove the code
 * themselves, so "1*0711987654" gives the same. Another service's code gives an empty text.
 */
function behindCode(dialled: string, service: string): string {
  const text = bare(dialled);
  const extra = behind(text, bare(service));
  if (extra !== undefined) return extra;
  return dialled.trim().startsWith('*') ? '' : text;
}

/** The part of a text behind a code: "1" behind "334" in "334*1". Undefined if the text does not begin with the code. */
function behind(text: string, code: string): string | undefined {
  if (text === code) return '';
  return code !== '' && text.startsWith(`${code}*`) ? text.slice(code.length + 1) : undefined;
}

function startsWithCode(dialled: string, service: string): boolean {
  return `${bare(dialled)}*`.startsWith(`${bare(service)}*`);
}

/**
 * What a transcript begins with where the service's code is longer than the code that its carrier names: "7" of "*334*7#"
 * where the carrier names "334". A carrier that names the whole code, or more, has taken it off.
 */
export function extensionOf(service: string, named: string): string {
  const code = bare(service);
  if (behind(bare(named), code) !== undefined) return '';
  return behind(code, bare(named)) ?? code.replace(/^\d+\*?/, '');
}

function bare(code: string): string {
  return code.trim().replace(/^\*/, '').replace(/#$/, '');
}

/** The text typed since the newest turn; undefined if the transcript does not continue that turn. */
function remainder(newest: SeenTurn, text: string, tag: Tag): string | undefined {
  if (newest.length === 0) return text;
  if (text.charAt(newest.length) !== '*') return undefined;
  if (tag(text.slice(0, newest.length)) !== newest.tag) return undefined;
  return text.slice(newest.length + 1);
}

function hasInput(seen: SeenTurn, text: string, tag: Tag): boolean {
  return seen.length === text.length && seen.tag === tag(text);
}

function textOf(turn: IncomingTurn): string {
  return 'transcript' in turn ? turn.transcript : turn.input;
}
