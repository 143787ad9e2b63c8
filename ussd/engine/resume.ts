/**
 * What an earlier dial of the same number left, for the next one. A payment whose outcome was not told comes first
 * (`untold.ts`). An unfinished conversation is offered: to continue is to give the same answers ahead, as a deep dial
 * does. What they lead to is read afresh, and they reach neither a secret nor a change.
 */

import { begin, type Context, choose, type Flow, type Program, speak } from '../flow.ts';
import { keys } from '../inputs/inputs.ts';
import {
  type Earlier,
  type Entry,
  isChange,
  type Journal,
  mostEntries,
  mostRefused,
  type Stand,
  standing,
  start,
  type Unfinished,
} from './journal.ts';
import { type Left, telling, untold } from './pending-outcome.ts';
import type { Answers } from './type-ahead.ts';

/** The offer costs the customer one answer, so it has to save more than one. */
const fewestAnswers = 2;

/**
 * The journal with which a new session tells or offers what the earlier one left, or undefined if that is nothing: it
 * is over, or in the middle of an act, or another version's, or too little was answered in it, or a PIN was wrong in
 * it, or it changed something, or this dial brings its own answers. Whether it is too long ago, the caller decides.
 */
export function offer(
  program: Program,
  context: Context,
  left: Left | undefined,
  { parts }: Answers,
): Journal | undefined {
  if (left?.journal.version !== program.version || parts.length > 0) return undefined;
  const earlier = untold(program, context, left) ?? unfinished(program, context, left.journal);
  return earlier && { ...start(program), earlier };
}

/** What a dial sees first that an earlier one left something for. */
export function offering({ version }: Program, earlier: Earlier): Program {
  return {
    version,
    flow: () => (earlier.kind === 'untold' ? telling(earlier) : goingOn(earlier)),
  };
}

function* goingOn({ language, answers }: Unfinished): Flow {
  const text = yield* speak(language);
  const again = yield* choose(text.unfinished, [
    [text.goOn, answers],
    [text.startOver, []],
  ]);
  return yield* begin(again);
}

function unfinished(program: Program, context: Context, journal: Journal): Unfinished | undefined {
  const { entries, earlier, spoken } = journal;
  // Offered once, and not answered: it is offered again.
  if (earlier?.kind === 'unfinished') {
    return { ...earlier, language: spoken?.language ?? earlier.language };
  }
  if (earlier || entries.length >= mostEntries) return undefined;
  if (entries.some((entry) => isChange(entry) || isWrongPin(entry))) return undefined;
  const stand = standing(program, context, journal);
  if (!stand || !isQuestion(stand.step) || stand.refused >= mostRefused) return undefined;
  const secret = entries.findIndex(({ kind }) => kind === 'secret');
  const answers = entries.slice(0, secret < 0 ? undefined : secret).flatMap(answer);
  const { language } = stand;
  return answers.length < fewestAnswers ? undefined : { kind: 'unfinished', language, answers };
}

/** Who could not prove who they are is not told what was typed before. */
function isWrongPin(entry: Entry): boolean {
  if (entry.kind !== 'performed' || entry.result === 'unavailable') return false;
  return 'verdict' in entry.result && entry.result.verdict !== 'right';
}

function isQuestion({ kind }: Stand['step']): boolean {
  return kind === 'ask' || kind === 'choose' || kind === 'secret';
}

function answer(entry: Entry): readonly string[] {
  if (entry.kind === 'typed') return [entry.text];
  return entry.kind === 'more' ? [keys.more] : [];
}
