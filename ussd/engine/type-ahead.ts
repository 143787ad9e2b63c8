/**
 * Type-ahead: answers given before their questions, by a deep dial ("*334*1*0711987654#") or by turns that were missed or
 * forgotten. They choose from menus, answer plain questions and cause reads. They never pass a PIN question, and never
 * cause a write.
 */
import type { Language } from '../../core/language.ts';
import { effectKind } from '../effects.ts';
import type { Program, Step } from '../flow.ts';
import { navigationKeys } from '../inputs/navigation-keys.ts';
import { normalizeAnswer } from '../inputs/parser.ts';
import { addEntry, type Journal, type JournalEntry, ReplayError, startJournal } from './journal.ts';

/**
 * The answers that a turn brings. `single`: one answer. `ambiguous`: parts joined by "*", which are either one answer that
 * contains stars or several answers. `forward`: type-ahead answers, or none.
 */
export interface Answers {
  readonly mode: 'single' | 'ambiguous' | 'forward';
  readonly parts: readonly string[];
}

/** A turn in progress. It may hold unread answers, a PIN among them: never store it. */
export interface TurnProgress {
  readonly journal: Journal;
  /** `attempt`: ambiguous parts are tried as several answers, and only if each of them can be read. */
  readonly mode: Answers['mode'] | 'attempt';
  readonly parts: readonly string[];
  /** The parts come from an earlier journal, so no PIN is among them. */
  readonly restored?: true;
  /** The turn to run instead if type-ahead reaches a step that it must not pass. */
  readonly otherwise?: TurnProgress;
  /** The turn to run instead if one of the parts cannot be read. */
  readonly misread?: TurnProgress;
}

/** The turn as this step may continue it, or undefined if type-ahead must not have reached this step. */
export function atStep(progress: TurnProgress, step: Step): TurnProgress | undefined {
  const { mode, parts } = progress;
  if (mode === 'single') return progress;
  if (mode === 'ambiguous') return disambiguate(progress, step);
  if (step.kind === 'call') return effectKind[step.effect.type] === 'read' ? progress : undefined;
  if (step.kind === 'ask' || step.kind === 'choose' || parts.length === 0) return progress;
  if (step.kind === 'restart' || leavesQuestion(parts[0])) return progress;
  return mode === 'forward' ? dropParts(progress) : undefined;
}

/** The turn after the first answer was accepted and journaled as `entry`. */
export function afterAnswer(progress: TurnProgress, entry: JournalEntry): TurnProgress {
  const { journal, mode, parts } = progress;
  const next = { ...progress, journal: addEntry(journal, entry), parts: parts.slice(1) };
  // If this answer leads to a write, its question is shown instead.
  return mode === 'forward' ? { ...next, otherwise: { journal, mode: 'single', parts: [] } } : next;
}

/**
 * The turn after an effect was refused. The remaining answers are dropped, because other questions follow than they were
 * meant for: otherwise the PIN of a forgotten session could be taken for an amount.
 */
export function afterRefusal(progress: TurnProgress): TurnProgress {
  if (progress.restored) return progress;
  const failed = progress.mode === 'attempt' && progress.parts.length > 0;
  return failed && progress.otherwise ? progress.otherwise : dropParts(progress);
}

/**
 * The turn after the dialling number turned out to be unregistered. Its type-ahead was most likely meant for the menu of
 * customers: unless registration can read every answer, it uses none of them and starts with its first question.
 */
export function asStranger(progress: TurnProgress): TurnProgress {
  if (progress.restored || progress.mode !== 'forward') return progress;
  return { ...progress, misread: dropParts(progress) };
}

/** Starts the conversation over in the same session and language, with journaled answers given ahead. */
export function restartedTurn(
  program: Program,
  { journal }: TurnProgress,
  answers: readonly string[],
  language: Language,
): TurnProgress {
  const { entries, dropped } = journal;
  if (entries.every(({ kind }) => kind === 'performed')) {
    throw new ReplayError('the flow restarts before its first question');
  }
  const restarted = {
    ...startJournal(program),
    dropped: dropped + entries.length,
    languageOverride: { language, answered: 0 },
  };
  return { journal: restarted, mode: 'forward', parts: answers, restored: true };
}

/** A menu takes the parts as several answers, a PIN question as one, a plain question as one if it can read it. */
function disambiguate(progress: TurnProgress, step: Step): TurnProgress {
  const { journal, parts } = progress;
  const joined = parts.join('*');
  const asOne: TurnProgress = { journal, mode: 'single', parts: [joined] };
  if (step.kind === 'choose') return { ...progress, mode: 'forward' };
  if (step.kind !== 'ask' || 'value' in step.parse(normalizeAnswer(joined))) return asOne;
  return { ...progress, mode: 'attempt', otherwise: asOne };
}

/** Type-ahead may leave a question that it must not answer, by a navigation key. */
function leavesQuestion(part: string | undefined): boolean {
  return (
    part === navigationKeys.back || part === navigationKeys.home || part === navigationKeys.language
  );
}

function dropParts(progress: TurnProgress): TurnProgress {
  return { ...progress, parts: [] };
}
