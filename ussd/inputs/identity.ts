/** Parsers of a new customer's identity: name, ID number and birth date. */
import { isDay } from '../../core/calendar.ts';
import {
  agreesOnBirth,
  type IdentityDocument,
  readIdentityDocument,
} from '../../core/identity/document.ts';
import { type PersonName, readName } from '../../core/identity/name.ts';
import type { Market } from '../../core/markets/market.ts';
import type { Parser } from './parser.ts';

/** Reads a name of any number of words. */
export const personName: Parser<PersonName> = (typed) => {
  const value = readName(typed);
  return value ? { value } : { complaint: 'not_a_name' };
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
