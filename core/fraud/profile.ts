/**
 * What is known of a payer: of constant size, moved by each completed payment that limits hold for: what is taken from an
 * account, by a reversal or to set something right, is nobody's habit. What is here in TypeScript is the reference of what
 * the database does in the commit that completes a payment, so every step is an expression that SQL has too: it adds,
 * compares and bounds, and loops over nothing.
 */
import type { AccountId } from '../account.ts';

/** As the rules look at it. */
export interface Profile {
  /** Completed payments so far, of those that are counted. */
  readonly payments: number;
  /**
   * Robust estimates of the binary logarithm of the amounts (minor units), so a step of 1 is twice the amount: the
   * median, and the median absolute deviation from it. Of no use before the first payment.
   */
  readonly median: number;
  readonly deviation: number;
  /** Payments completed in the last 60 s and the last 60 min, estimated from two counters each. */
  readonly lastMinute: number;
  readonly lastHour: number;
  /** Completed payments per two hours of the market's day: 12 counters that decay. */
  readonly hours: readonly number[];
  /** Up to eight distinct ones, latest first. */
  readonly recentPayees: readonly AccountId[];
  /** The one that this payment comes from, where its channel names one; `sharedBy` so many other accounts. */
  readonly device?: { readonly known: boolean; readonly sharedBy: number };
  /** How many the account is known to have used. */
  readonly devices: number;
  /** When the operator says that the number's SIM was last changed (milliseconds since 1970, UTC). */
  readonly simChangedAt?: number;
}

/** As it is kept: a row per payer. Devices are keyed tokens. */
export interface History
  extends Pick<Profile, 'payments' | 'median' | 'deviation' | 'recentPayees' | 'simChangedAt'> {
  readonly minute: SlidingCount;
  readonly hour: SlidingCount;
  /** Twelve counters of five bits, the earliest two hours in the lowest. */
  readonly hours: bigint;
  /** Up to five, latest first. */
  readonly devices: readonly string[];
}

/** Two counters that a sliding window is estimated from: the running one, since `start`, and the one before it. */
export interface SlidingCount {
  readonly start: number;
  readonly count: number;
  readonly before: number;
}

/** What of a completed payment moves a profile. */
export interface CompletedPayment {
  /** Minor units. */
  readonly amount: bigint;
  readonly payee: AccountId;
  /** Milliseconds since 1970, UTC. */
  readonly completedAt: number;
  /** Of the market's day, 0 to 23. */
  readonly hour: number;
  readonly device?: string;
}

const nobody: SlidingCount = { start: 0, count: 0, before: 0 };

/** Of one who never paid. Before there is a second amount, twice or half of the first is thought usual. */
export const noHistory: History = {
  payments: 0,
  median: 0,
  deviation: 1,
  minute: nobody,
  hour: nobody,
  hours: 0n,
  recentPayees: [],
  devices: [],
};

const minute = 60_000;
const hour = 60 * minute;

/**
 * A payment counts for its share of all and half as much again, so that a strange first one is soon forgotten, and never
 * for less than this, so that habits may change. Tried on 2,000 random payers: after ten payments whose logarithms are
 * spread normally, the median is a third of a standard deviation off, and after thirty a fifth.
 */
const firstShares = 1.5;
const minShare = 0.08;

/** The median moves towards an amount by a part of its distance, which counts up to so many deviations. */
const maxDeviations = 2;

/** A deviation of nothing would never grow again. A quarter of a doubling is 19 %. */
const minDeviation = 0.25;

const payeesKept = 8;
const devicesKept = 5;

/** How a completed payment moves what is known of its payer. */
export function updateHistory(history: History, payment: CompletedPayment): History {
  const { payments, recentPayees, devices } = history;
  const { amount, payee, completedAt, device } = payment;
  return {
    ...history,
    payments: payments + 1,
    ...moved(history, doublings(amount)),
    minute: counted(history.minute, completedAt, minute),
    hour: counted(history.hour, completedAt, hour),
    hours: countedHour(history.hours, payment.hour),
    recentPayees: latestFirst(recentPayees, payee, payeesKept),
    devices: device === undefined ? devices : latestFirst(devices, device, devicesKept),
  };
}

