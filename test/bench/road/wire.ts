/** A payment's request and its outcome, as JSON between the load generator and the Worker. */

import { kenya as market } from '../../../core/markets/ke.ts';
import { type Money, money } from '../../../core/money.ts';
import type { Outcome } from '../../../core/payments/outcome.ts';
import type { PaymentRequest } from '../../../core/payments/request.ts';

/** Amounts are of the market's currency, in minor units. */
export function asked(request: PaymentRequest): string {
  return JSON.stringify({
    ...request,
    amount: request.amount.minor.toString(),
    fee: request.fee.minor.toString(),
  });
}

export function received(text: string): PaymentRequest {
  const { amount, fee, ...request } = JSON.parse(text);
  return { ...request, amount: ofMarket(amount), fee: ofMarket(fee) };
}

export function told({ id, state, refusal }: Outcome): string {
  return JSON.stringify({ id, state, refusal });
}

function ofMarket(minor: string): Money {
  return money(BigInt(minor), market.currency);
}
