/**
 * An operator's exchange: money of a wallet for money of a wallet in another currency, at a rate that the operator states.
 * It is quoted first, and then made once under its id. Throws a DeskRefusal where the books refuse.
 */
import type { Money } from '../../../core/money.ts';
import {
  type ExchangeQuote,
  formatRate,
  quoteExchange,
  type Rate,
} from '../../../core/revenue/exchange.ts';
import { exciseIn } from '../../../core/revenue/tariff.ts';
import type { Exchanged } from '../../../db/ledger/exchanges.ts';
import type { Desk } from '../desk.ts';
import type { FoundAccount } from './accounts.ts';
import { refusedBy } from './refusal.ts';

export interface ExchangeOrder {
  readonly payer: FoundAccount;
  readonly payee: FoundAccount;
  readonly quote: ExchangeQuote;
  readonly fee: Money;
  /** The id of the payer's payment (a UUIDv7). Asked again under the same id, the exchange is made once. */
  readonly id: string;
  readonly by: string;
  readonly note: string | undefined;
}

/** The customer gets the stated rate: the operator's margin is already in it, so there is no spread. */
export function quoteAtRate(from: Desk, to: Desk, amount: Money, rate: Rate): ExchangeQuote {
  const quote = quoteExchange(amount, to.market.currency, { rate, spread: 0n, now: from.now });
  if ('refusal' in quote) throw refusedBy(quote.refusal);
  return quote;
}

export async function makeExchange(order: ExchangeOrder): Promise<Exchanged> {
  const { payer, payee, quote, fee, id, by, note } = order;
  const { desk } = payer;
  const result = await desk.exchange(payee.desk.market, {
    ...{ out: id, in: otherSide(id), channel: 'desk' },
    ...{ payer: payer.account.id, payee: payee.account.id },
    ...{ quote, fee, excise: exciseIn(fee, desk.market) },
    made: { by, reason: note ?? `at ${formatRate(quote.rate)}` },
  });
  if (result.refusal) throw refusedBy(result.refusal);
  return result;
}

/** The id of the payee's payment is made of the payer's, so that somebody who asks again needs only one of them. */
function otherSide(id: string): string {
  const last = (Number.parseInt(id.slice(-1), 16) ^ 1).toString(16);
  return id.slice(0, -1) + last;
}
