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
  const text = plainTyped(typed).normalize('NFC');
  const names = text.split(/\s+/);
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

/** "Jane Wanjiku", "Abebech". */
export function fullName({ given, family }: PersonName): string {
  return `${given} ${family}`.trim();
}

/** "Jane W.", "Abebech": enough to recognise a person, and no more than a stranger should learn. */
export function nameWithInitial({ given, family }: PersonName): string {
  const [initial] = family;
  return initial === undefined ? given : `${given} ${initial}.`;
}
