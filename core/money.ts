/**
 * Money is a whole number of minor units and its currency. Only this file makes an amount or does arithmetic on one. On
 * every wire an amount is a decimal string in major units ("5000.00"), as in the GSMA Mobile Money API; it is never a
 * JavaScript number.
 */

/**
 * The currencies by their ISO 4217 codes. `minorUnit` is the number of decimals that money of a currency has. `number` tells
 * apart the operator's system accounts of each currency (core/ledger/system-accounts.ts): a new currency takes the next
 * number, and no number ever changes, because the books have accounts by it.
 */
export const currencies = {
  KES: { minorUnit: 2, number: 0 },
  USD: { minorUnit: 2, number: 1 },
  NGN: { minorUnit: 2, number: 2 },
  GHS: { minorUnit: 2, number: 3 },
  ZAR: { minorUnit: 2, number: 4 },
  TZS: { minorUnit: 2, number: 5 },
  UGX: { minorUnit: 0, number: 6 },
  XOF: { minorUnit: 0, number: 7 },
  XAF: { minorUnit: 0, number: 8 },
  RWF: { minorUnit: 0, number: 9 },
  ZMW: { minorUnit: 2, number: 10 },
  EGP: { minorUnit: 2, number: 11 },
} as const;

export type Currency = keyof typeof currencies;

declare const brand: unique symbol;

export interface Money {
  readonly minor: bigint;
  readonly currency: Currency;
  readonly [brand]: 'Money';
}

/** The largest amount: 18 digits of minor units. A bigint column holds more. */
export const maxAmount = 10n ** 18n - 1n;

/** Makes money of `minor` units (cents). Throws a RangeError past 18 digits, which is always a bug. */
export function money(minor: bigint, currency: Currency): Money {
  if (minor > maxAmount || minor < -maxAmount)
    throw new RangeError('an amount has at most 18 digits');
  return { minor, currency } as Money;
}

/**
 * Reads "5000", "5000.5" or "5000.00": major units in ASCII digits, without sign or separators; only "5000" if the
 * currency has no decimals. Returns undefined for anything else, for more decimals than the currency has, and past 18
 * digits.
 */
export function parseMoney(text: string, currency: Currency): Money | undefined {
  const decimals: number = currencies[currency].minorUnit;
  const match = /^(\d{1,18})(?:\.(\d{1,4}))?$/.exec(text);
  if (!match) return undefined;
  const [, integer = '', fraction = ''] = match;
  if (fraction.length > decimals) return undefined;
  const minor = BigInt(integer + fraction.padEnd(decimals, '0'));
  return minor > maxAmount ? undefined : money(minor, currency);
}

/** Formats an amount for the wire: "5000.00", "-15.00"; "5000" if the currency has no decimals. */
export function toDecimal(amount: Money): string {
  const decimals: number = currencies[amount.currency].minorUnit;
  const digits = (amount.minor < 0n ? -amount.minor : amount.minor)
    .toString()
    .padStart(decimals + 1, '0');
  const integer = digits.slice(0, digits.length - decimals);
  const sign = amount.minor < 0n ? '-' : '';
  return decimals === 0 ? sign + integer : `${sign}${integer}.${digits.slice(-decimals)}`;
}

/** Formats an amount for people, without its symbol: "5,000.00", or "5 000" with a space as separator. */
export function formatDigits(amount: Money, separator = ','): string {
  const [integer = '', fraction] = toDecimal(amount).split('.');
  const grouped = integer.replace(/\B(?=(\d{3})+$)/g, separator);
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

export function addMoney(a: Money, b: Money): Money {
  return money(a.minor + sameCurrency(a, b).minor, a.currency);
}

/** Rounds a fraction of minor units to the nearest whole one, a half up. Both arguments must be positive or 0. */
export function roundHalfUp(numerator: bigint, denominator: bigint): bigint {
  return (2n * numerator + denominator) / (2n * denominator);
}

/** Rounds a fraction of minor units down, so that nothing is paid that is not there. */
export function roundDown(numerator: bigint, denominator: bigint): bigint {
  return numerator / denominator;
}

function sameCurrency(a: Money, b: Money): Money {
  if (a.currency !== b.currency) throw new TypeError(`${a.currency} with ${b.currency}`);
  return b;
}
