/** A tariff says what a payment costs, and how much of that is duty. The type's descriptor says who pays it. */
import type { Band, Bands, Market } from '../markets/market.ts';
import { type Money, money, roundHalfUp } from '../money.ts';
import type { CustomerPaymentType } from '../payments/types.ts';

/** The market offers this type of payment to its customers: it has a tariff for it. */
export function isOffered(type: CustomerPaymentType, { tariff }: Market): boolean {
  return Object.hasOwn(tariff, type);
}

/**
 * The fee of the band that holds the amount, duty included; undefined past the last band, and where the market does not
 * offer the type. The tier is that of whoever pays the fee.
 */
export function feeFor(
  type: CustomerPaymentType,
  amount: Money,
  tier: number | null,
  market: Market,
): Money | undefined {
  const band = bandsFor(type, tier, market).find(({ upTo }) => amount.minor <= upTo);
  return band && money(band.fee, market.currency);
}

/** The largest amount that has a price; undefined where the market does not offer the type. */
export function largestPriced(
  type: CustomerPaymentType,
  tier: number | null,
  market: Market,
): bigint | undefined {
  return bandsFor(type, tier, market).at(-1)?.upTo;
}

/**
 * The bands of a payment type, in the order of their amounts; none where the market does not offer it. An account without a tier
 * pays what tier 1 pays.
 */
export function bandsFor(
  type: CustomerPaymentType,
  tier: number | null,
  { tariff }: Market,
): readonly Band[] {
  const bands = tariff[type] ?? [];
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
