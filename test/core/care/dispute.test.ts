import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { referencedPayments } from '../../../core/care/dispute.ts';
import { paymentNumber, reference } from '../../../core/ids.ts';

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
    for (const text of ['', 'help', 'STOP', `${one}1`, `x${one}`, one.slice(1)]) {
      expect(referencedPayments(text), text).toEqual([]);
    }
  });

  it.each<[(reference: string) => string]>([
    [(one) => `wrong number please ${one.toLowerCase()}`],
    [(one) => `Ref:${one.slice(0, 5).toLowerCase()}${one.slice(5)}.`],
    [(one) => `${one.slice(0, 5)} ${one.slice(5)} is not mine`],
    [(one) => `my code is ${one.slice(0, 3)}-${one.slice(3, 6)}-${one.slice(6)}`],
    [(one) => `\u200e${one}\u200f لم أفعل ذلك`],
    [(one) => `understand everything absolutely controlled statements ${one.toLowerCase()}`],
    [(one) => `I sent 0711987654 to 0722000111 at 1200 for 5 days ${one}`],
  ])('are found in every spelling: %s', (written) => {
    for (let number = 1n; number < 50n; number += 1n) {
      const one = reference(number);
      if (/\d/.test(one.slice(0, 5))) expect(referencedPayments(written(one))).toContain(number);
    }
  });

  it('are found without a digit too, behind those that have one', () => {
    const letters = paymentNumber('ABCDEFGHIJ');
    expect(referencedPayments('abcdefghij')).toEqual([letters]);
    expect(referencedPayments('understand abcdefghi1')).toEqual([
      paymentNumber('ABCDEFGHI1'),
      paymentNumber('UNDERSTAND'),
    ]);
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
