/** Businesses that are paid by their number: agents, billers and tills. */
import type { AccountId } from '../account.ts';

export const businessKinds = ['agent', 'biller', 'till'] as const;

export type BusinessKind = (typeof businessKinds)[number];

export interface Business {
  readonly account: AccountId;
  readonly kind: BusinessKind;
  /** What people type: "123456". */
  readonly code: string;
  readonly name: string;
  /** What a biller's account numbers look like; undefined where any will do. */
  readonly accounts?: AccountNumbers;
}

export interface AccountNumbers {
  /** How many digits they have. */
  readonly digits: number;
  /** Whether the last one is a check digit by Luhn's rule, as of electricity meters (IEC 62055-41). */
  readonly luhn: boolean;
}

/** What a bill's account number may be where its biller has no rule: more does not fit a receipt. */
const maxAccountNumberLength = 20;

/** Whether a biller can have this account. It finds slips of the finger, and no stranger's account. */
export function isAccountNumber(typed: string, accounts: AccountNumbers | undefined): boolean {
  if (!accounts)
    return /^[0-9A-Z][0-9A-Z /-]*$/.test(typed) && typed.length <= maxAccountNumberLength;
  const { digits, luhn } = accounts;
  return /^\d+$/.test(typed) && typed.length === digits && (!luhn || luhnSum(typed) % 10 === 0);
}

/** ISO/IEC 7812-1, annex B: from the right every second digit counts twice. */
function luhnSum(digits: string): number {
  return [...digits].reverse().reduce((sum, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return sum + (value > 9 ? value - 9 : value);
  }, 0);
}
