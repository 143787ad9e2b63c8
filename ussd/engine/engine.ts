/**
 * One turn of a conversation: replay the journal, take what is new, answer with a screen or with an effect
 * to perform. The journal is all the state there is.
 *
 *   let reply = take(program, context, journal, answers);
 *   while (reply.kind === 'perform') {
 *     reply = proceed(program, context, reply, await perform(reply.effect, reply.index));
 *   }
 */

import type { Effect, Performed } from '../effects.ts';
import type { Context, Program } from '../flow.ts';
import { isData, normalizeAnswer } from '../inputs/parser.ts';
import { fits, fitted, type Screen } from '../screen/gsm7.ts';
import { texts } from '../text/index.ts';
import {
  addEntry,
  hasPaid,
  type Journal,
  maxEntries,
  maxRefusals,
  ReplayError,
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

/** What to show, and the journal to keep for the next turn. */
export interface ShowScreen extends Screen {
  readonly kind: 'screen';
  readonly journal: Journal;
  /** Something to mend, for the log; without personal data. */
  readonly fault?: string;
}

/** What to do before there is something to show. */
export interface RunEffect {
  readonly kind: 'perform';
  /** May hold a PIN: perform it, and neither store nor log it. */
  readonly effect: Effect;
  /** Its number in the session: the same for the same act, however often its turn is tried; never another's. */
  readonly index: number;
  readonly progress: TurnProgress;
}

export type EngineStep = ShowScreen | RunEffect;

/** Takes what a turn brought. Without a journal, the conversation begins. Never throws. */
export function startTurn(
  program: Program,
  context: Context,
  journal: Journal | undefined,
  answers: Answers,
): EngineStep {
  return guarded(program, context, { ...answers, journal: journal ?? startJournal(program) });
}

/** Goes on with a turn whose effect was performed. Never throws. */
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

/** Whether the answers given ahead still go where they were meant to. */
function afterResult(progress: TurnProgress, result: Performed): TurnProgress {
  if (result === 'unavailable') return progress;
  if ('refusal' in result) return afterRefusal(progress);
  return 'known' in result && !result.known ? asStranger(progress) : progress;
}

/** Whatever breaks, the phone gets a polite screen, and a true one. */
function guarded(program: Program, context: Context, progress: TurnProgress): EngineStep {
  const { journal } = progress;
  const text = texts[journal.spoken?.language ?? context.language];
  const sorry = (words: string, fault?: string) =>
    shown(context, journal, hasPaid(journal) ? text.paymentPending : words, true, fault);
  if (journal.version !== program.version) return sorry(text.menuChanged);
  try {
    return run(program, context, progress);
  } catch (error) {
    return sorry(text.unavailable, cause(error));
  }
}

function run(program: Program, context: Context, progress: TurnProgress): EngineStep {
  const { earlier } = progress.journal;
  const asked = earlier ? programFor(program, earlier) : program;
  const stand = replay(asked, context, progress.journal);
  let now = progress;
  for (;;) {
    const { step } = stand;
    const here = atStep(now, step);
    if (!here) return run(program, context, now.otherwise ?? nowhere());
    now = here;

    const { journal, parts } = now;
    const full = journal.entries.length >= maxEntries;
    const said = texts[stand.language];
    const over = () => shown(context, journal, said.tooLong, true);
    if (step.kind === 'begin') {
      return run(program, context, restartedTurn(program, now, step.answers, stand.language));
    }
    if (step.kind === 'call') return full ? over() : wanted(step.effect, now);

    const { text, end, navigation } = render(step, stand, journal, context);
    const [typed] = parts;
    if (typed === undefined || end) return shown(context, journal, text, end);
    if (full) return over();

    const answer = normalizeAnswer(typed);
    const parsed = step.parse(answer);
    const way = navigation.get(answer);
    if ('value' in parsed) {
      const secret = step.kind === 'secret';
      now = afterAnswer(now, secret ? { kind: 'secret' } : { kind: 'typed', text: answer });
      takeAnswer(stand, parsed.value);
    } else if (way && !isData(parsed)) {
      return run(program, context, { ...now, journal: way, parts: parts.slice(1) });
    } else if (now.misread) {
      return run(program, context, now.misread);
    } else if (now.mode === 'attempt') {
      return run(program, context, now.otherwise ?? nowhere());
    } else {
      const refused = addEntry(journal, { kind: 'refused' });
      if (stand.refused + 1 >= maxRefusals) return shown(context, refused, said.tooManyTries, true);
      const again = render(step, stand, refused, context, parsed.complaint);
      return shown(context, refused, again.text, false);
    }
  }
}

function wanted(effect: Effect, progress: TurnProgress): RunEffect {
  // A secret lives as long as its turn. Who saved a journal in the middle of one has to ask again.
  if ('pin' in effect && effect.pin === '')
    throw new ReplayError('a secret is gone before its use');
  const index = progress.journal.dropped + progress.journal.entries.length;
  return { kind: 'perform', effect, index, progress };
}

function shown(
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

/** Only a Misfit's message is known to hold nothing personal. */
function cause(error: unknown): string {
  if (error instanceof ReplayError) return error.message;
  return `the flow threw ${error instanceof Error ? error.name : typeof error}`;
}

function nowhere(): never {
  throw new ReplayError('the flow wants more than a read before its first question');
}
