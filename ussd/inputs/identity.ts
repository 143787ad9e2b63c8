/** What people type about themselves: who they are, and the PIN that nobody should guess from it. */
import type { NumberPlan } from '../../core/msisdn.ts';
import { type Msisdn, nationalNumber } from '../../core/msisdn.ts';
import { transliterate } from '../screen/gsm7.ts';
import { type Parser, type Pin, pin } from './inputs.ts';

export interface FullName {
  /** All names but the last. */
  readonly given: string;
  readonly family: string;
}

/** More would not leave room on a screen for what is asked about it. */
const maxNameLength = 40;

/** Two to four names that phones can show; kept as typed. */
export const fullName: Parser<FullName> = (typed) => {
  const names = typed.normalize('NFC').split(/\s+/);
  const shown = transliterate(typed.toUpperCase());
  const right =
    names.length >= 2 &&
    names.length <= 4 &&
    names.every((name) => /^\p{L}[\p{L}\p{M}'’-]*$/u.test(name)) &&
    shown.length <= maxNameLength &&
    !shown.includes('?');
  if (!right) return { complaint: 'not_a_name' };
  return { value: { given: names.slice(0, -1).join(' '), family: names.at(-1) ?? '' } };
};

/** A national identity card, a passport, an alien's card: six to ten letters and digits. */
export const idNumber: Parser<string> = (typed) =>
  /^[0-9a-z]{6,10}$/i.test(typed)
    ? { value: typed.toUpperCase() }
    : { complaint: 'not_an_id_number' };

/** Years of age from which a person may have an account, and to which we believe it. */
const minAge = 18;
const maxAge = 120;

/** "31121990" or "31/12/1990", as the ISO date that it is; `today` is an ISO date too. */
export function birthDate(today: string): Parser<string> {
  return (typed) => {
    const [, day, , month, year] = /^(\d\d)(\/?)(\d\d)\2(\d{4})$/.exec(typed) ?? [];
    const birthday = (age: number) => `${Number(year) + age}-${month}-${day}`;
    const date = birthday(0);
    if (!isDate(date) || birthday(maxAge) < today) return { complaint: 'not_a_birth_date' };
    return birthday(minAge) > today ? { complaint: 'too_young' } : { value: date };
  };
}

/** There is no 30 February, which `Date` takes for a day in March. */
function isDate(iso: string): boolean {
  const at = Date.parse(`${iso}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(iso);
}

/** The first PINs that a thief tries: 1234, 4321 and the like in a row, as dialling pads are read. */
const row = '0123456789012';
const rowBack = '2109876543210';

/** A PIN that does not follow from its owner's number or birth date (ISO, where it is known). */
export function newPin(own: Msisdn, plan: NumberPlan, born = ''): Parser<Pin> {
  const national = nationalNumber(own, plan);
  const [year = '', month = '', day = ''] = born.split('-');
  const guesses = [row, rowBack, own, national, year, day + month, month + day];
  return (typed) => {
    const easy = /^(\d)\1{3}$/.test(typed) || guesses.some((guess) => guess.includes(typed));
    const parsed = pin(typed);
    return 'value' in parsed && easy ? { complaint: 'pin_too_easy' } : parsed;
  };
}