/** What a history says at `now` (milliseconds since 1970, UTC) of a payment from this device. */
export function profileOf(
  history: History,
  now: number,
  device?: { readonly token: string; readonly sharedBy: number },
): Profile {
  const { payments, median, deviation, recentPayees, devices, simChangedAt } = history;
  return {
    ...{ payments, median, deviation, recentPayees },
    lastMinute: estimated(history.minute, now, minute),
    lastHour: estimated(history.hour, now, hour),
    hours: hourCounts(history.hours),
    ...(device && {
      device: { known: devices.includes(device.token), sharedBy: device.sharedBy },
    }),
    devices: devices.length,
    ...(simChangedAt !== undefined && { simChangedAt }),
  };
}

/** The binary logarithm of an amount in minor units. A statistic, not money. */
export function doublings(amount: bigint): number {
  return Math.log(Number(amount)) / Math.LN2;
}

/**
 * Robbins and Monro's steps: what is far away counts no more than what is a bit far. So a handful of payments says what
 * is usual, and one huge amount moves it little.
 */
function moved(
  { payments, median, deviation }: History,
  amount: number,
): Pick<History, 'median' | 'deviation'> {
  if (payments === 0) return { median: amount, deviation };
  const share = Math.max(firstShares / (payments + 1), minShare);
  const away = amount - median;
  const wider = bounded(Math.abs(away) - deviation, deviation);
  return {
    median: median + share * bounded(away, maxDeviations * deviation),
    deviation: Math.max(deviation + share * wider, minDeviation),
  };
}

function bounded(value: number, most: number): number {
  return Math.min(Math.max(value, -most), most);
}

/** A clock that is a bit behind another's counts into the running window, and does not open an old one again. */
function counted(window: SlidingCount, at: number, length: number): SlidingCount {
  const start = Math.max(startOf(at, length), window.start);
  if (window.start === start) return { ...window, count: window.count + 1 };
  return { start, count: 1, before: window.start === start - length ? window.count : 0 };
}

/** The running window, and the part of the one before it that is not past yet. */
function estimated(window: SlidingCount, now: number, length: number): number {
  const start = Math.max(startOf(now, length), window.start);
  const rest = Math.min(1 - (now - start) / length, 1);
  if (window.start === start) return window.count + window.before * rest;
  return window.start === start - length ? window.count * rest : 0;
}

function startOf(at: number, length: number): number {
  return at - (at % length);
}

const slots = 12;
const bits = 5n;
const full = 31n;
/** Every counter without its highest bit: what is left of a neighbour's lowest when all are shifted by one. */
const halves = 0b01111_01111_01111_01111_01111_01111_01111_01111_01111_01111_01111_01111n;

/** All are halved when one is full, so that what was long ago fades. */
function countedHour(hours: bigint, hourOfDay: number): bigint {
  const place = BigInt(Math.floor(hourOfDay / 2)) * bits;
  const more = hours + (1n << place);
  return ((more >> place) & full) === full ? (more >> 1n) & halves : more;
}

/** The twelve counters, the earliest two hours first. */
export function hourCounts(hours: bigint): number[] {
  // In two numbers of thirty bits, which are taken apart many times as fast as one of sixty.
  const counts: number[] = [];
  for (const half of [Number(hours & (2n ** 30n - 1n)), Number(hours >> 30n)]) {
    for (let place = 0; place < slots / 2; place += 1) {
      counts.push((half >> (place * Number(bits))) & Number(full));
    }
  }
  return counts;
}

function latestFirst<T>(kept: readonly T[], latest: T, most: number): T[] {
  return [latest, ...kept.filter((one) => one !== latest)].slice(0, most);
}
