/** The kinds of figures that fraud rules have as parameters. */
import { z } from 'zod';
import { type Currency, currencies, parseMoney } from '../money.ts';

export const weight = z.number().min(0, 'is from 0 to 1').max(1, 'is from 0 to 1');
export const count = z
  .int('is a whole number')
  .min(1, 'is at least 1')
  .max(1_000_000, 'is too many');
export const positive = z.number().positive('is more than 0').max(1_000, 'is too much');
export const hours = z
  .number()
  .positive('is more than 0')
  .max(24 * 365, 'is at most a year');

/** Decimal strings by currency ("1000.00"), read into minor units. A currency without one has no such amount. */
export const amounts = z
  .partialRecord(z.enum(Object.keys(currencies) as Currency[]), z.string())
  .transform((texts, { issues }) => {
    const read = new Map<string, bigint>();
    for (const [currency, text] of Object.entries(texts)) {
      const amount = parseMoney(text, currency as Currency);
      if (amount) read.set(currency, amount.minor);
      else issues.push({ code: 'custom', message: 'is no amount', path: [currency], input: text });
    }
    return read as ReadonlyMap<string, bigint>;
  });
