/** The numbers on people's documents, in every market. Invented; where a check digit is public, it fits. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  agreesOnBirth,
  type DocumentType,
  readIdentityDocument,
} from '../../../core/identity/document.ts';
import { markets } from '../../../core/markets/index.ts';

type Code = keyof typeof markets;
const codes = Object.keys(markets) as Code[];
const read = (code: Code, typed: string) => readIdentityDocument(markets[code], typed);

/** What people of each market have, as it stands on the document, and as it is stored. */
const carried: readonly [Code, typed: string, DocumentType, number: string, country?: Code][] = [
  ['KE', '23456789', 'national_id', '23456789'],
  ['KE', '1234567', 'national_id', '1234567'],
  ['KE', '12345678901234', 'national_id', '12345678901234'],
  ['KE', 'ak0123456', 'passport', 'AK0123456'],
  ['KE', '123456', 'alien_card', '123456'],
  ['KE', '123456789', 'alien_card', '123456789'],
  ['KE', 'CF 85 012345 ABCD', 'national_id', 'CF85012345ABCD', 'UG'],
  ['KE', '1 1990 7 0012345 0 78', 'national_id', '1199070012345078', 'RW'],
  ['TZ', '19900101-12345-00001-23', 'national_id', '19900101123450000123'],
  ['TZ', 'TAE123456', 'passport', 'TAE123456'],
  ['UG', 'cm90012345abcd', 'national_id', 'CM90012345ABCD'],
  ['UG', 'A00123456', 'passport', 'A00123456'],
  ['UG', 'AF90012345ABCD', 'alien_card', 'AF90012345ABCD'],
  ['UG', '23456789', 'national_id', '23456789', 'KE'],
  ['RW', '1 1990 8 0012345 6 78', 'national_id', '1199080012345678'],
  ['RW', '2199080012345678', 'refugee_card', '2199080012345678'],
  ['RW', '3199080012345678', 'alien_card', '3199080012345678'],
  ['RW', 'PC123456', 'passport', 'PC123456'],
  ['ZM', '123456/78/1', 'national_id', '123456781'],
  ['ZM', '123456-78-3', 'alien_card', '123456783'],
  ['ZM', 'ZN123456', 'passport', 'ZN123456'],
  ['ZW', '63-123456B12', 'national_id', '63123456B12'],
  ['ZW', '50-2001148 w 50', 'national_id', '502001148W50'],
  ['ZW', 'AN123456', 'passport', 'AN123456'],
  ['ZA', '800101 5009 087', 'national_id', '8001015009087'],
  ['ZA', 'A12345678', 'passport', 'A12345678'],
  ['ZA', 'AN123456', 'passport', 'AN123456', 'ZW'],
  ['NG', '1234 567 8901', 'national_id', '12345678901'],
  ['NG', 'AB123456789012YZ', 'national_id', 'AB123456789012YZ'],
  ['NG', 'B12345678', 'passport', 'B12345678'],
  ['NG', 'GHA-123456789-0', 'national_id', 'GHA1234567890', 'GH'],
  ['GH', 'GHA-123456789-0', 'national_id', 'GHA1234567890'],
  ['GH', 'gha 123456789 0', 'national_id', 'GHA1234567890'],
  ['GH', '123456789-0', 'national_id', 'GHA1234567890'],
  ['GH', 'G1234567', 'passport', 'G1234567'],
  ['GH', 'NGA-123456789-0', 'alien_card', 'NGA1234567890'],
  ['SN', '1 234 1990 12345', 'national_id', '1234199012345'],
  ['SN', '1234567890123', 'national_id', '1234567890123'],
  ['SN', 'A01234567', 'passport', 'A01234567'],
  ['CM', '123456789', 'national_id', '123456789'],
  ['CM', '12345678901234567', 'national_id', '12345678901234567'],
  ['EG', '29001011234567', 'national_id', '29001011234567'],
  ['EG', '٢٩٠٠١٠١١٢٣٤٥٦٧', 'national_id', '29001011234567'],
  ['EG', 'A12345678', 'passport', 'A12345678'],
];

test.each(carried)('in %s, %s is a %s: %s', (code, typed, type, number, country = code) => {
  expect(read(code, typed)).toMatchObject({ type, number, country, mistyped: false });
});

test('every market lists its own national document first', () => {
  for (const code of codes) {
    expect(markets[code].documents[0]).toMatchObject({ type: 'national_id', country: code });
  }
});

