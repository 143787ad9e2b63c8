/** Days and moments as people write them. A day that does not exist is no date: `Date` would take 30 February for one in March. */
import { plainTyped } from './typed.ts';

/** True for an ISO date ("2024-02-29") of the calendar, from the year 1 on. */
export function isDay(iso: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(iso) || iso.startsWith('0000')) return false;
  const at = Date.parse(`${iso}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(iso);
}

/** How the months' names begin in English, French and Swahili, without accents. */
const months = [
  ...[['jan'], ['feb', 'fev'], ['mar', 'mac'], ['apr', 'avr'], ['may', 'mai', 'mei']],
  ...[['jun', 'juin'], ['jul', 'juil'], ['aug', 'aou', 'ago'], ['sep'], ['oct', 'okt']],
  ...[['nov'], ['dec', 'des']],
];

/**
 * Reads a day of the last or this century as an ISO date: "31121990", "31/12/1990", "31.12.1990", "31 Dec 1990", "1990-12-31",
 * "19901231". The day stands before the month, unless the year stands first. Of eight digits only one order can be such a day.
 */
export function readDay(typed: string): string | undefined {
  const text = plainTyped(typed)
    .replace(/(?<=\p{L})\. /gu, ' ')
    .replace(/\s*([./-])\s*/g, '$1');
  const written = [
    /^(?<day>\d\d)(?<month>\d\d)(?<year>\d{4})$/,
    /^(?<year>\d{4})(?<month>\d\d)(?<day>\d\d)$/,
    /^(?<day>\d\d?)(?<by>[ ./-])(?<month>\d\d?|\p{L}{3,})\k<by>(?<year>\d{4})$/u,
    /^(?<year>\d{4})(?<by>[ ./-])(?<month>\d\d?)\k<by>(?<day>\d\d?)$/,
  ];
  const days = written.flatMap((pattern) => {
    const { day = '', month = '', year = '' } = pattern.exec(text)?.groups ?? {};
    const iso = `${year}-${monthNumber(month)}-${day.padStart(2, '0')}`;
    return /^(19|20)/.test(year) && isDay(iso) ? [iso] : [];
  });
  return days.length === 1 ? days[0] : undefined;
}

function monthNumber(month: string): string {
  if (!/^\p{L}/u.test(month)) return month.padStart(2, '0');
  const plain = month.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
  const at = months.findIndex((names) => names.some((name) => plain.startsWith(name)));
  return String(at + 1).padStart(2, '0');
}

/**
 * Reads a moment with its zone, "2024-09-02T14:30:03Z" or "2024-09-02 17:30+03:00", as milliseconds since 1970. Undefined where
 * there is no such day, hour, minute or zone.
 */
export function readMoment(typed: string): number | undefined {
  const [, day = '', hour = '', minute = '', second = '00', fraction = '', zone = ''] =
    /^(\d{4}-\d\d-\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(\.\d{1,3})?)? ?(Z|[+-]\d\d:?\d\d)$/.exec(
      plainTyped(typed).toUpperCase(),
    ) ?? [];
  const [, sign = '+', zoneHour = '00', zoneMinute = '00'] =
    /^([+-])(\d\d):?(\d\d)$/.exec(zone) ?? [];
  const isReal = isDay(day) && hour <= '23' && minute <= '59' && second <= '59';
  // The clocks of the world differ from UTC by at most fourteen hours.
  if (!isReal || zoneHour > '14' || zoneMinute > '59') return undefined;
  return Date.parse(
    `${day}T${hour}:${minute}:${second}${fraction}${sign}${zoneHour}:${zoneMinute}`,
  );
}
