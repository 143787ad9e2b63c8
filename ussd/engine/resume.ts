/**
 * What an earlier dial of the same number left, for the next one. A payment whose outcome was not told comes first
 * (`untold.ts`). An unfinished conversation is offered: to continue is to give the same answers ahead, as a deep dial
 * does. What they lead to is read afresh, and they reach neither a secret nor a change.
 */

import { type Context, choose, type Flow, type Program, restart, useLanguage } from '../flow.ts';
import { navigationKeys } from '../inputs/navigation-keys.ts';
import {
  type EarlierSession,
  isChange,
  type Journal,
  type JournalEntry,
  maxEntries,
  maxRefusals,
  type ReplayState,
  startJournal,
  tryReplay,
  type UnfinishedConversation,
} from './journal.ts';
import { type PreviousSession, pendingOutcome, tellOutcome } from './pending-outcome.ts';
import type { Answers } from './type-ahead.ts';

/** The offer costs the customer one answer, so it has to save more than one. */
const minAnswers = 2;

/**
 * The journal with which a new session tells or offers what the earlier one left, or undefined if that is nothing: it
 * is over, or in the middle of an act, or another version's, or too little was answered in it, or a PIN was wrong in
 * it, or it changed something, or this dial brings its own answers. Whether it is too long ago, the caller decides.
 */
export function offer(
  program: Program,
  context: Context,
  left: PreviousSession | undefined,
  { parts }: Answers,
): Journal | undefined {
  if (left?.journal.version !== program.version || parts.length > 0) return undefined;
  const earlier =
    pendingOutcome(program, context, left) ?? unfinished(program, context, left.journal);
  return earlier && { ...startJournal(program), earlier };
}

/** What a dial sees first that an earlier one left something for. */
export function programFor({ version }: Program, earlier: EarlierSession): Program {
  return {
    version,
    flow: () => (earlier.kind === 'untold' ? tellOutcome(earlier) : offerToContinue(earlier)),
  };
}

function* offerToContinue({ language, answers }: UnfinishedConversation): Flow {
  const text = yield* useLanguage(language);
  const again = yield* choose(text.unfinished, [
    [text.goOn, answers],
    [text.startOver, []],
  ]);
  return yield* restart(again);
}

function unfinished(
  program: Program,
  context: Context,
  journal: Journal,
): UnfinishedConversation | undefined {
  const { entries, earlier, spoken } = journal;
  // Offered once, and not answered: it is offered again.
  if (earlier?.kind === 'unfinished') {
    return { ...earlier, language: spoken?.language ?? earlier.language };
  }
  if (earlier || entries.length >= maxEntries) return undefined;
  if (entries.some((entry) => isChange(entry) || isWrongPin(entry))) return undefined;
  const stand = tryReplay(program, context, journal);
  if (!stand || !isQuestion(stand.step) || stand.refused >= maxRefusals) return undefined;
  const secret = entries.findIndex(({ kind }) => kind === 'secret');
  const answers = entries.slice(0, secret < 0 ? undefined : secret).flatMap(answer);
  const { language } = stand;
  return answers.length < minAnswers ? undefined : { kind: 'unfinished', language, answers };
}

/** Who could not prove who they are is not told what was typed before. */
function isWrongPin(entry: JournalEntry): boolean {
  if (entry.kind !== 'performed' || entry.result === 'unavailable') return false;
  return 'verdict' in entry.result && entry.result.verdict !== 'right';
}

function isQuestion({ kind }: ReplayState['step']): boolean {
  return kind === 'ask' || kind === 'choose' || kind === 'secret';
}

function answer(entry: JournalEntry): readonly string[] {
  if (entry.kind === 'typed') return [entry.text];
  return entry.kind === 'more' ? [navigationKeys.more] : [];
}
