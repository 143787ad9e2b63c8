/** The registry of markets. To add a country, add a file beside this one and a row here. */
import type { Currency } from '../money.ts';
import { type Msisdn, parseMsisdn } from '../msisdn.ts';
import { withoutSeparators } from '../typed.ts';
import { cameroon } from './cm.ts';
import { egypt } from './eg.ts';
import { ghana } from './gh.ts';
import { kenya } from './ke.ts';
import type { Market } from './market.ts';
import { nigeria } from './ng.ts';
import { rwanda } from './rw.ts';
import { senegal } from './sn.ts';
import { tanzania } from './tz.ts';
import { uganda } from './ug.ts';
import { southAfrica } from './za.ts';
import { zambia } from './zm.ts';
import { zimbabwe } from './zw.ts';

/** All markets by ISO 3166 code. The setting MARKET takes one of these codes. */
export const markets = {
  KE: kenya,
  TZ: tanzania,
  UG: uganda,
  RW: rwanda,
  ZM: zambia,
  ZW: zimbabwe,
  ZA: southAfrica,
  NG: nigeria,
  GH: ghana,
  SN: senegal,
  CM: cameroon,
  EG: egypt,
} as const;

/** A country that has a market, by its ISO 3166 code. */
export type Country = keyof typeof markets;

/** The market that uses a currency. `home` comes first where several use it, and is returned if none does. */
export function marketByCurrency(currency: Currency, home: Market): Market {
  const all: readonly Market[] = [home, ...Object.values(markets)];
  return all.find((market) => market.currency === currency) ?? home;
}

/** Reads a phone number written as in the `home` market, or with the country code of any other, and finds its market. */
export function parseMsisdnOfAnyMarket(
  text: string,
  home: Market,
): { readonly msisdn: Msisdn; readonly market: Market } | undefined {
  const digits = withoutSeparators(text).replace(/^[(+)]+|^00/, '');
  const abroad = Object.values(markets).filter(({ numbers: { countryCode } }) =>
    digits.startsWith(countryCode),
  );
  for (const market of [home, ...abroad]) {
    const msisdn = parseMsisdn(text, market.numbers);
    if (msisdn) return { msisdn, market };
  }
  return undefined;
}
