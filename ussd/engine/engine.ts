/**
 * One turn of a conversation: replays the journal, takes the new answers, and returns a screen or an effect to perform.
 * The journal is the only state.
 *
 *   let step = startTurn(program, context, journal, answers);
 *   while (step.kind === 'perform') {
 *     step = continueTurn(program, context, step, await perform(step.effect, step.index));
 *   }
 */

import type { Effect, Performed } from '../effects.ts';
import type { Context, Program, Prompt } from '../flow.ts';
import { type Complaint, normalizeAnswer } from '../inputs/parser.ts';
import { fits, fitted, type Screen } from '../screen/gsm7.ts';
import { texts } from '../text/index.ts';
import {
  addEntry,
  hasPaid,
  type Journal,
  type JournalEntry,
  maxEntries,
  maxRefusals,
  ReplayError,
  type ReplayState,
  replay,
  startJournal,
  takeAnswer,
} from './journal.ts';
import { render } from './render.ts';
import { programFor } from './resume.ts';
import {
  type Answers,
  afterAnswer,
  afterRefusal,
  asStranger,
  atStep,
  restartedTurn,
  type TurnProgress,
} from './type-ahead.ts';

/** The screen to show, and the journal to store for the next turn. */
export interface ShowScreen extends Screen {
  readonly kind: 'screen';
  readonly journal: Journal;
  /** A bug to report in the log. It holds no personal data. */
  readonly fault?: string;
}

/** The effect to perform before the turn can show a screen. */
export interface RunEffect {
  readonly kind: 'perform';
  /** May hold a PIN: perform it, and neither store nor log it. */
  readonly effect: Effect;
  /** The effect's number in the session. A retried turn gives the same effect the same number; no other effect gets it. */
  readonly index: number;
  readonly progress: TurnProgress;
}

export type EngineStep = ShowScreen | RunEffect;

/** Starts a turn. Without a journal, the conversation starts too. Never throws. */
export function startTurn(
  program: Program,
  context: Context,
  journal: Journal | undefined,
  answers: Answers,
): EngineStep {
  return guarded(program, context, { ...answers, journal: journal ?? startJournal(program) });
}

/** Continues a turn after its effect was performed. Never throws. */
export function continueTurn(
  program: Program,
  context: Context,
  { effect, progress }: RunEffect,
  result: Performed,
): EngineStep {
  const journal = addEntry(progress.journal, { kind: 'performed', effect: effect.type, result });
  const next = { ...progress, journal };
  return guarded(program, context, afterResult(next, result));
}

/** Drops type-ahead answers that the result has made meaningless. */
function afterResult(progress: TurnProgress, result: Performed): TurnProgress {
  if (result === 'unavailable') return progress;
  if ('refusal' in result) return afterRefusal(progress);
  return 'known' in result && !result.known ? asStranger(progress) : progress;
}

/** Runs the turn. If anything throws, the phone gets a closing screen that is true. */
function guarded(program: Program, context: Context, progress: TurnProgress): EngineStep {
  const { journal } = progress;
  const text = texts[journal.languageOverride?.language ?? context.language];
  const apologize = (sentence: string, fault?: string) =>
    show(context, journal, hasPaid(journal) ? text.paymentPending : sentence, true, fault);
  if (journal.version !== program.version) return apologize(text.menuChanged);
  try {
    return run(program, context, progress);
  } catch (error) {
    return apologize(text.unavailable, faultOf(error));
  }
}

/** Replays the journal, then takes answers until the flow needs a screen or an effect. */
function run(program: Program, context: Context, progress: TurnProgress): EngineStep {
  const { earlier } = progress.journal;
  const replayed = earlier ? programFor(program, earlier) : program;
  const state = replay(replayed, context, progress.journal);
  let current = progress;
  for (;;) {
    const { step, language } = state;
    const allowed = atStep(current, step);
    if (!allowed) return run(program, context, current.otherwise ?? noFallback());
    current = allowed;
    const { journal, parts } = current;

    if (step.kind === 'restart') {
      return run(program, context, restartedTurn(program, current, step.answers, language));
    }
    const isFull = journal.entries.length >= maxEntries;
    const endFullJournal = () => show(context, journal, texts[language].tooLong, true);
    if (step.kind === 'call') return isFull ? endFullJournal() : runEffect(step.effect, current);

    const { text, end, navigation } = render(step, state, journal, context);
    const [typed] = parts;
    if (typed === undefined || end) return show(context, journal, text, end);
    if (isFull) return endFullJournal();

    const answer = normalizeAnswer(typed);
    const parsed = step.parse(answer);
    if ('value' in parsed) {
      current = afterAnswer(current, entryOf(step, answer));
      takeAnswer(state, parsed.value);
      continue;
    }
    const target = navigation.get(answer);
    if (target) {
      return run(program, context, { ...current, journal: target, parts: parts.slice(1) });
    }
    if (current.misread) return run(program, context, current.misread);
    if (current.mode === 'attempt') {
      return run(program, context, current.otherwise ?? noFallback());
    }
    return askAgain(step, state, journal, context, parsed.complaint);
  }
}

function entryOf({ kind, open }: Prompt, answer: string): JournalEntry {
  const isOption = open !== undefined && 'value' in open(answer);
  return kind === 'secret' && !isOption ? { kind } : { kind: 'typed', text: answer };
}

/** The inputs of effects that are secrets. */
const secretInputs = ['pin', 'code', 'idNumber', 'birthDate'] as const;

/** Journals a refused answer and shows the question again, or ends the session after too many of them. */
function askAgain(
  prompt: Prompt,
  state: ReplayState,
  journal: Journal,
  context: Context,
  complaint: Complaint,
): ShowScreen {
  const refused = addEntry(journal, { kind: 'refused' });
  if (state.refused + 1 >= maxRefusals) {
    return show(context, refused, texts[state.language].tooManyTries, true);
  }
  const { text } = render(prompt, state, refused, context, complaint);
  return show(context, refused, text, false);
}

function runEffect(effect: Effect, progress: TurnProgress): RunEffect {
  // A secret lives as long as its turn. A journal that was stored in the middle of a turn has to ask for it again.
  const inputs: Readonly<Record<string, unknown>> = { ...effect };
  if (secretInputs.some((name) => inputs[name] === ''))
    throw new ReplayError('a secret is gone before its use');
  const index = progress.journal.dropped + progress.journal.entries.length;
  return { kind: 'perform', effect, index, progress };
}

function show(
  { budget }: Context,
  journal: Journal,
  text: string,
  end: boolean,
  fault?: string,
): ShowScreen {
  const problem = fault ?? (fits(text, budget) ? undefined : 'a screen was cut');
  const screen = { kind: 'screen', text: fitted(text, budget), end, journal } as const;
  return problem === undefined ? screen : { ...screen, fault: problem };
}

/** Only a ReplayError's message is known to hold no personal data. */
function faultOf(error: unknown): string {
  if (error instanceof ReplayError) return error.message;
  return `the flow threw ${error instanceof Error ? error.name : typeof error}`;
}

/** A turn that brought no answer yet has nothing to fall back to, and must not reach more than a read. */
function noFallback(): never {
  throw new ReplayError('the flow needs more than a read before its first question');
}
