/** Parsers of a new customer's identity: name, ID number and birth date. */
import { isDay } from '../../core/calendar.ts';
import {
  agreesOnBirth,
  type IdentityDocument,
  readIdentityDocument,
} from '../../core/identity/document.ts';
import type { Market } from '../../core/markets/market.ts';
import { transliterate } from '../screen/gsm7.ts';
import type { Parser } from './parser.ts';

export interface FullName {
  /** All names but the last. */
  readonly given: string;
  readonly family: string;
}

/** A longer name leaves no room on the consent screen that repeats it. */
const maxNameLength = 40;

/** Reads two to four names that phones can show, and keeps them as typed. */
export const fullName: Parser<FullName> = (typed) => {
  const names = typed.normalize('NFC').split(/\s+/);
  const shown = transliterate(typed.toUpperCase());
  const valid =
    names.length >= 2 &&
    names.length <= 4 &&
    names.every((name) => /^\p{L}[\p{L}\p{M}'’-]*$/u.test(name)) &&
    shown.length <= maxNameLength &&
    !shown.includes('?');
  if (!valid) return { complaint: 'not_a_name' };
  return { value: { given: names.slice(0, -1).join(' '), family: names.at(-1) ?? '' } };
};

/** Reads the number of a document that people carry in the market. */
export function idNumber(market: Market): Parser<IdentityDocument> {
  return (typed) => {
    const value = readIdentityDocument(market, typed);
    return value ? { value } : { complaint: 'not_an_id_number' };
  };
}

/** A customer is at least 18 years old. Over 120, the date is taken for a typing error. */
const minAge = 18;
const maxAge = 120;

/**
 * Reads "31121990" or "31/12/1990" as an ISO date; `today` is an ISO date too. A document whose number tells another year is
 * another person's, or the date is mistyped.
 */
export function birthDate(today: string, document: Pick<IdentityDocument, 'born'>): Parser<string> {
  return (typed) => {
    const [, day, , month, year] = /^(\d\d)(\/?)(\d\d)\2(\d{4})$/.exec(typed) ?? [];
    const birthday = (age: number) => `${Number(year) + age}-${month}-${day}`;
    const date = birthday(0);
    if (!isDay(date) || birthday(maxAge) < today) return { complaint: 'not_a_birth_date' };
    if (birthday(minAge) > today) return { complaint: 'too_young' };
    return agreesOnBirth(document, date) ? { value: date } : { complaint: 'not_the_birth_date' };
  };
}
