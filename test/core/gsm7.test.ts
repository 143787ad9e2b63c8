import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isBasic, transliterate } from '../../core/gsm7.ts';

test('names keep what every phone can show, and lose no more than accents where they can', () => {
  expect(transliterate('ÉMILE NÚÑEZ')).toBe('ÉMILE NUÑEZ');
  expect(transliterate('Wanjikũ wa Gĩthongo')).toBe('Wanjiku wa Githongo');
  expect(transliterate('ŁUKASZ Ɗan O’Neil')).toBe("LUKASZ Dan O'Neil");
  expect(transliterate('አበበ\n😀[x]')).toBe('??? ??x?');
});

test.each([
  ['Umaru Musa Ƴar’adua', "Umaru Musa Yar'adua"], // Hausa
  ['Ɓala Ɗanjuma Ƙwari', 'Bala Danjuma Kwari'],
  ['Ɲaɲi Ŋaari', 'NYanyi NGaari'], // Fulah, Wolof
  ['Ɖela Ƒoli', 'Dela Foli'], // Ewe
  ['Ʋiti Aƒi Ɣebe', 'Viti Afi Gebe'],
  ['Kɔfi Ɛsi', 'Kofi Esi'], // Akan
  ['Ọláwálé Adébáyọ̀', 'Olawalé Adébayo'], // Yoruba
  ['ƊAN ƘOFA ƲƏƎ', 'DAN KOFA VEE'],
  ['محمد عبد الرحمن', 'MHMD ABD ALRHMN'], // Arabic
  ['أحمد إبراهيم مُصْطَفى', 'AHMD IBRAHYM MSTFA'],
  ['شيماء', 'SHYMA'],
])('%s is %s', (name, shown) => {
  expect(transliterate(name)).toBe(shown);
});

test('whatever comes out has the letters of every phone', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect([...transliterate(text)].filter((char) => !isBasic(char))).toEqual([]);
    }),
  );
});
