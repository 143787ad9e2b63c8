/**
 * A subscriber's phone number: E.164 digits without "+" (ITU-T E.164: at most 15 digits). People and carriers write it in
 * other forms ("+254…", "07…", "00254…"), which this file converts; inside, only this one exists.
 */
import { plainTyped } from './typed.ts';

export interface NumberPlan {
  /** ITU country code, digits only. */
  readonly countryCode: string;
  /** The prefix dialled before a number inside the country; empty if there is none. */
  readonly trunkPrefix: '0' | '';
  /** The number of digits of a mobile number after its country code. */
  readonly length: number;
  /**
   * Matches a mobile number after its country code: whole blocks that the regulator keeps for mobile networks, so that most
   * new prefixes are known before they are given out. A test compares it with libphonenumber's metadata, which is no part of
   * the Worker: a prefix that is new outside the blocks is an update of that package and a failing test.
   */
  readonly national: RegExp;
}

declare const brand: unique symbol;

export type Msisdn = string & { readonly [brand]: 'Msisdn' };

/** Reads a mobile number in any of the forms that the plan allows; undefined if it is not one. */
export function parseMsisdn(text: string, plan: NumberPlan): Msisdn | undefined {
  const compact = plainTyped(text).replace(/[\s()./_-]/g, '');
  if (!/^\+?\d{1,18}$/.test(compact)) return undefined;
  const national = withoutPrefix(compact, plan).find((digits) => plan.national.test(digits));
  return national === undefined ? undefined : ((plan.countryCode + national) as Msisdn);
}

/**
 * Reads the number that a carrier or a gateway names as the sender's. The network vouches for it, so that a subscriber whose
 * prefix is newer than the plan is served: any number of the country with as many digits as its mobile numbers have.
 */
export function vouchedMsisdn(text: string, plan: NumberPlan): Msisdn | undefined {
  const known = parseMsisdn(text, plan);
  const digits = text.replace(/^\s*\+/, '').trim();
  const isWhole = digits.startsWith(plan.countryCode) && /^\d+$/.test(digits);
  const hasLength = digits.length - plan.countryCode.length === plan.length;
  return known ?? (isWhole && hasLength ? (digits as Msisdn) : undefined);
}

/** The number as people dial it inside the country. */
export function nationalNumber(msisdn: string, plan: NumberPlan): string {
  return plan.trunkPrefix + msisdn.slice(plan.countryCode.length);
}

/**
 * The possible national numbers, one for each prefix that the digits may start with. Several are possible, because some
 * national numbers begin with their own country's code: 0233… in Ghana, whose code is 233.
 */
function withoutPrefix(digits: string, { countryCode, trunkPrefix }: NumberPlan): string[] {
  const international = [`+${countryCode}`, `00${countryCode}`, countryCode];
  // "+254 (0) 700…": people write the trunk prefix behind the code too, where no number begins with it.
  const both = international.map((prefix) => prefix + trunkPrefix);
  return [...both, ...international, trunkPrefix, '']
    .filter((prefix) => digits.startsWith(prefix))
    .map((prefix) => digits.slice(prefix.length));
}
