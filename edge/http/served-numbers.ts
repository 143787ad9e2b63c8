/** The numbers that a carrier or a gateway may speak for: those of countries, or those that begin with some digits. */
import { z } from 'zod';
import { type Country, markets } from '../../core/markets/index.ts';
import type { Market } from '../../core/markets/market.ts';

/**
 * A country of `core/markets/` by its ISO 3166 code, the first digits of numbers with their country code, or `home`: the market
 * that this system serves.
 */
export type ServedNumbers = readonly (Country | 'home' | `${number}`)[];

const countries = Object.keys(markets) as [Country, ...Country[]];

const prefix = z.templateLiteral([z.number()]).refine((text) => /^[1-9]\d{1,13}$/.test(text));

/** As a setting: `["KE"]`, `["25470", "254110"]`. */
export const servedNumbers = z
  .array(z.union([z.enum(countries), z.literal('home'), prefix]))
  .min(1);

/** Tells whether what says this of itself may speak for a number (E.164 digits). */
export function speaksFor(
  serves: ServedNumbers,
  msisdn: string,
  { numbers: home }: Pick<Market, 'numbers'>,
): boolean {
  return serves.some((served) => {
    if (served === 'home') return msisdn.startsWith(home.countryCode);
    const { countryCode = served } = Object.hasOwn(markets, served)
      ? markets[served as Country].numbers
      : {};
    return msisdn.startsWith(countryCode);
  });
}
