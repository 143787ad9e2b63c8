/**
 * A subscriber's phone number: E.164 digits without "+" (ITU-T E.164: at most 15 digits). People and carriers write it in
 * other forms ("+254…", "07…", "00254…"), which this file converts; inside, only this one exists.
 */

export interface NumberPlan {
  /** ITU country code, digits only. */
  readonly countryCode: string;
  /** The prefix dialled before a number inside the country; empty if there is none. */
  readonly trunkPrefix: '0' | '';
  /** Matches a mobile number after its country code. */
  readonly national: RegExp;
}

declare const brand: unique symbol;

export type Msisdn = string & { readonly [brand]: 'Msisdn' };

/** Reads a mobile number in any of the forms that the plan allows; undefined if it is not one. */
export function parseMsisdn(text: string, plan: NumberPlan): Msisdn | undefined {
  const compact = text.replace(/[\s().-]/g, '');
  if (!/^\+?\d{1,18}$/.test(compact)) return undefined;
  const national = withoutPrefix(compact, plan).find((digits) => plan.national.test(digits));
  return national === undefined ? undefined : ((plan.countryCode + national) as Msisdn);
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
  return [`+${countryCode}`, `00${countryCode}`, countryCode, trunkPrefix, '']
    .filter((prefix) => digits.startsWith(prefix))
    .map((prefix) => digits.slice(prefix.length));
}
