/** A country's rules as data: money, time, numbers, languages, tiers and tariff. */
import type { Currency } from './money.ts';
import type { CustomerPaymentType } from './payment-rules.ts';

export const languages = ['en', 'sw', 'fr'] as const;

export type Language = (typeof languages)[number];

export interface NumberPlan {
  /** ITU country code, digits only. */
  readonly countryCode: string;
  /** What a mobile number looks like after the country code. */
  readonly national: RegExp;
}

/** Limits of a customer's tier, in minor units. Only the amount counts, not the fee. */
export interface Tier {
  readonly smallestPayment: bigint;
  readonly largestPayment: bigint;
  readonly dailyLimit: bigint;
}

/** A band of a tariff: amounts up to and including `upTo` cost `fee` (both minor units). */
export interface Band {
  readonly upTo: bigint;
  readonly fee: bigint;
}

export interface Market {
  readonly code: string;
  /** How the house calls itself where it is the other side of a payment. */
  readonly house: string;
  readonly currency: Currency;
  /** How people write the currency in front of an amount. */
  readonly symbol: string;
  readonly timeZone: string;
  readonly serviceCode: string;
  readonly numbers: NumberPlan;
  readonly languages: readonly Language[];
  readonly tiers: Readonly<Record<number, Tier>>;
  readonly tariff: Readonly<Record<CustomerPaymentType, readonly Band[]>>;
  /** Amounts that a type takes, whatever the payer's tier allows, in minor units. */
  readonly amounts: Readonly<Partial<Record<CustomerPaymentType, AmountRange>>>;
  /** Money for a number that is not registered goes back to its sender after so many days. */
  readonly claimDays: number;
}

export interface AmountRange {
  readonly smallest: bigint;
  readonly largest: bigint;
}

/**
 * Kenya. Mobile numbers begin with 7 or 1 (Communications Authority's numbering plan). The daily limit
 * and the fee of 15.00 for 5,000.00 are the demonstration's; an operator sets its own tariff here.
 */
export const kenya: Market = {
  code: 'KE',
  house: 'Tuma',
  currency: 'KES',
  symbol: 'Ksh',
  timeZone: 'Africa/Nairobi',
  serviceCode: '*334#',
  numbers: { countryCode: '254', national: /^[71]\d{8}$/ },
  languages: ['en', 'sw', 'fr'],
  tiers: {
    1: { smallestPayment: 1_00n, largestPayment: 70_000_00n, dailyLimit: 70_000_00n },
  },
  tariff: {
    p2p: [
      { upTo: 100_00n, fee: 0n },
      { upTo: 500_00n, fee: 3_00n },
      { upTo: 1_000_00n, fee: 6_00n },
      { upTo: 2_500_00n, fee: 10_00n },
      { upTo: 5_000_00n, fee: 15_00n },
      { upTo: 10_000_00n, fee: 25_00n },
      { upTo: 20_000_00n, fee: 40_00n },
      { upTo: 70_000_00n, fee: 60_00n },
    ],
    p2p_unregistered: [
      { upTo: 500_00n, fee: 20_00n },
      { upTo: 1_000_00n, fee: 25_00n },
      { upTo: 2_500_00n, fee: 40_00n },
      { upTo: 5_000_00n, fee: 60_00n },
      { upTo: 10_000_00n, fee: 90_00n },
      { upTo: 70_000_00n, fee: 150_00n },
    ],
    cash_out: [
      { upTo: 100_00n, fee: 11_00n },
      { upTo: 2_500_00n, fee: 29_00n },
      { upTo: 5_000_00n, fee: 69_00n },
      { upTo: 10_000_00n, fee: 115_00n },
      { upTo: 20_000_00n, fee: 185_00n },
      { upTo: 50_000_00n, fee: 278_00n },
      { upTo: 70_000_00n, fee: 309_00n },
    ],
    pay_bill: [
      { upTo: 100_00n, fee: 0n },
      { upTo: 1_000_00n, fee: 5_00n },
      { upTo: 5_000_00n, fee: 20_00n },
      { upTo: 70_000_00n, fee: 50_00n },
    ],
    buy_goods: [{ upTo: 70_000_00n, fee: 0n }],
    airtime: [{ upTo: 10_000_00n, fee: 0n }],
  },
  // Agents have no small change; airtime is what Africa's Talking takes for Kenyan numbers.
  amounts: {
    cash_out: { smallest: 50_00n, largest: 70_000_00n },
    airtime: { smallest: 5_00n, largest: 10_000_00n },
  },
  claimDays: 7,
};

export const markets = { KE: kenya } as const;

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
