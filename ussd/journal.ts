/**
 * The journal of a conversation, and replaying it. Secrets and refused answers leave a mark and no text, so
 * nothing in it needs hiding beyond what the customer meant to tell us.
 */
import type { Language } from '../core/market.ts';
import { type EffectName, leaves, type Performed, type Result } from './effects.ts';
import { type Context, type Flow, lastWords, type Program, type Step } from './flow.ts';
import { texts } from './text/index.ts';

export type Entry =
  | { readonly kind: 'typed'; readonly text: string }
  | { readonly kind: 'secret' }
  | { readonly kind: 'refused' }
  /** A page was turned. */
  | { readonly kind: 'more' }
  | { readonly kind: 'performed'; readonly effect: EffectName; readonly result: Performed };

export interface Journal {
  readonly version: string;
  readonly entries: readonly Entry[];
  /** How many entries were taken back so far: so no two acts of a session ever have the same index. */
  readonly dropped: number;
  /** What an earlier dial left unfinished, while it is offered again. */
  readonly earlier?: Earlier;
}

export interface Earlier {
  readonly language: Language;
  /** What was typed, up to the first secret and the first change. */
  readonly answers: readonly string[];
}

/** A conversation ends when it has more entries, or one question has refused so many answers. */
export const mostEntries = 64;
export const mostRefused = 3;

export function start({ version }: Program): Journal {
  return { version, entries: [], dropped: 0 };
}

export function add(journal: Journal, entry: Entry): Journal {
  return { ...journal, entries: [...journal.entries, entry] };
}

/** Whether an effect was performed that nobody goes back across. */
export function isChange(entry: Entry): boolean {
  return entry.kind === 'performed' && leaves[entry.effect] === 'change';
}

/** Where a conversation stands: at the step that waits for something. */
export interface Stand {
  readonly flow: Flow;
  step: Exclude<Step, { kind: 'speak' }>;
  language: Language;
  /** Pages turned at this step, and answers it refused since. */
  page: number;
  refused: number;
}

/** A journal that this flow could not have written, or a flow that cannot go on. A bug, without personal data. */
export class Misfit extends Error {}

/** Runs the flow through all that is journaled. Executes nothing; throws a Misfit. */
export function replay(program: Program, context: Context, journal: Journal): Stand {
  const flow = program.flow(context);
  const { language } = context;
  const stand: Stand = { flow, step: lastWords(''), language, page: 0, refused: 0 };
  advance(stand, undefined);
  for (const [index, entry] of journal.entries.entries()) {
    if (!follow(stand, entry)) {
      throw new Misfit(`entry ${index} is ${entry.kind}, the flow is at ${stand.step.kind}`);
    }
  }
  return stand;
}

/** Answers the step that waits, and runs on to the next one that does. */
export function advance(stand: Stand, answer: unknown): void {
  let { value: step } = stand.flow.next(answer);
  while (step.kind === 'speak') {
    stand.language = step.language;
    step = stand.flow.next(texts[step.language]).value;
  }
  Object.assign(stand, { step, page: 0, refused: 0 });
}

/** Whether a payment was handed over: from then on, "nothing happened" may be untrue. */
export function hasPaid({ entries }: Journal): boolean {
  return entries.some((entry) => entry.kind === 'performed' && entry.effect === 'pay');
}

/** Takes one entry; false if the step that waits could not have left it. */
function follow(stand: Stand, entry: Entry): boolean {
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
    advance(stand, parsed.value);
  }
  return true;
}

/** What an effect nobody heard back from comes to, where that is something a flow can tell. */
const unheard: { readonly [Name in EffectName]?: Result<Name> } = {
  pay: { state: 'pending' },
  read_recipients: { recipients: [] },
};

function hear(stand: Stand, { effect, result }: Entry & { kind: 'performed' }): void {
  const heard = result === 'unavailable' ? unheard[effect] : result;
  if (heard) advance(stand, heard);
  else stand.step = lastWords(texts[stand.language].unavailable);
}
