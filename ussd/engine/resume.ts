/**
 * Resumes what the previous session of the same number left open. A payment whose outcome was not shown comes first
 * (`pending-outcome.ts`). An unfinished conversation is offered: "Continue" gives the same answers ahead, as a deep dial
 * does. Reads are made again, and the answers pass neither a PIN question nor a write.
 */

import { type Language, languages } from '../../core/language.ts';
import { type Context, choose, type Flow, type Program, restart, useLanguage } from '../flow.ts';
import { navigationKeys } from '../inputs/navigation-keys.ts';
import { formatQuote } from '../text/format.ts';
import { texts } from '../text/index.ts';
import {
  type EarlierSession,
  isWrite,
  type Journal,
  type JournalEntry,
  maxEntries,
  maxRefusals,
  type ReplayState,
  replay,
  startJournal,
  tryReplay,
  type UnfinishedConversation,
} from './journal.ts';
import { type PreviousSession, pendingOutcome, showOutcome } from './pending-outcome.ts';
import type { Answers } from './type-ahead.ts';

/** The offer costs the customer one answer, so it must save at least two. */
const minAnswers = 2;

/**
 * The journal with which a new session starts if the previous one left something to show or to offer. It is undefined if
 * the previous session ended, stopped inside an effect, had another version, had too few answers, had a wrong PIN or
 * wrote something, or if this session brings answers of its own. The caller decides how old a session may be.
 */
export function offer(
  program: Program,
  context: Context,
  previous: PreviousSession | undefined,
  { parts }: Answers,
): Journal | undefined {
  if (previous?.journal.version !== program.version || parts.length > 0) return undefined;
  const earlier =
    pendingOutcome(program, context, previous) ?? unfinished(program, context, previous.journal);
  return earlier && { ...startJournal(program), earlier };
}

/** The program that a new session runs first if the previous one left something. */
export function programFor({ version }: Program, earlier: EarlierSession): Program {
  const isOutcome = earlier.kind === 'pending_outcome';
  return { version, flow: () => (isOutcome ? showOutcome(earlier) : offerToContinue(earlier)) };
}

function* offerToContinue({ language, answers, what }: UnfinishedConversation): Flow {
  const text = yield* useLanguage(language);
  const spoken = languages.find((each) => texts[each] === text) ?? language;
  const chosen = yield* choose(text.unfinished, [
    [text.goOn(what[spoken] ?? ''), answers],
    [text.startOver, []],
  ]);
  return yield* restart(chosen);
}

function unfinished(
  program: Program,
  context: Context,
  journal: Journal,
): UnfinishedConversation | undefined {
  const { entries, earlier, languageOverride } = journal;
  // The previous session made the offer and got no answer, so it is made again.
  if (earlier?.kind === 'unfinished') {
    return { ...earlier, language: languageOverride?.language ?? earlier.language };
  }
  if (earlier || entries.length >= maxEntries) return undefined;
  if (entries.some((entry) => isWrite(entry) || isWrongPin(entry))) return undefined;
  const state = tryReplay(program, context, journal);
  if (!state || !isQuestion(state.step) || state.refused >= maxRefusals) return undefined;
  const secret = entries.findIndex(({ kind }) => kind === 'secret');
  const answers = entries.slice(0, secret < 0 ? undefined : secret).flatMap(answersOf);
  const { language } = state;
  if (answers.length < minAnswers) return undefined;
  const what = Object.fromEntries(
    context.market.languages.map((each) => [each, whatIn(each, program, context, journal)]),
  );
  return { kind: 'unfinished', language, answers, what };
}

/** "Withdraw Ksh500.00 at MAMA NJERI SHOP 123456", or the last of the menu's options that led here: "Send money". */
function whatIn(language: Language, program: Program, context: Context, journal: Journal): string {
  const newest = journal.entries.findLast(
    (entry) => entry.kind === 'performed' && entry.effect === 'quote',
  );
  const result = newest?.kind === 'performed' ? newest.result : 'unavailable';
  if (result !== 'unavailable' && 'quote' in result) {
    const { quote } = result;
    return texts[language].payments[quote.type].what(formatQuote(quote, context.market));
  }
  const languageOverride = { language, answered: journal.entries.length };
  let label = '';
  for (const [at, entry] of journal.entries.entries()) {
    if (entry.kind !== 'typed') continue;
    const before = { ...journal, entries: journal.entries.slice(0, at), languageOverride };
    const { step } = replay(program, context, before);
    if (step.kind !== 'choose') break;
    label = step.lines[Number(entry.text) - 1]?.replace(/^\d+\. /, '') ?? '';
  }
  return label;
}

/** After a wrong PIN nothing is offered: whoever holds the phone must not see what was typed before. */
function isWrongPin(entry: JournalEntry): boolean {
  if (entry.kind !== 'performed' || entry.result === 'unavailable') return false;
  return 'verdict' in entry.result && entry.result.verdict !== 'right';
}

function isQuestion({ kind }: ReplayState['step']): boolean {
  return kind === 'ask' || kind === 'choose' || kind === 'secret';
}

function answersOf(entry: JournalEntry): readonly string[] {
  if (entry.kind === 'typed') return [entry.text];
  return entry.kind === 'more' ? [navigationKeys.more] : [];
}
