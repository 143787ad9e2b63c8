/**
 * The road that every payment goes: to whom, how much, is this right? Then the PIN, and the money goes. How to ask
 * to whom is what one payment has for itself.
 */
import type { Refusal } from '../../core/refusal.ts';
import type { Destination, Quote } from '../effects.ts';
import { ask, call, end, type Flow, type Talk } from '../flow.ts';
import { amount } from '../inputs.ts';
import { writtenAmount, writtenQuote } from '../text/written.ts';
import { provePin } from './pin.ts';

/** Where the money cannot go, and why. */
export interface Wrong<To extends Destination> {
  readonly destination: To;
  readonly refusal: Refusal;
}

export function* pay<To extends Destination>(
  talk: Talk,
  askTo: (wrong?: Wrong<To>) => Flow<To>,
): Flow {
  const { text, market } = talk;
  const quote = yield* agree(talk, askTo);
  const words = text.payments[quote.type];
  const shown = writtenQuote(quote, market);
  yield* provePin(talk, words.confirm(shown));

  const paid = yield* call({ type: 'pay', quote });
  switch (paid.state) {
    case 'completed': {
      const balance = writtenAmount(paid.balance, market);
      return yield* end(words.done({ ...shown, reference: paid.reference, balance }));
    }
    case 'refused':
      return yield* end(`${words.undone} ${text.refusals[paid.refusal]}`);
    case 'pending':
      return yield* end(text.paymentPending);
  }
}

/** Asks until there is a quote, and asks again only for what was wrong. */
function* agree<To extends Destination>(
  { text, market }: Talk,
  askTo: (wrong?: Wrong<To>) => Flow<To>,
): Flow<Quote> {
  const sum = amount(market.currency);
  let destination = yield* askTo();
  let much = yield* ask(text.askAmount, sum);
  for (;;) {
    const answer = yield* call({ type: 'quote', destination, amount: much });
    if ('quote' in answer) return answer.quote;

    const { refusal } = answer;
    const why = text.refusals[refusal];
    const remedy = remedies[refusal];
    if (remedy === 'none') return yield* end(why);
    if (remedy === 'another amount') much = yield* ask(text.askAmount, sum, why);
    else destination = yield* askTo({ destination, refusal });
  }
}

/** What the payer can do about a refusal. Every one has its place here, or this does not compile. */
export const remedies: Readonly<
  Record<Refusal, 'another destination' | 'another amount' | 'none'>
> = {
  same_party: 'another destination',
  currency_mismatch: 'another destination',
  recipient_not_found: 'another destination',
  recipient_unavailable: 'another destination',
  account_number_invalid: 'another destination',
  invalid_amount: 'another amount',
  amount_too_small: 'another amount',
  amount_too_large: 'another amount',
  daily_limit_exceeded: 'another amount',
  insufficient_funds: 'another amount',
  payer_not_found: 'none',
  payer_unavailable: 'none',
  pin_locked: 'none',
  wrong_pin: 'none',
  idempotency_conflict: 'none',
  fraud_declined: 'none',
  too_many_requests: 'none',
  timeout: 'none',
  unavailable: 'none',
};
