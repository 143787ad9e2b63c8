/** Formats what the desk prints: tables, labelled lines, times and amounts. */
import { formatDigits, type Money } from '../../../core/money.ts';
import { descriptors, type PaymentType } from '../../../core/payments/types.ts';
import { formatRate } from '../../../core/revenue/exchange.ts';
import type { Desk } from '../desk.ts';

/** Lines with columns as wide as their widest cell. A heading that begins with ">" aligns its column to the right. */
export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const right = headings.map((heading) => heading.startsWith('>'));
  const all = [headings.map((heading) => heading.replace(/^>/, '')), ...rows];
  const widths = headings.map((_, i) => Math.max(...all.map((row) => (row[i] ?? '').length)));
  return all.map((row) =>
    row
      .map((cell, i) => (right[i] ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}

/** "label   value", one below the other. A label without a value is left out. */
export function labelled(
  pairs: readonly (readonly [label: string, value: string | undefined])[],
): string[] {
  const present = pairs.filter(([, value]) => value !== undefined && value !== '');
  const width = Math.max(...present.map(([label]) => label.length));
  return present.map(([label, value]) => `${label.padEnd(width)}  ${value}`);
}

/** ISO 8601 in the desk's time zone, "2024-09-02T17:30:03+03:00", as the options --at, --from and --to take it. */
export function formatTime(
  at: Date | string | number,
  { timeZone }: Pick<Desk, 'timeZone'>,
): string {
  const moment = new Date(at).getTime();
  const offset = offsetAt(moment, timeZone);
  const local = new Date(moment + offset).toISOString().replace(/(\.000)?Z$/, '');
  return local + formatOffset(offset);
}

/** How far a zone's clocks are before UTC at a time (both in milliseconds). */
export function offsetAt(at: number, timeZone: string): number {
  const style = { timeZone, dateStyle: 'short', timeStyle: 'medium' } as const;
  // Swedish writes dates as ISO 8601 does, but for the "T".
  const clock = new Intl.DateTimeFormat('sv-SE', style).format(at).replace(' ', 'T');
  return Date.parse(`${clock}Z`) - Math.floor(at / 1_000) * 1_000;
}

/** "+03:00", "Z". */
function formatOffset(ms: number): string {
  if (ms === 0) return 'Z';
  const minutes = Math.abs(ms) / 60_000;
  const [hour, minute] = [Math.floor(minutes / 60), minutes % 60].map((n) =>
    String(n).padStart(2, '0'),
  );
  return `${ms < 0 ? '-' : '+'}${hour}:${minute}`;
}

/** Milliseconds as "5 min", "3 h 05 min", "2 d 4 h"; a negative span is "0 min". */
export function formatSpan(ms: number): string {
  const minutes = Math.floor(Math.max(ms, 0) / 60_000);
  const hours = Math.floor(minutes / 60);
  if (hours === 0) return `${minutes} min`;
  if (hours < 48) return `${hours} h ${String(minutes % 60).padStart(2, '0')} min`;
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** "1,000.00 KES" */
export function formatWithCurrency(amount: Money): string {
  return `${formatDigits(amount)} ${amount.currency}`;
}

/** "+5,000.00", "-15.00". */
export function formatChange(amount: Money): string {
  return amount.minor > 0n ? `+${formatDigits(amount)}` : formatDigits(amount);
}

/** "for 01450123458"; the reference of an exchange is its rate, "at 28.55". */
export function formatReference(type: PaymentType, accountReference: string | null): string {
  if (accountReference === null) return '';
  switch (descriptors[type].reference) {
    case 'rate':
      return `at ${formatRate(accountReference)}`;
    case 'bank':
      return `bank ${accountReference}`;
    default:
      return `for ${accountReference}`;
  }
}

/** The payment is one half of an exchange: the linked payment is the other half. */
export function isExchange(type: PaymentType): boolean {
  return descriptors[type].otherSide === 'pair';
}

/** Replaces control characters, so that text which people wrote cannot steer a terminal. */
export function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, ' ');
}
