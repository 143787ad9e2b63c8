/** A country's rules as data: money, time, numbers, languages, tiers and tariff. */

import { type Currency, formatDigits, type Money } from '../money.ts';
import { type Msisdn, parseMsisdn } from '../msisdn.ts';
import type { CustomerPaymentType } from '../payments/rules.ts';
import { cameroon } from './cm.ts';
import { egypt } from './eg.ts';
import { ghana } from './gh.ts';
import { kenya } from './ke.ts';
import { nigeria } from './ng.ts';
import { rwanda } from './rw.ts';
import { senegal } from './sn.ts';
import { tanzania } from './tz.ts';
import { uganda } from './ug.ts';
import { southAfrica } from './za.ts';
import { zambia } from './zm.ts';
import { zimbabwe } from './zw.ts';

export { kenya };

export const languages = ['en', 'sw', 'fr'] as const;

export type Language = (typeof languages)[number];

export interface NumberPlan {
  /** ITU country code, digits only. */
  readonly countryCode: string;
  /** What is dialled before a number inside the country; empty where nothing is. */
  readonly trunkPrefix: '0' | '';
  /** What a mobile number looks like after the country code. */
  readonly national: RegExp;
}

/** What payments may come to in a time: no more money, and no more of them. */
export interface LimitWindow {
  readonly amount: bigint;
  readonly count: number;
}

/** Limits on one side of payments, in minor units. Only the amount counts, not the fee. */
export interface Limits {
  readonly minPayment: bigint;
  readonly maxPayment: bigint;
  /** Days, weeks (from Monday) and months of the market's calendar. */
  readonly daily: LimitWindow;
  readonly weekly: LimitWindow;
  readonly monthly: LimitWindow;
}

/** What a customer may do who proved this much of who they are. A registration opens tier 1. */
export interface Tier {
  readonly name: string;
  /** The most that may be in the account, in minor units. */
  readonly balanceCap: bigint;
  readonly sending: Limits;
  readonly receiving: Limits;
}

/** A band of a tariff: amounts up to and including `upTo` cost `fee` (both minor units), duty included. */
export interface Band {
  readonly upTo: bigint;
  readonly fee: bigint;
}

/** The bands of a type of payment, or of each tier where it is not the same for all of them. */
export type Bands = readonly Band[] | Readonly<Record<number, readonly Band[]>>;

/** A duty on fees. Fees include it. */
export interface Excise {
  /** Basis points of the fee without it: 1,500 is 15 %. */
  readonly rate: bigint;
}

export interface Market {
  readonly code: string;
  /** How the house calls itself where it is the other side of a payment. */
  readonly operatorName: string;
  readonly currency: Currency;
  /** How people write the currency with an amount, in letters that every phone has, and where. */
  readonly symbol: string;
  readonly symbolAt: 'front' | 'back';
  /** What they put between thousands. */
  readonly separator: ',' | ' ';
  readonly timeZone: string;
  readonly serviceCode: string;
  readonly numbers: NumberPlan;
  readonly languages: readonly Language[];
  readonly tiers: Readonly<Record<number, Tier>>;
  readonly tariff: Readonly<Record<CustomerPaymentType, Bands>>;
  /** Absent where fees bear no duty of their own. */
  readonly excise?: Excise;
  /** Amounts that a type takes, whatever the payer's tier allows, in minor units. */
  readonly amounts: Readonly<Partial<Record<CustomerPaymentType, AmountRange>>>;
  /** Money for a number that is not registered goes back to its sender after so many days. */
  readonly claimDays: number;
}

export interface AmountRange {
  readonly min: bigint;
  readonly max: bigint;
}

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

/** "Ksh5,000.00", "5 000 FCFA". */
export function formatAmount(amount: Money, market: Market): string {
  const { symbol, symbolAt, separator } = market;
  const digits = formatDigits(amount, separator);
  return symbolAt === 'front' ? symbol + digits : `${digits} ${symbol}`;
}

/** Until when money that was sent `at` waits for its number to register (both milliseconds since 1970, UTC). */
export function claimUntil({ claimDays }: Market, at: number): number {
  return at + claimDays * 24 * 60 * 60 * 1000;
}

export interface LocalTime {
  /** ISO date of the market's day, which daily limits are counted by: "2024-09-02". */
  readonly day: string;
  /** As receipts write it: "2/9/24" and "5:30 PM". */
  readonly date: string;
  readonly clock: string;
  /** 0 to 23. */
  readonly hour: number;
}

/** The market's wall clock at `at` (milliseconds since 1970, UTC). */
export function localTime(market: Market, at: number): LocalTime {
  const minute = Math.floor(at / 60_000);
  const latest = latestMinutes.get(market.timeZone);
  if (latest?.minute === minute) return latest.time;
  const time = readClock(market.timeZone, at);
  latestMinutes.set(market.timeZone, { minute, time });
  return time;
}

/** Every payment of a minute asks for the same day and time. */
const latestMinutes = new Map<string, { minute: number; time: LocalTime }>();

function readClock(timeZone: string, at: number): LocalTime {
  const parts = new Map(
    formatter(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? '';
  const hour = Number(part('hour'));
  return {
    day: `${part('year')}-${part('month')}-${part('day')}`,
    date: `${Number(part('day'))}/${Number(part('month'))}/${part('year').slice(-2)}`,
    clock: `${hour % 12 || 12}:${part('minute')} ${hour < 12 ? 'AM' : 'PM'}`,
    hour,
  };
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter costs a hundred times as much as using one. */
function formatter(timeZone: string): Intl.DateTimeFormat {
  let known = formatters.get(timeZone);
  if (!known) {
    known = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    formatters.set(timeZone, known);
  }
  return known;
}
