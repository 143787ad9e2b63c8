/** What the desk prints: tables, times and amounts. */

import { formatDigits, type Money } from '../../../core/money.ts';
import { descriptors, type PaymentType } from '../../../core/payments/types.ts';
import { formatRate } from '../../../core/revenue/exchange.ts';

/** Lines with columns as wide as what is in them. A heading that begins with ">" is of a column of figures. */
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

/** "what   it is", one below the other; what has no value is left out. */
export function facts(
  pairs: readonly (readonly [what: string, is: string | undefined])[],
): string[] {
  const known = pairs.filter(([, is]) => is !== undefined && is !== '');
  const width = Math.max(...known.map(([what]) => what.length));
  return known.map(([what, is]) => `${what.padEnd(width)}  ${is}`);
}

/** ISO 8601 in UTC, as --at takes it. */
export function time(at: Date | string | number): string {
  return new Date(at).toISOString().replace('.000Z', 'Z');
}

/** "5 min", "3 h 05 min", "2 d 4 h" (milliseconds). */
export function span(ms: number): string {
  const minutes = Math.floor(Math.max(ms, 0) / 60_000);
  const hours = Math.floor(minutes / 60);
  if (hours === 0) return `${minutes} min`;
  if (hours < 48) return `${hours} h ${String(minutes % 60).padStart(2, '0')} min`;
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** "5,000.00": the market's currency stands in the heading. */
export function figures(amount: Money): string {
  return formatDigits(amount);
}

/** "+5,000.00", "-15.00". */
export function change(amount: Money): string {
  return amount.minor > 0n ? `+${formatDigits(amount)}` : formatDigits(amount);
}

/** Says what a payment's account reference holds: "for 01450123458", or for an exchange "at 28.55". */
export function about(type: PaymentType, reference: string | null): string {
  if (reference === null) return '';
  const isRate = descriptors[type].reference === 'rate';
  return isRate ? `at ${formatRate(reference)}` : `for ${reference}`;
}

/** The payment is one half of an exchange: the linked payment is the other half. */
export function isExchange(type: PaymentType): boolean {
  return descriptors[type].otherSide === 'pair';
}

/** Control characters in what people wrote do nothing to a terminal. */
export function plain(text: string): string {
  return text.replace(/\p{Cc}/gu, ' ');
}
