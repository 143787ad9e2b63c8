/**
 * Is this turn new? A cumulative carrier sends all inputs of the session so far, joined by "*" with no
 * escaping and no turn id, and may send a turn twice, late, or out of order. Since a transcript may hold a PIN,
 * what we saw is kept as its length and its tag, a keyed MAC that the caller makes.
 */
import type { Answers } from './ahead.ts';
import type { Screen } from './screen.ts';

/**
 * What a turn of a cumulative carrier says. Carriers that send the last input only, some with a turn id, will
 * stand beside it; their answers are always `single`.
 */
export interface Cumulative {
  readonly transcript: string;
}

/** The turns seen of one session, oldest first. Holds nothing that was typed. */
export interface Seen {
  readonly turns: readonly SeenTurn[];
  readonly ended: boolean;
}

interface SeenTurn {
  readonly length: number;
  readonly tag: string;
  readonly reply: Screen;
}

export type Tag = (text: string) => string;

export type Verdict =
  | { readonly kind: 'new'; readonly answers: Answers }
  /** The newest turn again: the same reply. */
  | { readonly kind: 'repeat'; readonly reply: Screen }
  /** An older turn again: the reply it got, and the session stays where it is. */
  | { readonly kind: 'stale'; readonly reply: Screen }
  /** Another history than the one we saw. The request gets an END; the session is left alone. */
  | { readonly kind: 'conflict' }
  /** The session is over, and this is none of its turns. */
  | { readonly kind: 'ended' };

const mostTurns = 32;

/** A longer transcript cannot come from a session that we would still be in. */
const mostParts = 64;

export function classify(seen: Seen | undefined, turn: Cumulative, tag: Tag): Verdict {
  const text = turn.transcript;
  const newest = seen?.turns.at(-1);
  if (!seen || !newest) return { kind: 'new', answers: { mode: 'forward', parts: parts(text) } };

  const mark = tag(text);
  const known = seen.turns.find((one) => one.length === text.length && one.tag === mark);
  if (known) return { kind: known === newest ? 'repeat' : 'stale', reply: known.reply };
  if (seen.ended) return { kind: 'ended' };

  const answer = remainder(newest, text, tag);
  if (answer === undefined) return { kind: 'conflict' };
  const mode = answer.includes('*') ? 'ambiguous' : 'single';
  return { kind: 'new', answers: { mode, parts: answer.split('*', mostParts) } };
}

/** What to keep once a new turn has its reply. */
export function remember(
  seen: Seen | undefined,
  turn: Cumulative,
  tag: Tag,
  { text, end }: Screen,
): Seen {
  const { transcript } = turn;
  const one = { length: transcript.length, tag: tag(transcript), reply: { text, end } };
  return { turns: [...(seen?.turns ?? []), one].slice(-mostTurns), ended: end };
}

/** What was typed since the newest turn; undefined if the text does not go on from it. */
function remainder(newest: SeenTurn, text: string, tag: Tag): string | undefined {
  if (newest.length === 0) return text;
  if (text.charAt(newest.length) !== '*') return undefined;
  if (tag(text.slice(0, newest.length)) !== newest.tag) return undefined;
  return text.slice(newest.length + 1);
}

/** The first text of a session: nothing, or what was dialled behind the service code. */
function parts(text: string): readonly string[] {
  return text === '' ? [] : text.split('*', mostParts);
}
