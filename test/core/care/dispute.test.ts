import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { referencedPayments } from '../../../core/care/dispute.ts';
import { reference } from '../../../core/ids.ts';

describe('the payments that a message names', () => {
  it('are those of its references, wherever they stand', () => {
    const [one, two] = [reference(1n), reference(2n)];
    expect(referencedPayments(`${one} Confirmed. Ksh5,000.00 sent to 254711987654.`)).toEqual([1n]);
    expect(referencedPayments(`Fwd: "${one} Confirmed." I did not do this`)).toEqual([1n]);
    expect(referencedPayments(`${two},${one}\n${two}`)).toEqual([2n, 1n]);
    expect(referencedPayments(`(${one})`)).toEqual([1n]);
  });

  it('are none where there is no reference', () => {
    const one = reference(1n);
    for (const text of [
      '',
      'help',
      'STOP',
      `${one}1`,
      `x${one}`,
      one.slice(1),
      one.toLowerCase(),
    ]) {
      expect(referencedPayments(text), text).toEqual([]);
    }
  });

  it('may be none of ours: any ten digits look like a reference', () => {
    expect(referencedPayments('I sent it to 0711987654')).toHaveLength(1);
  });

  it('are five at most, each once, whatever is in the message', () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt({ min: 0n, max: 36n ** 10n - 1n })), (numbers) => {
        const text = numbers.map(reference).join(' ');
        expect(referencedPayments(text)).toEqual([...new Set(numbers)].slice(0, 5));
        expect(referencedPayments(`${text} ${text}`)).toEqual(referencedPayments(text));
      }),
    );
  });
});
