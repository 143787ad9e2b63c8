/** The registry of markets. A new country is a file beside this one, and a row here. */
import type { Currency } from '../money.ts';
import { type Msisdn, parseMsisdn } from '../msisdn.ts';
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

/** Every market there is, by its ISO 3166 code: the setting MARKET takes any of them. */
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

/** The market whose money it is: `here`, where that is its currency, or else the one that has it. */
export function marketOf(currency: Currency, here: Market): Market {
  const all: readonly Market[] = [here, ...Object.values(markets)];
  return all.find((market) => market.currency === currency) ?? here;
}

/** A phone's number as the market `here` writes it, or another's with its country's code; and whose number it is. */
export function numberOf(
  text: string,
  here: Market,
): { readonly msisdn: Msisdn; readonly market: Market } | undefined {
  const abroad = Object.values(markets).filter(({ numbers: { countryCode } }) =>
    new RegExp(String.raw`^\s*(\+|00)?${countryCode}`).test(text),
  );
  for (const market of [here, ...abroad]) {
    const msisdn = parseMsisdn(text, market.numbers);
    if (msisdn) return { msisdn, market };
  }
  return undefined;
}
