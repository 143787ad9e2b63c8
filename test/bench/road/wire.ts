/** Writes and reads a payment's request and outcome as JSON, between the load generator and the Worker. */

import { kenya as market } from '../../../core/markets/ke.ts';
import { type Money, money } from '../../../core/money.ts';
import type { Outcome } from '../../../core/payments/outcome.ts';
import type { PaymentRequest } from '../../../core/payments/request.ts';

/** Amounts are minor units of the market's currency. */
export function requestToJson(request: PaymentRequest): string {
  return JSON.stringify({
    ...request,
    amount: request.amount.minor.toString(),
    fee: request.fee.minor.toString(),
  });
}

export function requestFromJson(text: string): PaymentRequest {
  const { amount, fee, ...request } = JSON.parse(text);
  return { ...request, amount: ofMarket(amount), fee: ofMarket(fee) };
}

export function outcomeToJson({ id, state, refusal }: Outcome): string {
  return JSON.stringify({ id, state, refusal });
}

function ofMarket(minor: string): Money {
  return money(BigInt(minor), market.currency);
}
