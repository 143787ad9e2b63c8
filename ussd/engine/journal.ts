/**
 * The journal of a conversation, and replaying it. Secrets and refused answers leave a mark and no text, so
 * nothing in it needs hiding beyond what the customer meant to tell us.
 */
import type { Language } from '../../core/language.ts';
import { type EffectName, effectKind, type Performed, type Result } from '../effects.ts';
import { type Context, endPrompt, type Flow, type Program, type Step } from '../flow.ts';
import { texts } from '../text/index.ts';

export type JournalEntry =
  | { readonly kind: 'typed'; readonly text: string }
  | { readonly kind: 'secret' }
  | { readonly kind: 'refused' }
  /** A page was turned. */
  | { readonly kind: 'more' }
  | { readonly kind: 'performed'; readonly effect: EffectName; readonly result: Performed };

export interface Journal {
  readonly version: string;
  readonly entries: readonly JournalEntry[];
  /** How many entries were taken back so far: so no two acts of a session ever have the same index. */
  readonly dropped: number;
  /** What an earlier dial left, while it is told or offered. */
  readonly earlier?: EarlierSession;
  /** The language that was turned to, by key or in an earlier beginning of this conversation. */
  readonly spoken?: Spoken;
}

export type EarlierSession = UnfinishedConversation | PendingOutcome;

/** A conversation to go on with. */
export interface UnfinishedConversation {
  readonly kind: 'unfinished';
  readonly language: Language;
  /** What was typed, up to the first secret and the first change. */
  readonly answers: readonly string[];
}

/** A payment that was handed over, and its outcome was not told. */
export interface PendingOutcome {
  readonly kind: 'untold';
  readonly language: Language;
  readonly id: string;
  /** As the payer saw them. */
  readonly amount: string;
  readonly to: string;
}

/** Spoken in place of what the flow spoke, until this many questions were answered; after them the flow may choose. */
export interface Spoken {
  readonly language: Language;
  readonly answered: number;
}

/** A conversation ends when it has more entries, or one question has refused so many answers. */
export const maxEntries = 64;
export const maxRefusals = 3;

export function startJournal({ version }: Program): Journal {
  return { version, entries: [], dropped: 0 };
}

export function addEntry(journal: Journal, entry: JournalEntry): Journal {
  return { ...journal, entries: [...journal.entries, entry] };
}

/** Whether an effect was performed that nobody goes back across. */
export function isChange(entry: JournalEntry): boolean {
  return entry.kind === 'performed' && effectKind[entry.effect] === 'change';
}

/** Where a conversation stands: at the step that waits for something. */
export interface ReplayState {
  readonly flow: Flow;
  step: Exclude<Step, { kind: 'speak' }>;
  language: Language;
  readonly spoken: Spoken | undefined;
  /** How many questions were answered. */
  answered: number;
  /** Pages turned at this step, and answers it refused since. */
  page: number;
  refused: number;
}

/** A journal that this flow could not have written, or a flow that cannot go on. A bug, without personal data. */
export class ReplayError extends Error {}

/** Runs the flow through all that is journaled. Executes nothing; throws a Misfit. */
export function replay(program: Program, context: Context, journal: Journal): ReplayState {
  const { spoken } = journal;
  const language = spoken?.language ?? context.language;
  const flow = program.flow({ ...context, language });
  const none = { answered: 0, page: 0, refused: 0 };
  const stand: ReplayState = { flow, step: endPrompt(''), language, spoken, ...none };
  advance(stand, undefined);
  for (const [index, entry] of journal.entries.entries()) {
    if (!follow(stand, entry)) {
      throw new ReplayError(`entry ${index} is ${entry.kind}, the flow is at ${stand.step.kind}`);
    }
  }
  return stand;
}

/** The same, or undefined where the journal is not of this flow. */
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

/** Answers the question that waits, and runs on to the next step that does. */
export function takeAnswer(stand: ReplayState, value: unknown): void {
  stand.answered += 1;
  advance(stand, value);
}

/** How many questions these entries answer. */
export function countAnswers(entries: readonly JournalEntry[]): number {
  return entries.filter(({ kind }) => kind === 'typed' || kind === 'secret').length;
}

/** Whether a payment was handed over: from then on, "nothing happened" may be untrue. */
export function hasPaid({ entries }: Journal): boolean {
  return entries.some((entry) => entry.kind === 'performed' && entry.effect === 'pay');
}

function advance(stand: ReplayState, heard: unknown): void {
  const { spoken, answered } = stand;
  let { value: step } = stand.flow.next(heard);
  while (step.kind === 'speak') {
    stand.language = spoken && answered <= spoken.answered ? spoken.language : step.language;
    step = stand.flow.next(texts[stand.language]).value;
  }
  Object.assign(stand, { step, page: 0, refused: 0 });
}

/** Takes one entry; false if the step that waits could not have left it. */
function follow(stand: ReplayState, entry: JournalEntry): boolean {
  const { step } = stand;
  if (entry.kind === 'performed') {
    if (step.kind !== 'call' || step.effect.type !== entry.effect) return false;
    hear(stand, entry);
    return true;
  }
  if (step.kind === 'call' || step.kind === 'begin') return false;
  if (entry.kind === 'refused') stand.refused += 1;
  else if (entry.kind === 'more') Object.assign(stand, { page: stand.page + 1, refused: 0 });
  else {
    if ((entry.kind === 'secret') !== (step.kind === 'secret')) return false;
    const parsed = entry.kind === 'typed' ? step.parse(entry.text) : { value: '' };
    if (!('value' in parsed)) return false;
    takeAnswer(stand, parsed.value);
  }
  return true;
}

/** What an effect nobody heard back from comes to, where that is something a flow can tell. */
const unheard: { readonly [Name in EffectName]?: Result<Name> } = {
  pay: { state: 'pending' },
  read_payment: { state: 'pending' },
  read_recipients: { recipients: [] },
};

function hear(stand: ReplayState, { effect, result }: JournalEntry & { kind: 'performed' }): void {
  const heard = result === 'unavailable' ? unheard[effect] : result;
  if (heard) advance(stand, heard);
  else stand.step = endPrompt(texts[stand.language].unavailable);
}
