/** A market's local time: limits count its days, and receipts print it as each language writes it. */
import type { Language } from '../language.ts';
import type { Market } from './market.ts';

export interface LocalTime {
  /** ISO date of the market's day: "2024-09-02". Daily limits start anew with it. */
  readonly day: string;
  /** 0 to 23. */
  readonly hour: number;
  /** 0 to 59. */
  readonly minute: number;
}

interface Style {
  readonly date: (day: number, month: number, year: string) => string;
  readonly clock: (hour: number, minute: string) => string;
}

const twelveHours = (hour: number, minute: string) =>
  `${hour % 12 || 12}:${minute} ${hour < 12 ? 'AM' : 'PM'}`;
const twoDigits = (number: number) => String(number).padStart(2, '0');

/** English and Swahili receipts have the form that Kenyan ones are known by; French has the 24-hour clock. */
const english: Style = {
  date: (day, month, year) => `${day}/${month}/${year}`,
  clock: twelveHours,
};
const styles: Readonly<Record<Language, Style>> = {
  en: english,
  sw: english,
  fr: {
    date: (day, month, year) => `${twoDigits(day)}/${twoDigits(month)}/${year}`,
    clock: (hour, minute) => `${twoDigits(hour)}h${minute}`,
  },
  ar: {
    date: (day, month, year) => `${day}/${month}/${year}`,
    clock: (hour, minute) => `${hour % 12 || 12}:${minute} ${hour < 12 ? 'ص' : 'م'}`,
  },
};

/** The day as people write it: "2/9/24" in English, "02/09/24" in French. */
export function formatDate({ day }: LocalTime, language: Language): string {
  const [year = '', month, date] = day.split('-');
  return styles[language].date(Number(date), Number(month), year.slice(-2));
}

/** The time of day as people write it: "5:30 PM" in English, "17h30" in French. */
export function formatClock({ hour, minute }: LocalTime, language: Language): string {
  return styles[language].clock(hour, twoDigits(minute));
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
  return {
    day: `${part('year')}-${part('month')}-${part('day')}`,
    hour: Number(part('hour')),
    minute: Number(part('minute')),
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
