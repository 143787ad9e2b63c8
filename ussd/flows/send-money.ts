/** To whom, how much, is this right? Then the PIN, and the money goes. */
import type { Refusal } from '../../core/refusal.ts';
import type { Quote } from '../effects.ts';
import { ask, call, choose, end, type Flow, type Talk } from '../flow.ts';
import { amount, msisdn } from '../inputs.ts';
import { writtenAmount, writtenPayment, writtenRecipients } from '../text/written.ts';
import { provePin } from './pin.ts';

export function* sendMoney(talk: Talk): Flow {
  const { text, market } = talk;
  const quote = yield* agree(talk);
  const shown = {
    ...writtenPayment(quote, market),
    fee: writtenAmount(quote.fee, market),
  };
  yield* provePin(talk, text.confirm(shown));

  const paid = yield* call({ type: 'pay', quote });
  switch (paid.state) {
    case 'completed': {
      const balance = writtenAmount(paid.balance, market);
      return yield* end(text.sent({ ...shown, reference: paid.reference, balance }));
    }
    case 'refused':
      return yield* end(text.notSent(text.refusals[paid.refusal]));
    case 'pending':
      return yield* end(text.paymentPending);
  }
}

/** Asks until there is a quote, and asks again only for what was wrong. */
function* agree({ text, market }: Talk): Flow<Quote> {
  const number = msisdn(market.numbers);
  const sum = amount(market.currency);
  const { recipients } = yield* call({ type: 'read_recipients' });
  const known = writtenRecipients(recipients, market);
  const askTo = known.length > 0 ? text.askRecipientOrChoose : text.askRecipient;
  let to = yield* choose(askTo, known, { otherwise: number });
  let much = yield* ask(text.askAmount, sum);
  for (;;) {
    const answer = yield* call({ type: 'quote', to, amount: much });
    if ('quote' in answer) return answer.quote;

    const why = text.refusals[answer.refusal];
    const remedy = remedies[answer.refusal];
    if (remedy === 'none') return yield* end(why);
    if (remedy === 'another amount') much = yield* ask(text.askAmount, sum, why);
    else to = yield* choose(askTo, known, { otherwise: number, why });
  }
}

/** What the payer can do about a refused quote. Every refusal has its place here, or this does not compile. */
const remedies: Readonly<Record<Refusal, 'another number' | 'another amount' | 'none'>> = {
  same_party: 'another number',
  currency_mismatch: 'another number',
  recipient_not_found: 'another number',
  recipient_unavailable: 'another number',
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
  timeout: 'none',
  unavailable: 'none',
};
