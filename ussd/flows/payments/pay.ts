/**
 * The road that every payment goes: to whom, how much, is this right? Then the PIN, and the money goes, unless the price
 * has expired by then. How to ask to whom is what one payment has for itself.
 */
import { formatAmount } from '../../../core/markets/format.ts';
import type { Money } from '../../../core/money.ts';
import type { Refusal } from '../../../core/refusal.ts';
import { isExpired } from '../../../core/revenue/quote.ts';
import type { Destination, Quote } from '../../effects.ts';
import { ask, type Conversation, call, end, type Flow } from '../../flow.ts';
import { amount } from '../../inputs/money.ts';
import { formatQuote } from '../../text/format.ts';
import { askPin } from '../ask-pin.ts';

/** Where the money cannot go, and why. */
export interface Wrong<To extends Destination> {
  readonly destination: To;
  readonly refusal: Refusal;
}

/** What the payer wants, and the price that they are asked about. */
interface Agreed<To extends Destination> {
  readonly destination: To;
  readonly amount: Money;
  readonly quote: Quote;
}

export function* pay<To extends Destination>(
  talk: Conversation,
  askTo: (wrong?: Wrong<To>) => Flow<To>,
): Flow {
  const { text, market } = talk;
  let agreed = yield* agreeOnQuote(talk, askTo);
  let why = '';
  for (;;) {
    const { quote } = agreed;
    const { confirm } = text.payments[quote.type];
    const at = yield* askPin(talk, confirm(formatQuote(quote, market)), why);
    if (!isExpired(quote.until, at)) return yield* submitPayment(talk, quote, at);
    // Nobody pays another price than the one they saw: they see the new one, and prove the PIN for it.
    why = text.refusals.quote_expired;
    agreed = yield* agreeOnQuote(talk, askTo, agreed);
  }
}

function* submitPayment({ text, market }: Conversation, quote: Quote, at: number): Flow {
  const words = text.payments[quote.type];
  const paid = yield* call({ type: 'pay', quote, at });
  switch (paid.state) {
    case 'completed': {
      const { reference } = paid;
      const balance = formatAmount(paid.balance, market);
      return yield* end(words.done({ ...formatQuote(quote, market), reference, balance }));
    }
    case 'refused':
      return yield* end(`${words.undone} ${text.refusals[paid.refusal]}`);
    case 'pending':
      return yield* end(text.paymentPending);
  }
}

/** Asks until there is a quote, and asks again only for what was wrong. Asks nothing first where it was `before`. */
function* agreeOnQuote<To extends Destination>(
  { text, market }: Conversation,
  askTo: (wrong?: Wrong<To>) => Flow<To>,
  before?: Agreed<To>,
): Flow<Agreed<To>> {
  const sum = amount(market.currency);
  let destination = before?.destination ?? (yield* askTo());
  let much = before?.amount ?? (yield* ask(text.askAmount, sum));
  for (;;) {
    const answer = yield* call({ type: 'quote', destination, amount: much });
    if ('quote' in answer) return { destination, amount: much, quote: answer.quote };

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
  weekly_limit_exceeded: 'another amount',
  monthly_limit_exceeded: 'another amount',
  recipient_limit_exceeded: 'another amount',
  insufficient_funds: 'another amount',
  payer_not_found: 'none',
  payer_unavailable: 'none',
  too_many_payments: 'none',
  quote_expired: 'none',
  not_reversible: 'none',
  already_reversed: 'none',
  reversal_too_large: 'none',
  pin_locked: 'none',
  wrong_pin: 'none',
  idempotency_conflict: 'none',
  unknown_type: 'none',
  fraud_declined: 'none',
  too_many_requests: 'none',
  timeout: 'none',
  unavailable: 'none',
};
