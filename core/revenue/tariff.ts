/** What a payment costs the payer. */
import type { Market } from '../market.ts';
import { type Money, money } from '../money.ts';
import type { CustomerPaymentType } from '../payment-rules.ts';

/** The fee of the band that holds the amount, or undefined past the last band. */
export function feeFor(
  type: CustomerPaymentType,
  amount: Money,
  market: Market,
): Money | undefined {
  const band = market.tariff[type].find(({ upTo }) => amount.minor <= upTo);
  return band && money(band.fee, market.currency);
}
