/**
 * Answers given ahead of their questions: a deep dial ("*334*1*0711987654#"), turns that we missed or forgot.
 * They may choose from menus and fill in what is plainly asked, and cause reads. They never pass a secret,
 * and never cause an effect that changes something.
 */
import type { Language } from '../../core/language.ts';
import { effectKind } from '../effects.ts';
import type { Program, Step } from '../flow.ts';
import { navigationKeys } from '../inputs/navigation-keys.ts';
import { normalizeAnswer } from '../inputs/parser.ts';
import { addEntry, type Journal, type JournalEntry, ReplayError, startJournal } from './journal.ts';

/**
 * What a turn brings. `single`: one answer. `ambiguous`: parts with a "*" between them, which are one answer
 * that has stars in it, or several. `forward`: answers given ahead of their questions, or none yet.
 */
export interface Answers {
  readonly mode: 'single' | 'ambiguous' | 'forward';
  readonly parts: readonly string[];
}

/** A turn under way. It may hold answers that nobody asked for, a PIN among them: never store it. */
export interface TurnProgress {
  readonly journal: Journal;
  /** `attempt`: several answers, if every one of them is right. */
  readonly mode: Answers['mode'] | 'attempt';
  readonly parts: readonly string[];
  /** The parts are answers that were journaled before, so no PIN is among them. */
  readonly restored?: true;
  /** What to do in place of this, if it leads where answers given ahead may not. */
  readonly otherwise?: TurnProgress;
  /** What to do in place of this, if one of the parts cannot be read. */
  readonly misread?: TurnProgress;
}

/** The answers as this step may take them, or undefined where they should not have led here. */
export function atStep(progress: TurnProgress, step: Step): TurnProgress | undefined {
  const { mode, parts } = progress;
  if (mode === 'single') return progress;
  if (mode === 'ambiguous') return disambiguated(progress, step);
  if (step.kind === 'call')
    return effectKind[step.effect.type] === 'nothing' ? progress : undefined;
  if (step.kind === 'ask' || step.kind === 'choose' || parts.length === 0) return progress;
  if (step.kind === 'begin' || leadsAway(parts[0])) return progress;
  return mode === 'forward' ? withoutRest(progress) : undefined;
}

/** One answer is taken, and journaled as `entry`. */
export function afterAnswer(progress: TurnProgress, entry: JournalEntry): TurnProgress {
  const { journal, mode, parts } = progress;
  const next = { ...progress, journal: addEntry(journal, entry), parts: parts.slice(1) };
  // If this answer leads to an effect that changes something, its question will be shown instead.
  return mode === 'forward' ? { ...next, otherwise: { journal, mode: 'single', parts: [] } } : next;
}

/**
 * After a refusal other questions follow than the ones that the rest was meant for: without this, the PIN
 * of a forgotten session could be taken for an amount.
 */
export function afterRefusal(progress: TurnProgress): TurnProgress {
  if (progress.restored) return progress;
  const failed = progress.mode === 'attempt' && progress.parts.length > 0;
  return failed && progress.otherwise ? progress.otherwise : withoutRest(progress);
}

/**
 * A stranger who dials ahead most likely means the menu of customers: unless every answer is one that a registration can
 * read, none is taken, and they are asked what every stranger is asked first.
 */
export function asStranger(progress: TurnProgress): TurnProgress {
  if (progress.restored || progress.mode !== 'forward') return progress;
  return { ...progress, misread: withoutRest(progress) };
}

/** The first turn again in the same session, in the language now spoken, with journaled answers given ahead. */
export function restartedTurn(
  program: Program,
  { journal }: TurnProgress,
  answers: readonly string[],
  language: Language,
): TurnProgress {
  const { entries, dropped } = journal;
  if (entries.every(({ kind }) => kind === 'performed')) {
    throw new ReplayError('the flow begins anew before its first question');
  }
  const spoken = { language, answered: 0 };
  const again = { ...startJournal(program), dropped: dropped + entries.length, spoken };
  return { journal: again, mode: 'forward', parts: answers, restored: true };
}

/** At a menu several answers; at a secret one; at a plain question one if it can be read as one. */
function disambiguated(progress: TurnProgress, step: Step): TurnProgress {
  const { journal, parts } = progress;
  const whole = parts.join('*');
  const asOne: TurnProgress = { journal, mode: 'single', parts: [whole] };
  if (step.kind === 'choose') return { ...progress, mode: 'forward' };
  if (step.kind !== 'ask' || 'value' in step.parse(normalizeAnswer(whole))) return asOne;
  return { ...progress, mode: 'attempt', otherwise: asOne };
}

/** Out of a question that answers given ahead may not pass, a key may lead. */
function leadsAway(part: string | undefined): boolean {
  return (
    part === navigationKeys.back || part === navigationKeys.home || part === navigationKeys.language
  );
}

function withoutRest(progress: TurnProgress): TurnProgress {
  return { ...progress, parts: [] };
}
