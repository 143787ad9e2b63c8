import { describe, expect, test } from 'vitest';
import { fullName, readName, readNames, shortName } from '../../../core/identity/name.ts';

describe('a name', () => {
  test.each([
    ['Jane Wanjiku', 'Jane', 'Wanjiku'],
    ['  jane   wanjiku  kamau ', 'jane wanjiku', 'kamau'],
    ['Zoë Wanjikũ', 'Zoë', 'Wanjikũ'],
    ['Anne-Marie O’Neil', 'Anne-Marie', 'O’Neil'],
    ["Ng'ang'a Njoroge", "Ng'ang'a", 'Njoroge'],
    ["N'Dour ole Sankan Łącka", "N'Dour ole Sankan", 'Łącka'],
    ['Abdul-Rahman Bin Ali', 'Abdul-Rahman Bin', 'Ali'],
    ['Abebech', 'Abebech', ''],
    ['Umaru Musa Ƴar’adua', 'Umaru Musa', 'Ƴar’adua'],
    ['Ɖela Ƒoli', 'Ɖela', 'Ƒoli'],
    ['Ʋiti Aƒi', 'Ʋiti', 'Aƒi'],
    ['Ọláwálé Adébáyọ̀', 'Ọláwálé', 'Adébáyọ̀'],
    ['Marie Claire Rose Uwase Ineza', 'Marie Claire Rose Uwase', 'Ineza'],
    [
      'Maria da Conceição dos Santos Pereira Neto Machava',
      'Maria da Conceição dos Santos Pereira Neto',
      'Machava',
    ],
    ['محمد أحمد عبد الله', 'محمد أحمد عبد', 'الله'],
    ['\u200fمحمد\u200f', 'محمد', ''],
    ['Ｊａｎｅ\u00a0Ｗａｎｊｉｋｕ', 'Jane', 'Wanjiku'],
  ])('%j is %j %j', (typed, given, family) => {
    expect(readName(typed)).toEqual({ given, family: family.normalize('NFC') });
  });

  test.each([
    ...['', 'J', 'Jane 2', '0', '00', '98', 'Jane W.', "Jane 'O", 'Jane -W', 'Jane*Wanjiku'],
    ...[
      'አበበ ከበደ',
      'Jane 😀',
      'undefined',
      'NULL',
      'Jane, Wanjiku',
      'Jane\tW@',
      `${'W'.repeat(40)} ${'W'.repeat(40)}`,
    ],
  ])('%j is none', (typed) => {
    expect(readName(typed)).toBeUndefined();
  });
});

test('a person who has one name is called by it', () => {
  expect(fullName({ given: 'Abebech', family: '' })).toBe('Abebech');
});

describe('to others a person is the first name and an initial, in letters that every phone shows', () => {
  test.each([
    ['Jane Wanjiku', 'JANE W.'],
    ['  jane   wanjiku  kamau ', 'JANE K.'],
    ['Abebech', 'ABEBECH'],
    ['Umaru Musa Ƴar’adua', 'UMARU Y.'],
    ['Ɖela Ɲamien', 'DELA N.'],
    ['Łukasz  van der Źle', 'LUKASZ Z.'],
    ['محمد أحمد عبد الله', 'MHMD A.'],
    ['أحمد ءلاء', 'AHMD L.'],
    ['Wilhelminaconstantia Kamau', 'WILHELMINACONSTAN K.'],
    ['', ''],
  ])('%j is %j, also when it is written short already', (name, short) => {
    expect(shortName(name)).toBe(short);
    expect(shortName(short)).toBe(short);
  });
});

describe('names that stand apart, as the desk types them', () => {
  test.each([
    ['Jane', 'Wanjiku'],
    [' jane  nyambura ', ' wanjiku '],
    ['Ｊane', 'Wan\u200bjiku'],
    ['Abebech', ''],
    ['A', 'Obi'],
  ])('"%s" and "%s" are written as the phone writes them', (given, family) => {
    const together = readName(`${given} ${family}`);
    const apart = readNames(given, family);
    expect(apart && fullName(apart)).toBe(together && fullName(together));
  });

  test.each([
    ['', 'Wanjiku'],
    [' ', ' '],
    ['Jane1', 'Wanjiku'],
    ['Jane', '<b>'],
    ['null', ''],
    ['J'.repeat(60), 'W'.repeat(30)],
  ])('"%s" and "%s" are none', (given, family) => {
    expect(readNames(given, family)).toBeUndefined();
  });
});
