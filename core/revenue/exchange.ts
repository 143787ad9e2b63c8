/**
 * Exchanges money of one currency for another, by two balanced payments at a quoted rate, one in each currency. All
 * rounding is down, so that the operator never pays out more than it received.
 */
import { type Currency, currencies, type Money, maxAmount, money, roundDown } from '../money.ts';
import type { Refusal } from '../refusal.ts';
import { quoteLifetime } from './quote.ts';

declare const brand: unique symbol;

/** Major units of the second currency for one unit of the first, as a decimal string: "128.5", "0.00778210". */
export type Rate = string & { readonly [brand]: 'Rate' };

const decimals = 8;
const scale = 10n ** BigInt(decimals);
const basisPoints = 10_000n;

/** Reads "128.5": at most ten digits and eight decimals, and more than 0. Returns undefined for anything else. */
export function parseRate(text: string): Rate | undefined {
  const isDecimal = /^(?:0|[1-9]\d{0,9})(?:\.\d{1,8})?$/.test(text);
  return isDecimal && scaled(text) > 0n ? (text as Rate) : undefined;
}

/** Formats a rate for people: "28.55" for "28.55000000". */
export function formatRate(rate: string): string {
  return rate.includes('.') ? rate.replace(/\.?0+$/, '') : rate;
}

/**
 * Converts an amount to another currency, rounded down to its minor unit. Throws a RangeError if the amount is negative, or
 * if the result has more than 18 digits.
 */
export function convert(amount: Money, rate: Rate, to: Currency): Money {
  if (amount.minor < 0n) throw new RangeError('a negative amount cannot be exchanged');
  return money(convertedMinor(amount, rate, to), to);
}

/** The rate of the opposite exchange, rounded down; undefined if that is 0. */
export function inverse(rate: Rate): Rate | undefined {
  return toRate(roundDown(scale * scale, scaled(rate)));
}

export interface ExchangeQuote {
  /** The amount that the customer pays, and the amount that they receive. */
  readonly from: Money;
  readonly to: Money;
  /** The customer's rate: the market's rate less the spread. */
  readonly rate: Rate;
  /** The operator's share of the market's rate, in basis points. */
  readonly spread: bigint;
  /** The quote expires at this time (milliseconds since 1970, UTC). */
  readonly until: number;
}

/** Quotes an exchange. `rate` is the market's. Throws a RangeError unless the spread is 0 to 9,999 basis points. */
export function quoteExchange(
  from: Money,
  to: Currency,
  { rate, spread, now }: { readonly rate: Rate; readonly spread: bigint; readonly now: number },
): ExchangeQuote | { readonly refusal: Refusal } {
  if (spread < 0n || spread >= basisPoints)
    throw new RangeError('a spread is 0 to 9,999 basis points');
  if (from.minor <= 0n) return { refusal: 'invalid_amount' };
  if (from.currency === to) return { refusal: 'currency_mismatch' };
  const offered = toRate(roundDown(scaled(rate) * (basisPoints - spread), basisPoints));
  const minor = offered ? convertedMinor(from, offered, to) : 0n;
  if (!offered || minor === 0n) return { refusal: 'amount_too_small' };
  if (minor > maxAmount) return { refusal: 'amount_too_large' };
  return { from, to: money(minor, to), rate: offered, spread, until: now + quoteLifetime };
}

function convertedMinor({ minor, currency }: Money, rate: Rate, to: Currency): bigint {
  const numerator = minor * scaled(rate) * minorPerMajor(to);
  return roundDown(numerator, scale * minorPerMajor(currency));
}

function minorPerMajor(currency: Currency): bigint {
  return 10n ** BigInt(currencies[currency].minorUnit);
}

/** The rate in hundred-millionths: "1.5" is 150,000,000. */
function scaled(rate: string): bigint {
  const [integer = '', fraction = ''] = rate.split('.');
  return BigInt(integer + fraction.padEnd(decimals, '0'));
}

function toRate(scaledRate: bigint): Rate | undefined {
  const digits = scaledRate.toString().padStart(decimals + 1, '0');
  return parseRate(`${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`);
}
