/** Parsers of a new customer's identity: name, ID number and birth date. */
import { readDay } from '../../core/calendar.ts';
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

declare const brand: unique symbol;

/** The number of an identity document in the form in which two are compared: letters and digits alone, in upper case. */
export type IdNumber = string & { readonly [brand]: 'IdNumber' };

export function bareIdNumber(typed: string): IdNumber {
  return typed.toUpperCase().replace(/[^0-9A-Z]/g, '') as IdNumber;
}

/** Reads the number of the document that a customer once registered with. Whether it is the one is not said here. */
export function knownIdNumber(market: Market): Parser<IdNumber> {
  return (typed) => {
    const value = bareIdNumber(readIdentityDocument(market, typed)?.number ?? typed);
    return value.length >= 4 && value.length <= 30 ? { value } : { complaint: 'not_an_id_number' };
  };
}

/** A customer is at least 18 years old. Over 120, the date is taken for a typing error. */
const minAge = 18;
const maxAge = 120;

/**
 * Reads a day in any spelling of `readDay` as an ISO date; `today` is an ISO date too. A document whose number tells another year is
 * another person's, or the date is mistyped.
 */
export function birthDate(today: string, document: Pick<IdentityDocument, 'born'>): Parser<string> {
  return (typed) => {
    const date = readDay(typed);
    if (date === undefined) return { complaint: 'not_a_birth_date' };
    const birthday = (age: number) => `${Number(date.slice(0, 4)) + age}${date.slice(4)}`;
    if (birthday(maxAge) < today) return { complaint: 'not_a_birth_date' };
    if (birthday(minAge) > today) return { complaint: 'too_young' };
    return agreesOnBirth(document, date) ? { value: date } : { complaint: 'not_the_birth_date' };
  };
}
