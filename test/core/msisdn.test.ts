import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markets } from '../../core/markets/index.ts';
import { kenya } from '../../core/markets/ke.ts';
import { nationalNumber, parseMsisdn, vouchedMsisdn } from '../../core/msisdn.ts';
import { plainTyped } from '../../core/typed.ts';

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
    ['+254 (0) 711 987 654', '254711987654'],
    ['00254-0711-987654', '254711987654'],
    ['0711/987/654', '254711987654'],
    ['+254\u00a0711–987–654', '254711987654'],
    ['\u202a+254711987654\u202c', '254711987654'],
    ['٠٧١١٩٨٧٦٥٤', '254711987654'],
    ['０７１１９８７６５４', '254711987654'],
    // It starts with the country code, and is a national number all the same.
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
        for (const prefix of ['+254', '254', '00254', '0', '', '+2540', '2540', '002540']) {
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
    ...['254254711987654', '25400711987654', '7'.repeat(40)],
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
        const digits = plainTyped(text).replace(/[^0-9]/g, '');
        expect(digits).toContain(number.slice(3));
      }),
      { numRuns: 1_000 },
    );
  });
});

/** For each market, a number of each mobile range of its regulator, and some numbers that are not mobile. */
const plans: readonly [keyof typeof markets, mobile: string, other: string][] = [
  ['KE', '254711987654 254110123456', '254202123456 2547119876541'],
  ['TZ', '255621234567 255754123456 255784123456', '255222345678 25575412345'],
  ['UG', '256712345678 256772123456 256701234567', '256312345678 2567123456789'],
  [
    'RW',
    '250721234567 250731234567 250771234567 250788123456 250791234567',
    '250250123456 250711234567',
  ],
  [
    'ZM',
    '260571234567 260551234567 260781234567 260955123456 260977123456',
    '260211234567 260741234567',
  ],
  [
    'ZW',
    '263712345678 263721234567 263751234567 263782345678 263791234567',
    '2632422123456 263821234567',
  ],
  ['ZA', '27711234567 27601234567 27821234567 27851234567', '27101234567 27861234567'],
  ['NG', '2348021234567 2347031234567 2348101234567 2349031234567', '2348001234567 234802123456'],
  ['GH', '233231234567 233241234567 233501234567 233551234567', '233302345678 23380012345'],
  ['SN', '221701234567 221771234567 221781234567', '221301012345 22177123456'],
  ['CM', '237671234567 237691234567 237655123456 237243123456', '237222123456 237251234567'],
  ['EG', '201001234567 201101234567 201201234567 201501234567', '20234567890 201301234567'],
];

describe.each(plans)('numbers of %s', (code, mobile, other) => {
  const { numbers } = markets[code];

  it('are read in every form that their country writes', () => {
    for (const canonical of mobile.split(' ')) {
      const digits = canonical.slice(numbers.countryCode.length);
      const forms = [canonical, `+${canonical}`, `00${canonical}`, digits];
      for (const form of [...forms, numbers.trunkPrefix + digits]) {
        expect({ form, read: parseMsisdn(form, numbers) }).toEqual({ form, read: canonical });
      }
      expect(nationalNumber(canonical, numbers)).toBe(numbers.trunkPrefix + digits);
    }
  });

  it('are of mobile networks only', () => {
    for (const number of other.split(' ')) expect(parseMsisdn(number, numbers)).toBeUndefined();
  });

  it('have no form that is another of theirs', () => {
    const national = fc.stringMatching(new RegExp(numbers.national.source));
    fc.assert(
      fc.property(national, (digits) => {
        const { countryCode, trunkPrefix } = numbers;
        for (const prefix of [`+${countryCode}`, `00${countryCode}`, countryCode, trunkPrefix, ''])
          expect(parseMsisdn(prefix + digits, numbers)).toBe(countryCode + digits);
      }),
    );
  });
});

describe('a number that a network vouches for', () => {
  it.each([
    ['260591234567', '260591234567'], // Zambia has no 059 yet
    ['+260591234567', '260591234567'],
    ['260971234567', '260971234567'],
    ['0971234567', '260971234567'],
  ])('%s is %s, whatever its prefix', (text, canonical) => {
    expect(vouchedMsisdn(text, markets.ZM.numbers)).toBe(canonical);
  });

  it.each([
    '26059123456',
    '2605912345678',
    '263591234567',
    '0591234567',
    '591234567',
    '',
    '26059123456x',
  ])('%s is none: it has another country or another length', (text) => {
    expect(vouchedMsisdn(text, markets.ZM.numbers)).toBeUndefined();
  });
});

describe('a country that dials nothing before its numbers', () => {
  it('knows no number with a 0 before it', () => {
    expect(parseMsisdn('0771234567', markets.SN.numbers)).toBeUndefined();
    expect(parseMsisdn('0671234567', markets.CM.numbers)).toBeUndefined();
  });
});
