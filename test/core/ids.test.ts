import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { paymentId, paymentNumber, readReference, reference } from '../../core/ids.ts';

const uuid7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const times = fc.integer({ min: 0, max: 2 ** 48 - 1 });
const random = fc.uint8Array({ minLength: 10, maxLength: 32 });

describe('the id of a payment', () => {
  it('is a UUIDv7 of the moment and the bits that it was made from', () => {
    fc.assert(
      fc.property(times, random, (at, bits) => {
        const id = paymentId(at, bits);
        expect(id).toMatch(uuid7);
        expect(Number.parseInt(id.replace('-', '').slice(0, 12), 16)).toBe(at);
      }),
    );
  });

  it('is the same for the same arguments, and another for other bits', () => {
    fc.assert(
      fc.property(times, random, fc.nat({ max: 8 }), (at, bits, place) => {
        expect(paymentId(at, Uint8Array.from(bits))).toBe(paymentId(at, bits));
        const other = bits.map((byte, i) => (i === place ? byte ^ 0x01 : byte));
        expect(paymentId(at, other)).not.toBe(paymentId(at, bits));
      }),
    );
  });

  it('sorts by time, whatever the bits', () => {
    fc.assert(
      fc.property(times, times, random, random, (a, b, bitsOfA, bitsOfB) => {
        fc.pre(a < b);
        expect(paymentId(a, bitsOfA) < paymentId(b, bitsOfB)).toBe(true);
      }),
    );
  });

  it('takes ten bytes of randomness, and ignores the rest', () => {
    const ten = Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(paymentId(0, ten)).toBe('00000000-0000-7010-a030-405060708090');
    expect(paymentId(0, Uint8Array.from([...ten, 11, 12]))).toBe(paymentId(0, ten));
  });
});

describe('the reference that people call a payment by', () => {
  it('is ten upper-case letters and digits, for every number that a bigint column holds', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 2n ** 63n - 1n }), (number) => {
        expect(reference(number)).toMatch(/^[0-9A-Z]{10}$/);
      }),
    );
    expect(reference(0n)).toMatch(/^[0-9A-Z]{10}$/);
  });

  it('is distinct for the first hundred thousand payments', () => {
    const made = new Set<string>();
    for (let number = 1n; number <= 100_000n; number += 1n) made.add(reference(number));
    expect(made.size).toBe(100_000);
  });

  it('is distinct for any two of the first 36 to the tenth power', () => {
    const numbers = fc.bigInt({ min: 0n, max: 36n ** 10n - 1n });
    const near = fc.tuple(numbers, fc.bigInt({ min: 1n, max: 1_000_000n }));
    fc.assert(
      fc.property(near, ([number, distance]) => {
        expect(reference(number)).not.toBe(reference((number + distance) % 36n ** 10n));
      }),
    );
    // A step that has no common factor with the number of references visits each of them once.
    const step = (inBase36(reference(1n)) - inBase36(reference(0n)) + 36n ** 10n) % 36n ** 10n;
    expect([step % 2n, step % 3n]).not.toContain(0n);
  });

  it('does not show that two payments followed each other', () => {
    for (let number = 1n; number < 1_000n; number += 1n) {
      expect(reference(number).slice(0, 2)).not.toBe(reference(number + 1n).slice(0, 2));
    }
  });
});

describe('a reference', () => {
  const count = 36n ** 10n;

  it('leads back to its payment', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: count - 1n }), (number) => {
        expect(paymentNumber(reference(number))).toBe(number);
      }),
    );
    for (const number of [0n, 1n, 2n, count - 1n]) {
      expect(paymentNumber(reference(number))).toBe(number);
    }
  });

  it('may be any ten upper-case letters and digits, each of another number', () => {
    const characters = [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
    const some = fc.string({
      unit: fc.constantFrom(...characters),
      minLength: 10,
      maxLength: 10,
    });
    fc.assert(
      fc.property(some, (text) => {
        const number = paymentNumber(text);
        expect(number).toBeGreaterThanOrEqual(0n);
        expect(number).toBeLessThan(count);
        expect(reference(number ?? -1n)).toBe(text);
      }),
    );
  });

  it('is read in letters of any size and with gaps', () => {
    for (const typed of [
      'ezwyz0w63p',
      'EZWYZ 0W63P',
      'ezw-yz0-w63p',
      ' EzWyZ0W63p ',
      '\u200eEZWYZ0W63P',
    ]) {
      expect(readReference(typed)).toBe(paymentNumber('EZWYZ0W63P'));
    }
    for (const typed of ['', 'EZWYZ0W63', 'EZWYZ0W63PP', 'ÉZWYZ0W63P', 'EZWYZ*0W63P']) {
      expect(readReference(typed)).toBeUndefined();
    }
  });

  it('tells O from 0 and I from 1, because all four are letters of it', () => {
    expect(readReference('EZWYZOW63P')).not.toBe(readReference('EZWYZ0W63P'));
    expect(readReference('EZWYZIW63P')).not.toBe(readReference('EZWYZ1W63P'));
  });

  it('is nothing else', () => {
    const others = [
      '',
      'EZWYZ0W63',
      'EZWYZ0W63PP',
      'ezwyz0w63p',
      'EZWYZ0W63-',
      ' EZWYZ0W63P',
      'ÉZWYZ0W63P',
    ];
    for (const text of [...others, 'EZWYZ0W63P\n', '٠١٢٣٤٥٦٧٨٩']) {
      expect(paymentNumber(text), JSON.stringify(text)).toBeUndefined();
    }
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(!/^[0-9A-Z]{10}$/.test(text) || text.length !== 10);
        expect(paymentNumber(text)).toBeUndefined();
      }),
    );
  });
});

function inBase36(text: string): bigint {
  return [...text].reduce((sum, char) => sum * 36n + BigInt(Number.parseInt(char, 36)), 0n);
}
