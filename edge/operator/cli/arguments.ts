/** Parses the values of a command line: references, amounts, times, rates and ids. Throws a UsageError for any other text. */
import { readAmount } from '../../../core/amount.ts';
import { readDay, readMoment } from '../../../core/calendar.ts';
import { type Money, money } from '../../../core/money.ts';
import { parseRate, type Rate } from '../../../core/revenue/exchange.ts';
import { findPayment } from '../actions/payments.ts';
import type { Desk } from '../desk.ts';
import { UsageError } from './command.ts';
import { offsetAt } from './table.ts';

/** The id of the payment with this reference, in any case of its letters. */
export async function parsePayment(desk: Desk, text = ''): Promise<string> {
  const id = await findPayment(desk, text);
  if (id === undefined) {
    throw new UsageError(`${text} is no reference: ten letters and digits, as in a receipt`);
  }
  return id;
}

/** "500", "1,000.00", as customers type amounts too. */
export function parseAmount({ market }: Pick<Desk, 'market'>, text: string): Money {
  const amount = readAmount(text, market.currency);
  if ('complaint' in amount) throw new UsageError(`${text} is no amount of ${market.currency}`);
  return amount.value;
}

/** "+100.00", "100.00", "-100.00". */
export function parseSignedAmount(desk: Pick<Desk, 'market'>, text: string): Money {
  const { minor, currency } = parseAmount(desk, text.replace(/^[+-]/, ''));
  return money(text.startsWith('-') ? -minor : minor, currency);
}

/** "--luhn yes": undefined where the option is not there. */
export function parseYesNo(option: string, text: string | undefined): boolean | undefined {
  if (text !== undefined && text !== 'yes' && text !== 'no') {
    throw new UsageError(`--${option} ${text} is neither yes nor no`);
  }
  return text === undefined ? undefined : text === 'yes';
}

/** "2024-09-02T14:30:03Z", "2024-09-02T17:30+03:00", as milliseconds since 1970. The zone is required. */
export function parseTime(text: string): number {
  const at = readMoment(text);
  if (at === undefined) throw new UsageError(`${text} is no time: 2024-09-02T14:30:00Z is one`);
  return at;
}

/** "2024-09-02", "2/9/2024", a day of the desk's time zone: from its first moment up to that of the next day (milliseconds since 1970, UTC). */
export function parseDay(
  { timeZone }: Pick<Desk, 'timeZone'>,
  text: string,
): { readonly from: number; readonly to: number } {
  const day = readDay(text);
  if (day === undefined) throw new UsageError(`${text} is no day: 2024-09-02 is one`);
  const midnight = Date.parse(`${day}T00:00:00Z`);
  const start = (utc: number) => utc - offsetAt(utc - offsetAt(utc, timeZone), timeZone);
  return { from: start(midnight), to: start(midnight + 24 * 3_600_000) };
}

/** "wanjiku:1234", as a search by name has printed it. */
export function parseNamePlace(text: string): { readonly word: string; readonly account: string } {
  const [, word, account] = /^([^:]+):(\d{1,18})$/.exec(text) ?? [];
  if (word === undefined || account === undefined) {
    throw new UsageError(`${text} is no place that find has printed`);
  }
  return { word, account };
}

/** A payment's id, as a search of a day has printed it. */
export function parseId(text: string): string {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)) {
    throw new UsageError(`${text} is no place that payments has printed`);
  }
  return text;
}

/** "1" to "2160" hours (90 days), in milliseconds. */
export function parseHours(text: string): number {
  const hours = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (hours < 1 || hours > 2160)
    throw new UsageError(`${text} is no number of hours from 1 to 2160`);
  return hours * 3_600_000;
}

/** The number of an account's entry. */
export function parseEntryNumber(text: string): bigint {
  if (!/^\d{1,18}$/.test(text)) throw new UsageError(`${text} is no entry's number`);
  return BigInt(text);
}

/** "28.55": major units of the one currency for one of the other. */
export function parseExchangeRate(text: string): Rate {
  const rate = parseRate(text);
  if (!rate) throw new UsageError(`${text} is no rate: 28.55 is one, with at most eight decimals`);
  return rate;
}

/** A UUIDv7. */
export function parseActId(text: string): string {
  const id = text.toLowerCase();
  if (!/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id)) {
    throw new UsageError(`${text} is no id that the desk has printed`);
  }
  return id;
}
