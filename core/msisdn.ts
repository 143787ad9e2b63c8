/**
 * A subscriber's number: E.164 digits without "+" (ITU-T E.164: at most 15 digits). The forms that
 * people and carriers write ("+254…", "07…", "00254…") exist only at the doors, and end here.
 */
import type { NumberPlan } from './market.ts';

declare const brand: unique symbol;

export type Msisdn = string & { readonly [brand]: 'Msisdn' };

/** One canonical number for every way to write it in the market's plan, or undefined. */
export function parseMsisdn(text: string, plan: NumberPlan): Msisdn | undefined {
  const compact = text.replace(/[\s().-]/g, '');
  if (!/^\+?\d{1,18}$/.test(compact)) return undefined;
  const national = withoutPrefix(compact, plan);
  return plan.national.test(national) ? ((plan.countryCode + national) as Msisdn) : undefined;
}

function withoutPrefix(digits: string, plan: NumberPlan): string {
  for (const prefix of [`+${plan.countryCode}`, `00${plan.countryCode}`, plan.countryCode]) {
    if (digits.startsWith(prefix)) return digits.slice(prefix.length);
  }
  return digits.startsWith('0') ? digits.slice(1) : digits;
}
