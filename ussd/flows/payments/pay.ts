/**
 * The conversation that all payments share: recipient, amount, confirmation with the PIN, then the payment, unless the
 * quote has expired by then. Each payment type has only its own way to ask for the recipient.
 */
import { formatAmount } from '../../../core/markets/format.ts';
import type { Money } from '../../../core/money.ts';
import type { PaymentTarget } from '../../../core/payments/target.ts';
import type { Refusal } from '../../../core/refusal.ts';
import { isExpired } from '../../../core/revenue/quote.ts';
import type { Quote } from '../../effects.ts';
import { ask, type Conversation, call, end, type Flow } from '../../flow.ts';
import { amount } from '../../inputs/money.ts';
import { formatQuote } from '../../text/format.ts';
import { askPin } from '../ask-pin.ts';

/** A target that was refused, and the reason. */
export interface RefusedTarget<To extends PaymentTarget> {
  readonly target: To;
  readonly refusal: Refusal;
}

/** The payment that the payer asked for, and its quote. */
interface Agreed<To extends PaymentTarget> {
  readonly target: To;
  readonly amount: Money;
  readonly quote: Quote;
}

export function* pay<To extends PaymentTarget>(
  conversation: Conversation,
  askTo: (refused?: RefusedTarget<To>) => Flow<To>,
): Flow {
  const { text, market } = conversation;
  let agreed = yield* agreeOnQuote(conversation, askTo);
  let why = '';
  for (;;) {
    const { quote } = agreed;
    const asked = formatQuote(quote, market);
    const what = text.payments[quote.type].what(asked);
    const question = text.confirm({ what, fee: asked.fee });
    const at = yield* askPin(conversation, question, why);
    if (!isExpired(quote.until, at)) return yield* submitPayment(conversation, quote, at);
    // The payer must not pay another price than the one shown, so the new one is shown and the PIN is asked again.
    why = text.refusals.quote_expired;
    agreed = yield* agreeOnQuote(conversation, askTo, agreed);
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

/** Asks until there is a quote, and asks again only for the answer that was refused. `before` answers the first round. */
function* agreeOnQuote<To extends PaymentTarget>(
  { text, market }: Conversation,
  askTo: (refused?: RefusedTarget<To>) => Flow<To>,
  before?: Agreed<To>,
): Flow<Agreed<To>> {
  const parseAmount = amount(market.currency);
  let target = before?.target ?? (yield* askTo());
  let requested = before?.amount ?? (yield* ask(text.askAmount, parseAmount));
  for (;;) {
    const answer = yield* call({ type: 'quote', target, amount: requested });
    if ('quote' in answer) return { target, amount: requested, quote: answer.quote };

    const { refusal, allowed } = answer;
    const bounds: Partial<Record<Refusal, (amount: string) => string>> = text.allowed;
    const bound = allowed && bounds[refusal]?.(formatAmount(allowed, market));
    const why = [text.refusals[refusal], bound].filter(Boolean).join(' ');
    const remedy = remedies[refusal];
    if (remedy === 'none') return yield* end(why);
    if (remedy === 'another amount') requested = yield* ask(text.askAmount, parseAmount, why);
    else target = yield* askTo({ target, refusal });
  }
}

/** The answer that the payer can change after a refusal. A refusal that is missing here does not compile. */
export const remedies: Readonly<Record<Refusal, 'another target' | 'another amount' | 'none'>> = {
  same_party: 'another target',
  currency_mismatch: 'another target',
  recipient_not_found: 'another target',
  recipient_unavailable: 'another target',
  account_number_invalid: 'another target',
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
