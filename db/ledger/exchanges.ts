/** Exchanges of money of one currency for money of another: two balanced payments in one commit, at a quoted rate. */

import type { AccountId } from '../../core/account.ts';
import type { Reason } from '../../core/care/operator-action.ts';
import type { Clock } from '../../core/clock.ts';
import { systemAccountsOf } from '../../core/ledger/system-accounts.ts';
import type { Market } from '../../core/markets/market.ts';
import type { Money } from '../../core/money.ts';
import type { PaymentState } from '../../core/payments/outcome.ts';
import type { Channel } from '../../core/payments/request.ts';
import type { Refusal } from '../../core/refusal.ts';
import { type ExchangeQuote, parseRate } from '../../core/revenue/exchange.ts';
import { isExpired } from '../../core/revenue/quote.ts';
import { call } from '../driver/call.ts';
import { timestamp } from '../driver/columns.ts';
import type { Sql } from '../driver/sql.ts';

export interface ExchangeRequest {
  /** The ids of both payments (UUIDv7), made before anything is tried. */
  readonly out: string;
  readonly in: string;
  readonly channel: Channel;
  /** A wallet of the one market, and one of the other. They may be the same person's. */
  readonly payer: AccountId;
  readonly payee: AccountId;
  readonly quote: ExchangeQuote;
  readonly fee: Money;
  readonly excise?: Money;
  /** The person at the operator who makes it, and why; absent where a customer asks for it. */
  readonly made?: Reason;
}

export interface Exchanged {
  readonly state: PaymentState;
  readonly refusal?: Refusal;
  /** The running numbers of both payments, where they are in the books. */
  readonly number?: bigint;
  readonly inNumber?: bigint;
  /** The payer's balance after it, in minor units. */
  readonly payerBalance?: bigint;
}

/**
 * Exchanges between two markets. `stripe` is the ledger's. The same ids again get the same answer. A quote of other
 * currencies, or one that has expired, is refused before anything is locked.
 */
export function exchanges(
  sql: Sql,
  from: Market,
  to: Market,
  clock: Pick<Clock, 'now'>,
  stripe: number,
) {
  const [payerSide, payeeSide] = [systemAccountsOf(from.currency), systemAccountsOf(to.currency)];

  return async function exchange(request: ExchangeRequest): Promise<Exchanged> {
    const now = clock.now();
    const refusal = refuseAtOnce(request, from, to, now);
    if (refusal) return { state: 'rejected', refusal };
    const { quote, fee, excise, made } = request;
    const [row] = await call<ExchangedRow>(sql, 'exchange', {
      p_out: request.out,
      p_in: request.in,
      p_channel: request.channel,
      p_payer: request.payer,
      p_payee: request.payee,
      p_amount: quote.from.minor.toString(),
      p_fee: fee.minor.toString(),
      p_excise: excise?.minor.toString() ?? null,
      p_to_amount: quote.to.minor.toString(),
      p_rate: quote.rate,
      p_from_system: payerSide.exchange,
      p_to_system: payeeSide.exchange,
      p_fees_to: payerSide.fees(stripe),
      p_excise_to: payerSide.excise(stripe),
      p_from_market: from.code,
      p_to_market: to.code,
      p_by: made?.by ?? null,
      p_reason: made?.reason ?? null,
      p_now: timestamp(now),
    });
    if (!row) throw new Error('exchange returned nothing');
    return exchanged(row);
  };
}

function refuseAtOnce(
  { payer, payee, quote, fee }: ExchangeRequest,
  from: Market,
  to: Market,
  now: number,
): Refusal | undefined {
  if (quote.from.minor <= 0n || quote.to.minor <= 0n || fee.minor < 0n) return 'invalid_amount';
  const currencies = [quote.from.currency, fee.currency, quote.to.currency];
  const wanted = [from.currency, from.currency, to.currency];
  const isRight = currencies.every((currency, i) => currency === wanted[i]);
  if (!isRight || from.currency === to.currency || !parseRate(quote.rate)) {
    return 'currency_mismatch';
  }
  if (payer === payee) return 'same_party';
  return isExpired(quote.until, now) ? 'quote_expired' : undefined;
}

interface ExchangedRow {
  readonly state: PaymentState;
  readonly refusal: Refusal | null;
  readonly number: string | null;
  readonly payer_balance: string | null;
  readonly in_number: string | null;
}

function exchanged(row: ExchangedRow): Exchanged {
  const { state, refusal, number, payer_balance: balance, in_number: inNumber } = row;
  return {
    state,
    ...(refusal && { refusal }),
    ...(number !== null && { number: BigInt(number) }),
    ...(inNumber !== null && { inNumber: BigInt(inNumber) }),
    ...(balance !== null && { payerBalance: BigInt(balance) }),
  };
}
