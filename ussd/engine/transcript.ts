/**
 * Is this turn new? Carriers send a turn twice, late, or out of order. A cumulative carrier sends all inputs of the
 * session so far, joined by "*" with no escaping and no turn id; the others send the last input, some with a mark of
 * their own. Since an input may be a PIN, what we saw is kept as its length and its tag, a keyed MAC that the caller
 * makes.
 */

import type { Screen } from '../screen/gsm7.ts';
import type { Answers } from './type-ahead.ts';

/** What a turn says: of a cumulative carrier, or of one that sends the last input. */
export type IncomingTurn = Cumulative | Latest;

export interface Cumulative {
  readonly transcript: string;
}

export interface Latest {
  /** `turn` where the carrier does not tell: the session begins when we do not know it. */
  readonly event: 'start' | 'input' | 'turn';
  /** What was typed; where the session begins, what was dialled, or what of it stands behind the code. */
  readonly input: string;
  /** The code that leads here, as "*334#". */
  readonly service: string;
  /** The carrier's mark of this turn, which it repeats with the turn. */
  readonly turnId?: string | undefined;
  /** The carrier has no session ids: this is of whatever session its number is in. */
  readonly unnamed?: boolean | undefined;
  /** When it came in, in milliseconds since 1970. */
  readonly at: number;
}

/** The turns seen of one session, oldest first. Holds nothing that was typed. */
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

export type Tag = (text: string) => string;

export type TurnKind =
  /** With `restart`, of a new session that has the id of this one. */
  | { readonly kind: 'new'; readonly answers: Answers; readonly restart?: true }
  /** The newest turn again: the same reply. */
  | { readonly kind: 'repeat'; readonly reply: Screen }
  /** An older turn again: the reply it got, and the session stays where it is. */
  | { readonly kind: 'stale'; readonly reply: Screen }
  /** Another history than the one we saw. The request gets an END; the session is left alone. */
  | { readonly kind: 'conflict' }
  /** The session is over or was never seen, and this is none of its turns. */
  | { readonly kind: 'ended' };

/**
 * Without a mark, the newest input again is taken for the same turn sent again until this time (milliseconds) after
 * its reply: nobody reads a screen and answers it within it. Later it is taken for an answer; there is no telling.
 */
const repeatWithin = 2_000;

/** Operators end a session after this time at most (milliseconds). */
const maxSessionMs = 180_000;

const maxTurns = 32;

/** A longer transcript cannot come from a session that we would still be in. */
const maxParts = 64;

export function classify(seen: SeenTurns | undefined, turn: IncomingTurn, tag: Tag): TurnKind {
  return 'transcript' in turn
    ? classifyCumulative(seen, turn.transcript, tag)
    : classifyLatest(seen, turn, tag);
}

/** What to keep once a new turn has its reply. */
export function remember(
  seen: SeenTurns | undefined,
  turn: IncomingTurn,
  tag: Tag,
  { text, end }: Screen,
  now: number,
): SeenTurns {
  const said = textOf(turn);
  const one = { length: said.length, tag: tag(said), reply: { text, end }, repliedAt: now };
  const turnId = 'transcript' in turn ? undefined : turn.turnId;
  const marked = turnId === undefined ? one : { ...one, turnId };
  return { turns: [...(seen?.turns ?? []), marked].slice(-maxTurns), ended: end };
}

function classifyCumulative(seen: SeenTurns | undefined, text: string, tag: Tag): TurnKind {
  const newest = seen?.turns.at(-1);
  if (!seen || !newest) return opening(text);

  const known = seen.turns.find((one) => isOf(one, text, tag));
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
    // An answer to a question that we do not know.
    if (turn.event === 'input') return { kind: 'ended' };
    return opening(behindCode(turn.input, turn.service));
  }
  const known = sentAgain(seen, newest, turn, tag);
  if (known) return { kind: known === newest ? 'repeat' : 'stale', reply: known.reply };
  if (beginsAgain(seen, newest, turn)) {
    return { ...opening(behindCode(turn.input, turn.service)), restart: true };
  }
  if (seen.ended) return { kind: 'ended' };
  return { kind: 'new', answers: { mode: 'single', parts: [turn.input] } };
}

/** The turn that this one is, sent again. */
function sentAgain(
  seen: SeenTurns,
  newest: SeenTurn,
  turn: Latest,
  tag: Tag,
): SeenTurn | undefined {
  const marked = seen.turns.filter(({ turnId }) => turnId !== undefined && turnId === turn.turnId);
  const same = marked.filter((one) => isOf(one, turn.input, tag));
  // What came with two different inputs is not the mark of a turn, whatever the carrier calls it.
  if (marked.length > 0 && same.length === marked.length) return same.at(-1);
  if (turn.turnId !== undefined && marked.length === 0) return undefined;

  if (!isOf(newest, turn.input, tag)) return undefined;
  if (turn.at <= newest.repliedAt + repeatWithin) return newest;
  if (turn.event === 'start') return seen.turns.length === 1 && !seen.ended ? newest : undefined;
  return seen.ended && !turn.unnamed ? newest : undefined;
}

/** Whether another session begins, although we know one of this id. */
function beginsAgain(seen: SeenTurns, newest: SeenTurn, turn: Latest): boolean {
  if (turn.event !== 'turn') return turn.event === 'start';
  if (!turn.unnamed) return false;
  const began = seen.turns[0] ?? newest;
  // Nobody answers with the code, whatever stands behind it.
  const dialled = turn.input.trim().startsWith('*') && isOfCode(turn.input, turn.service);
  return seen.ended || dialled || turn.at > began.repliedAt + maxSessionMs;
}

/** The first text of a session: nothing, or what was dialled behind the service code. */
function opening(text: string): TurnKind & { kind: 'new' } {
  const parts = text === '' ? [] : text.split('*', maxParts);
  return { kind: 'new', answers: { mode: 'forward', parts } };
}

/**
 * What was dialled behind the service code: "*334*1*0711987654#" brings "1*0711987654", and so does what a carrier
 * has taken the code off already. A code that is not ours brings nothing.
 */
function behindCode(dialled: string, service: string): string {
  const text = bare(dialled);
  const code = bare(service);
  if (text === code) return '';
  if (text.startsWith(`${code}*`)) return text.slice(code.length + 1);
  return dialled.trim().startsWith('*') ? '' : text;
}

function isOfCode(dialled: string, service: string): boolean {
  return `${bare(dialled)}*`.startsWith(`${bare(service)}*`);
}

function bare(code: string): string {
  return code.trim().replace(/^\*/, '').replace(/#$/, '');
}

/** What was typed since the newest turn; undefined if the text does not go on from it. */
function remainder(newest: SeenTurn, text: string, tag: Tag): string | undefined {
  if (newest.length === 0) return text;
  if (text.charAt(newest.length) !== '*') return undefined;
  if (tag(text.slice(0, newest.length)) !== newest.tag) return undefined;
  return text.slice(newest.length + 1);
}

function isOf(seen: SeenTurn, text: string, tag: Tag): boolean {
  return seen.length === text.length && seen.tag === tag(text);
}

function textOf(turn: IncomingTurn): string {
  return 'transcript' in turn ? turn.transcript : turn.input;
}
