/**
 * A subscriber's number: E.164 digits without "+" (ITU-T E.164: at most 15 digits). The forms that
 * people and carriers write ("+254…", "07…", "00254…") exist only at the doors, and end here.
 */

export interface NumberPlan {
  /** ITU country code, digits only. */
  readonly countryCode: string;
  /** What is dialled before a number inside the country; empty where nothing is. */
  readonly trunkPrefix: '0' | '';
  /** What a mobile number looks like after the country code. */
  readonly national: RegExp;
}

declare const brand: unique symbol;

export type Msisdn = string & { readonly [brand]: 'Msisdn' };

/** One canonical number for every way to write it in the market's plan, or undefined. */
export function parseMsisdn(text: string, plan: NumberPlan): Msisdn | undefined {
  const compact = text.replace(/[\s().-]/g, '');
  if (!/^\+?\d{1,18}$/.test(compact)) return undefined;
  const national = withoutPrefix(compact, plan).find((digits) => plan.national.test(digits));
  return national === undefined ? undefined : ((plan.countryCode + national) as Msisdn);
}

/** The number inside the country. (Some begin with their own country's code: 0233… in Ghana, whose code is 233.) */
export function nationalNumber(msisdn: string, plan: NumberPlan): string {
  return plan.trunkPrefix + msisdn.slice(plan.countryCode.length);
}

/** What may be the number, by each prefix that it may have been written with. */
function withoutPrefix(digits: string, { countryCode, trunkPrefix }: NumberPlan): string[] {
  return [`+${countryCode}`, `00${countryCode}`, countryCode, trunkPrefix, '']
    .filter((prefix) => digits.startsWith(prefix))
    .map((prefix) => digits.slice(prefix.length));
}
