/**
 * Money: a whole number of minor units and its currency. The only file that makes an amount or does
 * arithmetic on one. On every wire an amount is a decimal string in major units ("5000.00"), as in
 * the GSMA Mobile Money API; it is never a JavaScript number.
 */

/** ISO 4217 codes with the number of decimals that money of this currency has. */
export const currencies = { KES: 2 } as const;

export type Currency = keyof typeof currencies;

declare const brand: unique symbol;

export interface Money {
  readonly minor: bigint;
  readonly currency: Currency;
  readonly [brand]: 'Money';
}

/** The largest amount there is: 18 digits of minor units, which a bigint column holds with room. */
const largest = 10n ** 18n - 1n;

/** Money of `minor` units (cents). Throws a RangeError past 18 digits, which is always a bug. */
export function money(minor: bigint, currency: Currency): Money {
  if (minor > largest || minor < -largest) throw new RangeError('an amount has at most 18 digits');
  return { minor, currency } as Money;
}

/**
 * Reads "5000", "5000.5" or "5000.00" (major units, ASCII digits, no sign, no separators).
 * Undefined for anything else, for more decimals than the currency has, and past 18 digits.
 */
export function parseMoney(text: string, currency: Currency): Money | undefined {
  const decimals = currencies[currency];
  const match = /^(\d{1,18})(?:\.(\d{1,4}))?$/.exec(text);
  if (!match) return undefined;
  const [, whole = '', fraction = ''] = match;
  if (fraction.length > decimals) return undefined;
  const minor = BigInt(whole + fraction.padEnd(decimals, '0'));
  return minor > largest ? undefined : money(minor, currency);
}

/** The wire form: "5000.00", "-15.00". */
export function formatMoney(amount: Money): string {
  const decimals: number = currencies[amount.currency];
  const digits = (amount.minor < 0n ? -amount.minor : amount.minor)
    .toString()
    .padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const sign = amount.minor < 0n ? '-' : '';
  return decimals === 0 ? sign + whole : `${sign}${whole}.${digits.slice(-decimals)}`;
}

/** The form for people, without its symbol: "5,000.00". */
export function groupMoney(amount: Money): string {
  return formatMoney(amount).replace(/\B(?=(\d{3})+(?=\.|$))/g, ',');
}

export function addMoney(a: Money, b: Money): Money {
  return money(a.minor + sameCurrency(a, b).minor, a.currency);
}

function sameCurrency(a: Money, b: Money): Money {
  if (a.currency !== b.currency) throw new TypeError(`${a.currency} with ${b.currency}`);
  return b;
}
