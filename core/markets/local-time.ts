/** A market's local time. Limits count its days, and receipts print its time. */
import type { Market } from './market.ts';

export interface LocalTime {
  /** ISO date of the market's day: "2024-09-02". Daily limits start anew with it. */
  readonly day: string;
  /** Date and time as receipts print them: "2/9/24" and "5:30 PM". */
  readonly date: string;
  readonly clock: string;
  /** 0 to 23. */
  readonly hour: number;
}

/** The market's local time at `at` (milliseconds since 1970, UTC). */
export function localTime(market: Market, at: number): LocalTime {
  const minute = Math.floor(at / 60_000);
  const latest = latestMinutes.get(market.timeZone);
  if (latest?.minute === minute) return latest.time;
  const time = readClock(market.timeZone, at);
  latestMinutes.set(market.timeZone, { minute, time });
  return time;
}

/** The latest result per time zone, because all payments of a minute need the same one. */
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

/** Formatters are kept, because making one costs a hundred times as much as using it. */
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
