/**
 * The journal of a conversation, and its replay. PINs and refused answers leave a mark without text, so the journal holds
 * nothing that the customer did not mean to tell.
 */
import type { Language } from '../../core/language.ts';
import { type EffectName, effectKind, type Performed, type Result } from '../effects.ts';
import { type Context, endPrompt, type Flow, type Program, type Step } from '../flow.ts';
import { texts } from '../text/index.ts';

export type JournalEntry =
  | { readonly kind: 'typed'; readonly text: string }
  | { readonly kind: 'secret' }
  | { readonly kind: 'refused' }
  /** The next page was shown. */
  | { readonly kind: 'more' }
  | { readonly kind: 'performed'; readonly effect: EffectName; readonly result: Performed };

export interface Journal {
  readonly version: string;
  readonly entries: readonly JournalEntry[];
  /** Number of entries removed so far by going back, so no two effects of a session ever have the same index. */
  readonly dropped: number;
  /** The previous session's open end, while this session shows or offers it. */
  readonly earlier?: EarlierSession;
  /** The language that the customer chose by key, or that was in use when the conversation restarted. */
  readonly languageOverride?: LanguageOverride;
}

export type EarlierSession = UnfinishedConversation | PendingOutcome;

/** A conversation that the customer can continue. */
export interface UnfinishedConversation {
  readonly kind: 'unfinished';
  readonly language: Language;
  /** The typed answers, up to the first PIN and the first write. */
  readonly answers: readonly string[];
  /** What the customer was doing, in each language of the market. */
  readonly what: Readonly<Partial<Record<Language, string>>>;
}

/** A payment that was submitted, and whose outcome never reached the phone. */
export interface PendingOutcome {
  readonly kind: 'pending_outcome';
  readonly language: Language;
  readonly id: string;
  /** Amount and recipient, formatted as the payer saw them. */
  readonly amount: string;
  readonly to: string;
}

/** Replaces the flow's language until `answered` questions are answered; after that the flow may switch it again. */
export interface LanguageOverride {
  readonly language: Language;
  readonly answered: number;
}

/** A conversation ends when it has more entries, or when one question has refused this many answers. */
export const maxEntries = 64;
export const maxRefusals = 3;

export function startJournal({ version }: Program): Journal {
  return { version, entries: [], dropped: 0 };
}

export function addEntry(journal: Journal, entry: JournalEntry): Journal {
  return { ...journal, entries: [...journal.entries, entry] };
}

/** True if the entry is an effect that the customer cannot go back across. */
export function isWrite(entry: JournalEntry): boolean {
  return entry.kind === 'performed' && effectKind[entry.effect] === 'write';
}

/** A flow that has replayed its journal and waits at `step`. */
export interface ReplayState {
  readonly flow: Flow;
  step: Exclude<Step, { kind: 'use_language' }>;
  language: Language;
  readonly languageOverride: LanguageOverride | undefined;
  /** Number of questions answered so far. */
  answered: number;
  /** Pages turned at this step, and answers refused since. */
  page: number;
  refused: number;
}

/** The flow could not have written this journal, or cannot continue: a bug. The message holds no personal data. */
export class ReplayError extends Error {}

/** Runs the flow through every entry of the journal. Performs no effect; throws a ReplayError. */
export function replay(program: Program, context: Context, journal: Journal): ReplayState {
  const { languageOverride } = journal;
  const language = languageOverride?.language ?? context.language;
  const flow = program.flow({ ...context, language });
  const none = { answered: 0, page: 0, refused: 0 };
  const state: ReplayState = { flow, step: endPrompt(''), language, languageOverride, ...none };
  advance(state, undefined);
  for (const [index, entry] of journal.entries.entries()) {
    if (!applyEntry(state, entry)) {
      throw new ReplayError(`entry ${index} is ${entry.kind}, the flow is at ${state.step.kind}`);
    }
  }
  return state;
}

/** Replays the journal; undefined if this flow did not write it. */
export function tryReplay(
  program: Program,
  context: Context,
  journal: Journal,
): ReplayState | undefined {
  try {
    return replay(program, context, journal);
  } catch {
    return undefined;
  }
}

/** Answers the waiting question, and runs the flow to its next step. */
export function takeAnswer(state: ReplayState, value: unknown): void {
  state.answered += 1;
  advance(state, value);
}

export function countAnswers(entries: readonly JournalEntry[]): number {
  return entries.filter(({ kind }) => kind === 'typed' || kind === 'secret').length;
}

/** True once a payment was submitted: from then on, "nothing happened" may be untrue. */
export function hasPaid({ entries }: Journal): boolean {
  return entries.some((entry) => entry.kind === 'performed' && entry.effect === 'pay');
}

function advance(state: ReplayState, value: unknown): void {
  const { languageOverride, answered } = state;
  const isOverridden = languageOverride !== undefined && answered <= languageOverride.answered;
  let { value: step } = state.flow.next(value);
  while (step.kind === 'use_language') {
    state.language = isOverridden ? languageOverride.language : step.language;
    step = state.flow.next(texts[state.language]).value;
  }
  Object.assign(state, { step, page: 0, refused: 0 });
}

/** Applies one entry; returns false if the waiting step could not have produced it. */
function applyEntry(state: ReplayState, entry: JournalEntry): boolean {
  const { step } = state;
  if (entry.kind === 'performed') {
    if (step.kind !== 'call' || step.effect.type !== entry.effect) return false;
    applyResult(state, entry);
    return true;
  }
  if (step.kind === 'call' || step.kind === 'restart') return false;
  if (entry.kind === 'refused') state.refused += 1;
  else if (entry.kind === 'more') Object.assign(state, { page: state.page + 1, refused: 0 });
  else {
    if (entry.kind === 'secret' && step.kind !== 'secret') return false;
    const parse = step.kind === 'secret' ? step.open : step.parse;
    const parsed = entry.kind === 'typed' ? parse?.(entry.text) : { value: '' };
    if (!parsed || !('value' in parsed)) return false;
    takeAnswer(state, parsed.value);
  }
  return true;
}

/** Results that stand in for an unavailable effect. After any other unavailable effect the conversation ends. */
const resultIfUnavailable: { readonly [Name in EffectName]?: Result<Name> } = {
  pay: { state: 'pending' },
  read_payment: { state: 'pending' },
  read_recipients: { recipients: [] },
};

function applyResult(
  state: ReplayState,
  { effect, result }: JournalEntry & { kind: 'performed' },
): void {
  const known = result === 'unavailable' ? resultIfUnavailable[effect] : result;
  if (known) advance(state, known);
  else state.step = endPrompt(texts[state.language].unavailable);
}
