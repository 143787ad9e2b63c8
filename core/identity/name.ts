/** People's names, as they stand on their documents: one name or many, in Latin or Arabic letters. */
import { transliterate } from '../gsm7.ts';
import { plainTyped } from '../typed.ts';

export interface PersonName {
  /** All names but the last; the only one of a person who has one. */
  readonly given: string;
  /** Empty for a person who has one name. */
  readonly family: string;
}

/** A longer text is no name: passports hold 39 letters, and ask for less where that is too little. */
const maxNameLength = 80;

/** What broken gateways and forms send in place of an answer. */
const placeholders = /^(undefined|null|none)$/i;

/** Reads names in letters that phones can show, at least as others in their place, and keeps them as typed. */
export function readName(typed: string): PersonName | undefined {
  const text = asWritten(typed);
  const names = text.split(' ');
  const valid =
    names.every((name) => /^\p{L}[\p{L}\p{M}'’‘ʼʻ-]*$/u.test(name)) &&
    text.length >= 2 &&
    text.length <= maxNameLength &&
    !placeholders.test(text) &&
    !transliterate(text).includes('?');
  if (!valid) return undefined;
  const [only = ''] = names;
  if (names.length === 1) return { given: only, family: '' };
  return { given: names.slice(0, -1).join(' '), family: names.at(-1) ?? '' };
}

/**
 * The same, of names that stand apart on the document, as people at the operator type them: given and family name. A person who
 * has one name has no family name.
 */
export function readNames(given: string, family: string): PersonName | undefined {
  const [first, last] = [asWritten(given), asWritten(family)];
  if (first === '' || !readName(`${first} ${last}`.trim())) return undefined;
  return { given: first, family: last };
}

function asWritten(typed: string): string {
  return plainTyped(typed).normalize('NFC').split(/\s+/).join(' ');
}

/** "Jane Wanjiku", "Abebech". */
export function fullName({ given, family }: PersonName): string {
  return `${given} ${family}`.trim();
}

/** Longer first names are cut, so that a screen with two large amounts still fits. */
const maxFirstNameLength = 17;

/**
 * "JANE W.", "ABEBECH": as screens and SMS name a person to others, in letters that every phone shows. It is enough to
 * recognise a person, and no more than a stranger should learn. A short name stays as it is.
 */
export function shortName(name: string): string {
  const [first = '', ...others] = transliterate(name.toUpperCase()).trim().split(/ +/);
  const initial = others.at(-1)?.charAt(0);
  return first.slice(0, maxFirstNameLength) + (initial ? ` ${initial}.` : '');
}
