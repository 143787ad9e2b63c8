/**
 * Money of one currency for money of another: two balanced payments at a quoted rate, one in each currency. Whatever is
 * rounded is rounded down, so that the house never pays out more than it was paid.
 */
import { type Currency, currencies, type Money, maxAmount, money, roundDown } from '../money.ts';
import type { Refusal } from '../refusal.ts';
import { quoteLifetime } from './quote.ts';

declare const brand: unique symbol;

/** Major units of the one currency for one of the other, as a decimal string: "128.5", "0.00778210". */
export type Rate = string & { readonly [brand]: 'Rate' };

const decimals = 8;
const one = 10n ** BigInt(decimals);
/** A whole, in basis points. */
const whole = 10_000n;

/** Reads "128.5": at most ten digits and eight decimals, and more than nothing. Undefined for anything else. */
export function parseRate(text: string): Rate | undefined {
  const isDecimal = /^(?:0|[1-9]\d{0,9})(?:\.\d{1,8})?$/.test(text);
  return isDecimal && scaled(text) > 0n ? (text as Rate) : undefined;
}

/** As people read it: "28.55" for "28.55000000". */
export function formatRate(rate: string): string {
  return rate.includes('.') ? rate.replace(/\.?0+$/, '') : rate;
}

/**
 * What an amount comes to in another currency, rounded down to its minor unit. Throws a RangeError where it is
 * negative or has more than 18 digits.
 */
export function convert(amount: Money, rate: Rate, to: Currency): Money {
  if (amount.minor < 0n) throw new RangeError('nothing less than nothing is exchanged');
  return money(converted(amount, rate, to), to);
}

/** The rate of the way back, rounded down; undefined where that leaves nothing. */
export function inverse(rate: Rate): Rate | undefined {
  return written(roundDown(one * one, scaled(rate)));
}

export interface ExchangeQuote {
  /** What the customer pays, and what they get for it. */
  readonly from: Money;
  readonly to: Money;
  /** The rate that the customer gets: the market's less the spread. */
  readonly rate: Rate;
  /** What the house keeps of the market's rate, in basis points. */
  readonly spread: bigint;
  /** Until when it stands (milliseconds since 1970, UTC). */
  readonly until: number;
}

/** `rate` is the market's. Throws a RangeError where the spread is not less than everything. */
export function quoteExchange(
  from: Money,
  to: Currency,
  { rate, spread, now }: { readonly rate: Rate; readonly spread: bigint; readonly now: number },
): ExchangeQuote | { readonly refusal: Refusal } {
  if (spread < 0n || spread >= whole) throw new RangeError('a spread is 0 to 9,999 basis points');
  if (from.minor <= 0n) return { refusal: 'invalid_amount' };
  // Within one currency nothing is exchanged.
  if (from.currency === to) return { refusal: 'currency_mismatch' };
  const offered = written(roundDown(scaled(rate) * (whole - spread), whole));
  const minor = offered ? converted(from, offered, to) : 0n;
  if (!offered || minor === 0n) return { refusal: 'amount_too_small' };
  if (minor > maxAmount) return { refusal: 'amount_too_large' };
  return { from, to: money(minor, to), rate: offered, spread, until: now + quoteLifetime };
}

function converted({ minor, currency }: Money, rate: Rate, to: Currency): bigint {
  const numerator = minor * scaled(rate) * units(to);
  return roundDown(numerator, one * units(currency));
}

/** Minor units of one major unit. */
function units(currency: Currency): bigint {
  return 10n ** BigInt(currencies[currency]);
}

/** Hundred-millionths: "1.5" is 150,000,000. */
function scaled(rate: string): bigint {
  const [integer = '', fraction = ''] = rate.split('.');
  return BigInt(integer + fraction.padEnd(decimals, '0'));
}

function written(scaledRate: bigint): Rate | undefined {
  const digits = scaledRate.toString().padStart(decimals + 1, '0');
  return parseRate(`${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`);
}
