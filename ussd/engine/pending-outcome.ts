/**
 * A payment that an earlier dial handed over, and whose outcome its phone was not told. The next dial begins with
 * what became of it, so that nobody pays again because a screen did not come. It shows no balance: no PIN was asked.
 */
import type { Result } from '../effects.ts';
import {
  type Context,
  call,
  choose,
  type Flow,
  type Program,
  restart,
  useLanguage,
} from '../flow.ts';
import { formatQuote } from '../text/format.ts';
import type { Texts } from '../text/index.ts';
import { type Journal, type JournalEntry, type PendingOutcome, tryReplay } from './journal.ts';

/** The newest dial before this one. */
export interface PreviousSession {
  readonly journal: Journal;
  /** Whether its phone could still show its newest reply. */
  readonly delivered: boolean;
  /** The id of the payment that was its act of this index. */
  readonly paymentId: (index: number) => string;
}

/** The payment that the earlier dial left untold, if there is one. */
export function pendingOutcome(
  program: Program,
  context: Context,
  { journal, delivered, paymentId }: PreviousSession,
): PendingOutcome | undefined {
  const { entries, earlier, spoken } = journal;
  const newest = entries.at(-1);
  // It told of one itself, which was on its way still, or nobody heard the end of it.
  if (earlier?.kind === 'untold') {
    const told = delivered && entries.some(isKnownEnd);
    return told ? undefined : { ...earlier, language: spoken?.language ?? earlier.language };
  }
  if (earlier || (delivered && newest && isKnownEnd(newest))) return undefined;

  const paid = newest?.kind === 'performed' && newest.effect === 'pay';
  const before = paid ? { ...journal, entries: entries.slice(0, -1) } : journal;
  const stand = tryReplay(program, context, before);
  if (stand?.step.kind !== 'call' || stand.step.effect.type !== 'pay') return undefined;
  const { amount, to } = formatQuote(stand.step.effect.quote, context.market);
  const id = paymentId(journal.dropped + before.entries.length);
  return { kind: 'untold', language: stand.language, id, amount, to };
}

/** Says what became of it; from there on it is an ordinary dial. */
export function* tellOutcome({ language, id, amount, to }: PendingOutcome): Flow {
  const text = yield* useLanguage(language);
  const found = yield* call({ type: 'read_payment', id });
  yield* choose(outcomeText(text, found, { amount, to }), [[text.mainMenu, undefined]]);
  return yield* restart();
}

function outcomeText(
  text: Texts,
  found: Result<'read_payment'>,
  payment: { readonly amount: string; readonly to: string },
): string {
  switch (found.state) {
    case 'completed':
      return text.untoldSent({ ...payment, reference: found.reference });
    case 'refused':
      return text.untoldNotSent({ ...payment, reason: text.refusals[found.refusal] });
    case 'pending':
      return text.untoldPending(payment);
  }
}

/** Whether it is an answer that says how a payment ended. */
function isKnownEnd(entry: JournalEntry): boolean {
  if (entry.kind !== 'performed' || entry.result === 'unavailable') return false;
  return 'state' in entry.result && entry.result.state !== 'pending';
}
