/**
 * Money: a whole number of minor units and its currency. The only file that makes an amount or does
 * arithmetic on one. On every wire an amount is a decimal string in major units ("5000.00"), as in
 * the GSMA Mobile Money API; it is never a JavaScript number.
 */

/** ISO 4217 codes, each with its minor unit: the number of decimals that money of this currency has. */
export const currencies = {
  USD: 2,
  NGN: 2,
  KES: 2,
  GHS: 2,
  ZAR: 2,
  TZS: 2,
  UGX: 0,
  XOF: 0,
  XAF: 0,
  RWF: 0,
  ZMW: 2,
  EGP: 2,
} as const;

export type Currency = keyof typeof currencies;

declare const brand: unique symbol;

export interface Money {
  readonly minor: bigint;
  readonly currency: Currency;
  readonly [brand]: 'Money';
}

/** The largest amount there is: 18 digits of minor units, which a bigint column holds with room. */
export const maxAmount = 10n ** 18n - 1n;

/** Money of `minor` units (cents). Throws a RangeError past 18 digits, which is always a bug. */
export function money(minor: bigint, currency: Currency): Money {
  if (minor > maxAmount || minor < -maxAmount)
    throw new RangeError('an amount has at most 18 digits');
  return { minor, currency } as Money;
}

/**
 * Reads "5000", "5000.5" or "5000.00" (major units, ASCII digits, no sign, no separators; "5000" alone where
 * the currency has no decimals).
 * Undefined for anything else, for more decimals than the currency has, and past 18 digits.
 */
export function parseMoney(text: string, currency: Currency): Money | undefined {
  const decimals: number = currencies[currency];
  const match = /^(\d{1,18})(?:\.(\d{1,4}))?$/.exec(text);
  if (!match) return undefined;
  const [, whole = '', fraction = ''] = match;
  if (fraction.length > decimals) return undefined;
  const minor = BigInt(whole + fraction.padEnd(decimals, '0'));
  return minor > maxAmount ? undefined : money(minor, currency);
}

/** The wire form: "5000.00", "-15.00"; "5000" of a currency without decimals. */
export function toDecimal(amount: Money): string {
  const decimals: number = currencies[amount.currency];
  const digits = (amount.minor < 0n ? -amount.minor : amount.minor)
    .toString()
    .padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const sign = amount.minor < 0n ? '-' : '';
  return decimals === 0 ? sign + whole : `${sign}${whole}.${digits.slice(-decimals)}`;
}

/** The form for people, without its symbol: "5,000.00", or "5 000" where thousands are set apart by spaces. */
export function formatDigits(amount: Money, separator = ','): string {
  const [whole = '', fraction] = toDecimal(amount).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, separator);
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

export function addMoney(a: Money, b: Money): Money {
  return money(a.minor + sameCurrency(a, b).minor, a.currency);
}

/** A whole number of minor units for a fraction of them: the nearest, and a half goes up. Nothing here is negative. */
export function roundHalfUp(numerator: bigint, denominator: bigint): bigint {
  return (2n * numerator + denominator) / (2n * denominator);
}

/** The same, where what is over is not paid out. */
export function roundDown(numerator: bigint, denominator: bigint): bigint {
  return numerator / denominator;
}

function sameCurrency(a: Money, b: Money): Money {
  if (a.currency !== b.currency) throw new TypeError(`${a.currency} with ${b.currency}`);
  return b;
}
