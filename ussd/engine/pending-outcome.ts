/**
 * A payment from the previous session whose result never reached the phone. The next session shows it first, so the
 * customer does not pay twice. It shows no balance, because no PIN was asked.
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

/** The same number's newest session before this one. */
export interface PreviousSession {
  readonly journal: Journal;
  /** True if the phone could still show the session's last reply. */
  readonly delivered: boolean;
  /** The id of the payment that the session requested as the effect of this index. */
  readonly paymentId: (index: number) => string;
}

/** The payment whose outcome the previous session did not show, or undefined if there is none. */
export function pendingOutcome(
  program: Program,
  context: Context,
  { journal, delivered, paymentId }: PreviousSession,
): PendingOutcome | undefined {
  const { entries, earlier, languageOverride } = journal;
  const newest = entries.at(-1);
  // The previous session showed such a payment itself. It counts as shown only if its final outcome was delivered.
  if (earlier?.kind === 'pending_outcome') {
    const isShown = delivered && entries.some(isFinalOutcome);
    const language = languageOverride?.language ?? earlier.language;
    return isShown ? undefined : { ...earlier, language };
  }
  if (earlier || (delivered && newest && isFinalOutcome(newest))) return undefined;

  const hasResult = newest?.kind === 'performed' && newest.effect === 'pay';
  const beforePayment = hasResult ? { ...journal, entries: entries.slice(0, -1) } : journal;
  const state = tryReplay(program, context, beforePayment);
  if (state?.step.kind !== 'call' || state.step.effect.type !== 'pay') return undefined;
  const { amount, to } = formatQuote(state.step.effect.quote, context.market);
  const id = paymentId(journal.dropped + beforePayment.entries.length);
  return { kind: 'pending_outcome', language: state.language, id, amount, to };
}

/** Shows the payment's outcome, then the ordinary menu. */
export function* showOutcome({ language, id, amount, to }: PendingOutcome): Flow {
  const text = yield* useLanguage(language);
  const outcome = yield* call({ type: 'read_payment', id });
  yield* choose(outcomeText(text, outcome, { amount, to }), [[text.mainMenu, undefined]]);
  return yield* restart();
}

function outcomeText(
  text: Texts,
  outcome: Result<'read_payment'>,
  payment: { readonly amount: string; readonly to: string },
): string {
  switch (outcome.state) {
    case 'completed':
      return text.earlierSent({ ...payment, reference: outcome.reference });
    case 'refused':
      return text.earlierNotSent({ ...payment, reason: text.refusals[outcome.refusal] });
    case 'pending':
      return text.earlierPending(payment);
  }
}

/** True if the entry says that a payment completed or was refused. */
function isFinalOutcome(entry: JournalEntry): boolean {
  if (entry.kind !== 'performed' || entry.result === 'unavailable') return false;
  return 'state' in entry.result && entry.result.state !== 'pending';
}
