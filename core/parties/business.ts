/** Businesses, which customers pay by a business number: agents, billers and tills. */
import type { AccountId } from '../account.ts';
import { luhnFits } from '../check-digits.ts';
import { transliterate } from '../gsm7.ts';
import { plainTyped, withoutSeparators } from '../typed.ts';

export const businessKinds = ['agent', 'biller', 'till'] as const;

export type BusinessKind = (typeof businessKinds)[number];

export interface Business {
  readonly account: AccountId;
  readonly kind: BusinessKind;
  /** The business number that customers type: "123456". */
  readonly code: string;
  readonly name: string;
  /** The biller's rule for account numbers; undefined if it accepts any. */
  readonly accounts?: AccountNumbers;
}

export interface AccountNumbers {
  /** Number of digits. */
  readonly digits: number;
  /** True if the last digit is a Luhn check digit, as on electricity meters (IEC 62055-41). */
  readonly luhn: boolean;
}

/** Longer names are cut, so that they and a bill's account number fit one screen. */
const maxShortNameLength = 20;

/** A longer name does not fit a receipt. */
const maxNameLength = 40;

/** The name of a business, as somebody at the operator types it; undefined for other text. */
export function readBusinessName(typed: string): string | undefined {
  const name = plainTyped(typed).normalize('NFC').replace(/\s+/g, ' ');
  const isName = /^[\p{L}\p{N}][\p{L}\p{N}\p{M} &.,'’()/+-]*$/u.test(name) && name.length >= 2;
  return isName && name.length <= maxNameLength ? name : undefined;
}

/** "KARIBU SUPERMARKET": as screens and SMS name a business, in letters that every phone shows. */
export function shortBusinessName(name: string): string {
  const words = transliterate(name.toUpperCase()).trim().split(/ +/);
  return words.join(' ').slice(0, maxShortNameLength).trim();
}

/** The number of a business as people type it: five to seven digits, perhaps with gaps; undefined for other text. */
export function parseBusinessCode(typed: string): string | undefined {
  const code = withoutSeparators(typed);
  return /^\d{5,7}$/.test(code) ? code : undefined;
}

/** A longer account number does not fit a receipt. It holds where the biller has no rule. */
const maxAccountNumberLength = 20;

/** Reads a customer's account number at a biller; undefined if the biller cannot have it. Where it is all digits, it has no gaps. */
export function readAccountNumber(
  typed: string,
  accounts: AccountNumbers | undefined,
): string | undefined {
  const number = accounts
    ? withoutSeparators(typed)
    : plainTyped(typed).toUpperCase().replace(/ +/g, ' ');
  return isAccountNumber(number, accounts) ? number : undefined;
}

/** True if the biller can have this account number. It catches typing errors, not other customers' numbers. */
export function isAccountNumber(typed: string, accounts: AccountNumbers | undefined): boolean {
  if (!accounts)
    return /^[0-9A-Z][0-9A-Z /-]*$/.test(typed) && typed.length <= maxAccountNumberLength;
  const { digits, luhn } = accounts;
  return /^\d+$/.test(typed) && typed.length === digits && (!luhn || luhnFits(typed));
}
