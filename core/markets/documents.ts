/**
 * The identity documents that people carry, by the country that gives them out, the national one first. A check digit is
 * checked only where its rule is public: those of Egypt, Ghana, Rwanda and Uganda are kept by their registers.
 *
 * Sources, read in November 2026. Shapes of most numbers: Smile ID, "ID number regex" (docs.usesmileid.com). What is beside them
 * stands at each country. Passports are of the series that are valid now: the East African Community took the older ones (a
 * letter and seven digits in Kenya) out of use on 30 November 2022. Cards are taken abroad where states agreed on it: Kenya, Uganda
 * and Rwanda (Northern Corridor, 2014), and the Economic Community of West African States (its identity card).
 */
import { luhnFits } from '../check-digits.ts';
import type { DocumentKind } from '../identity/document.ts';

/** The year in two digits, whose century the number does not tell. */
const noCentury = (digits: string): string => `..${digits}`;

const kinds = {
  // The Maisha number has 14 digits, identity cards have eight, older ones seven. Alien and refugee cards: six to nine.
  KE: [
    { type: 'national_id', shape: /^(\d{14}|\d{7,8})$/ },
    { type: 'passport', shape: /^[A-Z]{2}\d{6,7}$/ },
    { type: 'alien_card', shape: /^(\d{6}|\d{9})$/ },
  ],
  // NIDA's number, of citizens, residents and refugees alike, begins with the date of birth.
  TZ: [
    { type: 'national_id', shape: /^\d{20}$/, born: (number) => number.slice(0, 8) },
    { type: 'passport', shape: /^[A-Z]{2,3}\d{6}$/ },
  ],
  // NIRA: citizen (C), then male or female, two digits of the year of birth, and ten that it assigns. Aliens' begin with A or F.
  UG: [
    { type: 'national_id', shape: /^C[MF]\d{2}[0-9A-Z]{10}$/, born: ugandanYear },
    { type: 'passport', shape: /^[A-Z]\d{8}$/ },
    { type: 'alien_card', shape: /^[AF][MF]\d{2}[0-9A-Z]{10}$/, born: ugandanYear },
  ],
  // 1 for citizens, 2 for refugees, 3 for foreigners; the year of birth; 8 for men, 7 for women (the identification agency).
  RW: [
    { type: 'national_id', shape: /^1\d{4}[78]\d{10}$/, born: rwandanYear },
    { type: 'passport', shape: /^P[A-Z]\d{6}$/ },
    { type: 'refugee_card', shape: /^2\d{4}[78]\d{10}$/, born: rwandanYear },
    { type: 'alien_card', shape: /^3\d{4}[78]\d{10}$/, born: rwandanYear },
  ],
  // 123456/78/1: number, province and district, 1 for Zambians, 2 and 3 for others (National Registration Act, 1965).
  ZM: [
    { type: 'national_id', shape: /^\d{6}[1-9]\d1$/ },
    { type: 'passport', shape: /^Z[A-Z]\d{6}$/ },
    { type: 'alien_card', shape: /^\d{6}[1-9]\d[23]$/ },
  ],
  // 63-123456A12: office of registration, number, check letter, district of origin. The letter's rule: PyPI zim-id.
  ZW: [
    {
      type: 'national_id',
      shape: /^\d{2}\d{6,7}[A-HJ-NP-TV-Z]\d{2}$/,
      checks: zimbabweanLetterFits,
    },
    { type: 'passport', shape: /^[A-Z]{2}\d{6}$/ },
  ],
  // Date of birth, sex and sequence, citizen or resident, a digit without meaning now, check digit (Home Affairs). Refugees
  // have such a number too. Passports: a letter (A, D, M, T) and eight digits.
  ZA: [
    {
      ...{ type: 'national_id', shape: /^\d{10}[012]\d{2}$/, checks: luhnFits },
      born: (number) => noCentury(number.slice(0, 6)),
    },
    { type: 'passport', shape: /^[ADMT]\d{8}$/ },
  ],
  // NIMC: eleven digits; who does not want to show theirs gives a virtual NIN of 16 letters and digits for one use.
  NG: [
    { type: 'national_id', shape: /^(\d{11}|[A-Z]{2}\d{12}[A-Z]{2})$/ },
    { type: 'passport', shape: /^[A-Z]\d{8}$/ },
  ],
  // The National Identification Authority: nationality by its ISO 3166 code, nine digits, check digit. People leave GHA out.
  GH: [
    {
      ...{ type: 'national_id', shape: /^GHA\d{10}$/ },
      completed: (number) => (/^\d{10}$/.test(number) ? `GHA${number}` : number),
    },
    { type: 'passport', shape: /^G[A-Z]?\d{6,7}$/ },
    { type: 'alien_card', shape: /^(?!GHA)[A-Z]{3}\d{10}$/ },
  ],
  // The NIN: 1 or 2 for men and women, place, year and number, 13 digits, older ones 14. The ECOWAS card's own number has 17.
  SN: [
    { type: 'national_id', shape: /^[12](\d{12,13}|\d{16})$/ },
    { type: 'passport', shape: /^A\d{8}$/ },
  ],
  // Cards up to 2025 have eight digits (dLocal, "Cameroon") or nine, and the person's identifier 17.
  CM: [
    { type: 'national_id', shape: /^(\d{8,9}|\d{17})$/ },
    { type: 'passport', shape: /^[A-Z]{2}\d{6,7}$/ },
  ],
  // Century (2 is 1900), date of birth, governorate, sequence and sex, check digit (Civil Status Organization).
  EG: [
    {
      ...{ type: 'national_id', shape: /^[23]\d{6}(0[1-4]|1[1-9]|2[1-9]|3[1-5]|88)\d{5}$/ },
      born: (number) => (number.startsWith('2') ? '19' : '20') + number.slice(1, 7),
    },
    { type: 'passport', shape: /^A\d{8}$/ },
  ],
} satisfies Readonly<Record<string, readonly Omit<DocumentKind, 'country'>[]>>;

type Country = keyof typeof kinds;

/** What people bring from the countries around. */
interface Foreign {
  /** Countries whose cards are as good as their passports here, by treaty: both are taken. */
  readonly cards?: readonly Country[];
  /** Countries whose passports alone are taken. A short row of digits does not show where it comes from. */
  readonly passports?: readonly Country[];
}

/** A country's documents, then foreign ones. Earlier ones come first where numbers look alike. */
export function documentsOf(
  home: Country,
  { cards = [], passports = [] }: Foreign = {},
): readonly DocumentKind[] {
  const from = (country: Country) => kinds[country].map((kind) => ({ ...kind, country }));
  const isPassport = ({ type }: DocumentKind) => type === 'passport';
  return [...[home, ...cards].flatMap(from), ...passports.flatMap(from).filter(isPassport)];
}

function ugandanYear(number: string): string {
  return `${noCentury(number.slice(2, 4))}....`;
}

function rwandanYear(number: string): string {
  return `${number.slice(1, 5)}....`;
}

/** The letter stands for the remainder of the digits before it, divided by 23. I, O and U are left out; Z is 0. */
function zimbabweanLetterFits(number: string): boolean {
  const [, digits = '', letter] = /^(\d+)([A-Z])/.exec(number) ?? [];
  return 'ZABCDEFGHJKLMNPQRSTVWXY'.charAt(Number(digits) % 23) === letter;
}