test('an invented number passes nowhere', () => {
  for (const code of codes) {
    for (const typed of ['A1234567', 'AB12345678', '12345', '1', '', 'ABCDEFGH', '---', 'ID']) {
      expect({ code, typed, read: read(code, typed) }).toEqual({ code, typed });
    }
  }
});

test.each<[Code, string, string]>([
  ['ZA', '9013015800088', 'a month that there is not'],
  ['ZA', '9002305800088', 'a day that there is not'],
  ['ZA', '900101580008', 'a digit too few'],
  ['EG', '19001011234567', 'a century that is over'],
  ['EG', '29001019934567', 'a governorate that there is not'],
  ['EG', '29002301234567', 'a day that there is not'],
  ['TZ', '19901301123450000123', 'a month that there is not'],
  ['TZ', '18900101123450000123', 'a century that is over'],
  ['RW', '1189080012345678', 'a century that is over'],
  ['RW', '1199060012345678', 'neither man nor woman'],
  ['UG', 'CX90012345ABCD', 'neither man nor woman'],
  ['ZM', '123456/08/1', 'a province that there is not'],
  ['ZM', '123456/78/4', 'a nationality that there is not'],
  ['ZW', '63-123456I12', 'a letter that is no check letter'],
  ['GH', 'GHA-12345678-0', 'a digit too few'],
  ['NG', '23456789', 'a Kenyan’s'],
  ['NG', '123456789', 'digits of Cameroon, which do not show where they come from'],
  ['SN', '3234199012345', 'neither man nor woman'],
])('in %s, %s is none: %s', (code, typed) => {
  expect(read(code, typed)).toBeUndefined();
});

describe('a check digit', () => {
  const mistyped = (code: Code, typed: string) => read(code, typed)?.mistyped;

  test('that does not fit is noticed', () => {
    expect(mistyped('ZA', '8001015009087')).toBe(false);
    expect(mistyped('ZA', '8001015009088')).toBe(true);
    expect(mistyped('ZW', '63-123456B12')).toBe(false);
    expect(mistyped('ZW', '63-123456A12')).toBe(true);
  });

  test('notices every South African digit that is mistyped', () => {
    const right = '8001015009087';
    const slip = fc.tuple(fc.integer({ min: 6, max: 12 }), fc.constantFrom(...'0123456789'));
    fc.assert(
      fc.property(slip, ([at, digit]) => {
        const typed = right.slice(0, at) + digit + right.slice(at + 1);
        const found = read('ZA', typed);
        if (found) expect(found.mistyped).toBe(typed !== right);
      }),
    );
  });
});

describe('the date of birth in a number', () => {
  test.each<[Code, string, right: string, wrong: string]>([
    ['TZ', '19900101123450000123', '1990-12-31', '1991-01-01'],
    ['RW', '1199080012345678', '1990-12-31', '1989-12-31'],
    ['UG', 'CM90012345ABCD', '1990-12-31', '1980-12-31'],
    ['ZA', '9001015800088', '1990-12-31', '1980-01-01'],
    ['EG', '29001011234567', '1990-12-31', '1890-01-01'],
    ['EG', '30001011234567', '2000-01-01', '1900-01-01'],
  ])('in %s, %s: %s may be its owner’s, %s not', (code, typed, right, wrong) => {
    const document = read(code, typed);
    expect(document && agreesOnBirth(document, right)).toBe(true);
    expect(document && agreesOnBirth(document, wrong)).toBe(false);
  });

  test('is not asked of numbers that tell none', () => {
    expect(agreesOnBirth(read('KE', '23456789') ?? {}, '1950-01-01')).toBe(true);
  });
});

test('however its parts are separated, a number is one', () => {
  const separators = fc.array(fc.constantFrom('', ' ', '-', '/', '.', '–', '\u00a0', '\u200f'), {
    minLength: 20,
    maxLength: 20,
  });
  fc.assert(
    fc.property(fc.constantFrom(...carried), separators, ([code, typed, , number], between) => {
      const spaced = [...number].map((sign, i) => sign + between[i % 20]).join('');
      expect(read(code, spaced)).toEqual(read(code, typed));
      expect(read(code, spaced.toLowerCase())?.number).toBe(number);
    }),
  );
});

test('any text is read without harm', () => {
  fc.assert(
    fc.property(fc.constantFrom(...codes), fc.string({ maxLength: 200 }), (code, text) => {
      expect(read(code, text)?.number ?? 'A1').toMatch(/^[0-9A-Z]+$/);
    }),
  );
});
