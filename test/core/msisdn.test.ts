import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kenya } from '../../core/market.ts';
import { parseMsisdn } from '../../core/msisdn.ts';

const parse = (text: string) => parseMsisdn(text, kenya.numbers);

describe('one number in every form that people and carriers write', () => {
  it.each([
    ['254711987654', '254711987654'],
    ['+254711987654', '254711987654'],
    ['00254711987654', '254711987654'],
    ['0711987654', '254711987654'],
    ['711987654', '254711987654'],
    ['0110123456', '254110123456'],
    ['110123456', '254110123456'],
    ['+254110123456', '254110123456'],
    ['0711 987 654', '254711987654'],
    [' 0711987654 ', '254711987654'],
    ['+254 711-987-654', '254711987654'],
    ['(0711) 987.654', '254711987654'],
    // Has the country code in it, and is a national number all the same.
    ['0725411987', '254725411987'],
    ['725411987', '254725411987'],
  ])('%j is %s', (text, canonical) => {
    expect(parse(text)).toBe(canonical);
  });

  it('reads every form of every Kenyan mobile number as the same digits, and those as themselves', () => {
    const national = fc
      .tuple(fc.constantFrom('7', '1'), fc.stringMatching(/^[0-9]{8}$/))
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(national, (digits) => {
        const canonical = `254${digits}`;
        for (const prefix of ['+254', '254', '00254', '0', '']) {
          expect(parse(prefix + digits)).toBe(canonical);
        }
      }),
    );
  });
});

describe('what is not a mobile number here', () => {
  it.each([
    ...['', '0', '7', '+', '++254711987654', '+0711987654', '071198765', '07119876543'],
    ...['0811987654', '0211987654', '254811987654', '255711987654', '+15551234567'],
    ...['07119O7654', '0711987654#', '*0711987654', '0711987654*1', '1,000', '1e9'],
    ...['٠٧١١٩٨٧٦٥٤', '０７１１９８７６５４', '2540711987654', '254254711987654', '7'.repeat(40)],
  ])('%j is refused', (text) => {
    expect(parse(text)).toBeUndefined();
  });

  it('never answers anything but the country code and a national number of its plan', () => {
    const written = fc.string({ unit: fc.constantFrom(...'0125478+ -().*#x٣'), maxLength: 20 });
    fc.assert(
      fc.property(fc.oneof(written, fc.string()), (text) => {
        const number = parse(text);
        if (number === undefined) return;
        expect(number).toMatch(/^254[71][0-9]{8}$/);
        expect(text.replace(/[^0-9]/g, '')).toContain(number.slice(3));
      }),
      { numRuns: 1_000 },
    );
  });
});
