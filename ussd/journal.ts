/**
 * The journal of a conversation, and replaying it. Secrets and refused answers leave a mark and no text, so
 * nothing in it needs hiding beyond what the customer meant to tell us.
 */
import type { EffectName, Performed, Result } from './effects.ts';
import type { Context, Flow, Program, Question, Step } from './flow.ts';
import { type Texts, texts } from './text/index.ts';

export type Entry =
  | { readonly kind: 'typed'; readonly text: string }
  | { readonly kind: 'secret' }
  | { readonly kind: 'refused' }
  | { readonly kind: 'performed'; readonly effect: EffectName; readonly result: Performed };

export interface Journal {
  readonly version: string;
  readonly entries: readonly Entry[];
}

export function add({ version, entries }: Journal, entry: Entry): Journal {
  return { version, entries: [...entries, entry] };
}

/** Where a conversation stands: at the step that waits for something. */
export interface Stand {
  readonly flow: Flow;
  step: Exclude<Step, { kind: 'speak' }>;
  text: Texts;
  /** Answers that the waiting question refused so far. */
  refused: number;
}

/** A journal that this flow could not have written, or a flow that cannot go on. A bug, without personal data. */
export class Misfit extends Error {}

/** Runs the flow through all that is journaled. Executes nothing; throws a Misfit. */
export function replay(program: Program, context: Context, journal: Journal): Stand {
  const flow = program.flow(context);
  const text = texts[context.language];
  const stand: Stand = { flow, step: { kind: 'end', text: '' }, text, refused: 0 };
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
    stand.text = texts[step.language];
    step = stand.flow.next(stand.text).value;
  }
  stand.step = step;
  stand.refused = 0;
}

/** Whether a payment was handed over: from then on, "nothing happened" may be untrue. */
export function hasPaid({ entries }: Journal): boolean {
  return entries.some((entry) => entry.kind === 'performed' && entry.effect === 'pay');
}

function follow(stand: Stand, entry: Entry): boolean {
  const { step } = stand;
  if (entry.kind === 'performed') {
    if (step.kind !== 'call' || step.effect.type !== entry.effect) return false;
    hear(stand, entry);
    return true;
  }
  if (step.kind === 'call' || step.kind === 'end') return false;
  return answered(stand, step, entry);
}

function answered(stand: Stand, question: Question, entry: Entry): boolean {
  if (entry.kind === 'refused') {
    stand.refused += 1;
    return true;
  }
  if ((entry.kind === 'secret') !== (question.kind === 'secret')) return false;
  const parsed = entry.kind === 'typed' ? question.parse(entry.text) : { value: '' };
  if (!('value' in parsed)) return false;
  advance(stand, parsed.value);
  return true;
}

/** What an effect nobody heard back from comes to, where that is something a flow can tell. */
const unheard: { readonly [Name in EffectName]?: Result<Name> } = { pay: { state: 'pending' } };

function hear(stand: Stand, { effect, result }: Entry & { kind: 'performed' }): void {
  const heard = result === 'unavailable' ? unheard[effect] : result;
  if (heard) advance(stand, heard);
  else stand.step = { kind: 'end', text: stand.text.unavailable };
}
