/** Stored values depend on these keys and labels: a change of one byte locks every PIN and loses every object's name. */
import { describe, expect, it } from 'vitest';
import type { Msisdn } from '../../core/msisdn.ts';
import { pinMac, pseudonyms, vault } from '../../edge/crypto.ts';

const tokens = pseudonyms({ TOKEN_KEY: 'a'.repeat(32) });
const pins = pinMac({ PIN_KEY: 'b'.repeat(32) });
const number = '254' as Msisdn;

describe('what is stored or sent', () => {
  it.each([
    ['a subscriber', tokens.subscriber(number), '10e9f9590cf858bb3300c5d39ba4a57d'],
    ['a session', tokens.session('c', 's'), 'f9d17fb7413f13d8533a8c379ccf3ef2'],
    ['a party', tokens.party('7'), '4b683466a4f0ae8dbd3add91862c9c61'],
    ['a device', tokens.device('imsi', 'x'), '4ffb9873b649b4792d70d8e4b01eff61'],
    ['a transcript', pins.transcript('s', 't'), 'Nw-JQCGCeKcqiQbC27BdqH'],
    [
      'a PIN',
      pins.pin(number, '1234'),
      'bc417b681c3b85cd57f5c630c1174545c702a22a0ca97e9cfb2e759e5b1469e9',
    ],
    [
      'an id',
      Buffer.from(tokens.idBits('seed', 'p', 'q')).toString('hex'),
      'e3ffe9d4beeb9b83020ae59882232b239eed2445138e7e9a0ffe783c13cba8e1',
    ],
  ])('for %s is the same as ever', (_, made, known) => {
    expect(made).toBe(known);
  });

  it('is another for parts that read alike when they are joined', () => {
    expect(tokens.session('ab', 'c')).not.toBe(tokens.session('a', 'bc'));
  });

  it('seals the same data differently each time, and never in the clear', () => {
    const seal = () => tokens.seal(number, { idNumber: '12345678' });
    expect(seal()).not.toBe(seal());
    expect(Buffer.from(seal(), 'hex').toString('latin1')).not.toContain('12345678');
  });

  it('unseals what it sealed for the same number, and nothing else', () => {
    const data = { idNumber: '12345678', birthDate: '1990-12-31' };
    const sealed = tokens.seal(number, data);
    expect(tokens.unseal(number, sealed)).toEqual(data);
    expect(() => tokens.unseal('255' as Msisdn, sealed)).toThrow();
    expect(() =>
      tokens.unseal(
        number,
        sealed.replace(/.$/, (d: string) => (d === '0' ? '1' : '0')),
      ),
    ).toThrow();
  });
});

describe('a one-time code', () => {
  it('has six digits, and is the same for one notice and another for the next', () => {
    const codes = Array.from({ length: 200 }, (_, at) => pins.oneTimeCode('pin', number, `${at}`));
    for (const code of codes) expect(code).toMatch(/^\d{6}$/);
    expect(new Set(codes).size).toBeGreaterThan(190);
    expect(pins.oneTimeCode('pin', number, '1')).toBe(codes[1]);
    expect(pins.oneTimeCode('pin', '255' as Msisdn, '1')).not.toBe(codes[1]);
  });

  it('is stored in a form that belongs to its number', () => {
    expect(pins.code('pin', number, '482913')).not.toBe(
      pins.code('pin', '255' as Msisdn, '482913'),
    );
  });
});

describe('what an object stores', () => {
  const [old, young] = ['c'.repeat(32), 'd'.repeat(32)];
  const sealed = vault([old], 'object').seal('sessions', 'typed: 4821');

  it('can be read in that object under that name, and is otherwise nothing', () => {
    expect(Buffer.from(sealed).toString('latin1')).not.toContain('4821');
    expect(vault([old], 'object').open('sessions', sealed)).toBe('typed: 4821');
    expect(() => vault([old], 'other').open('sessions', sealed)).toThrow();
    expect(() => vault([old], 'object').open('names', sealed)).toThrow();
    expect(() => vault([young], 'object').open('sessions', sealed)).toThrow(/not known any more/);
  });

  it('can be read while its key is the one before, and is written under the new one', () => {
    const rotated = vault([young, old], 'object');
    expect(rotated.open('sessions', sealed)).toBe('typed: 4821');
    const anew = rotated.seal('sessions', 'typed: 4821');
    expect(vault([young], 'object').open('sessions', anew)).toBe('typed: 4821');
  });

  it('is refused where any byte of it is another', () => {
    for (const at of sealed.keys()) {
      const changed = Uint8Array.from(sealed, (byte, i) => (i === at ? byte ^ 1 : byte));
      expect(() => vault([old], 'object').open('sessions', changed), `byte ${at}`).toThrow();
    }
  });
});
