/** What a payment costs, and what of that is duty. Who pays it is a rule of its type. */
import type { Band, Bands, Market } from '../markets/market.ts';
import { type Money, money, roundHalfUp } from '../money.ts';
import type { CustomerPaymentType } from '../payments/rules.ts';

/**
 * The fee of the band that holds the amount, duty included, or undefined past the last band. The tier is that of who pays
 * it.
 */
export function feeFor(
  type: CustomerPaymentType,
  amount: Money,
  tier: number | null,
  market: Market,
): Money | undefined {
  const band = bandsOf(market.tariff[type], tier).find(({ upTo }) => amount.minor <= upTo);
  return band && money(band.fee, market.currency);
}

/** Who has no tier pays what the first one pays. */
function bandsOf(bands: Bands, tier: number | null): readonly Band[] {
  return isForAll(bands) ? bands : (bands[tier ?? 1] ?? []);
}

function isForAll(bands: Bands): bands is readonly Band[] {
  return Array.isArray(bands);
}

/** A whole, in basis points. */
const whole = 10_000n;

/**
 * The part of a fee that is duty. The fee includes it: of 115 at 15 % it is 15, and what is left bears the rate. Rounded
 * to the nearest minor unit, a half up; what is left is the fee without it, so that nothing is lost between the two.
 */
export function exciseIn(fee: Money, { excise }: Market): Money {
  const rate = excise?.rate ?? 0n;
  return money(roundHalfUp(fee.minor * rate, whole + rate), fee.currency);
}
