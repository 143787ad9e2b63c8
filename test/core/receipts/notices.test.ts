import { describe, expect, it } from 'vitest';
import { reference } from '../../../core/ids.ts';
import { languages } from '../../../core/language.ts';
import { kenya } from '../../../core/markets/ke.ts';
import { noticeKinds } from '../../../core/receipts/notice-kinds.ts';
import { noticeText } from '../../../core/receipts/notices.ts';
import { measure } from '../../../ussd/screen/gsm7.ts';
import { alphabetOf, isOneMessage } from '../../support/phone/message.ts';

const text = (notice: Parameters<typeof noticeText>[0]) => noticeText(notice, kenya);
const all = languages.flatMap((language) => noticeKinds.map((kind) => ({ language, kind })));

describe('a notice', () => {
  it('of welcome tells what to dial, and to keep the PIN', () => {
    const welcome = { kind: 'welcome', paymentNumber: undefined } as const;
    expect(text({ ...welcome, language: 'en' })).toBe(
      'Welcome to Tuma. Your account is open. ' +
        'Dial *334# to send money, pay and see your account. Never tell anybody your PIN.',
    );
    for (const language of languages) expect(text({ ...welcome, language })).toContain('*334#');
  });

  it('of a report names the payment', () => {
    for (const language of languages) {
      const words = text({ kind: 'dispute_opened', language, paymentNumber: 7n });
      expect(words).toMatch(new RegExp(` ${reference(7n)}\\b`));
    }
  });

  it.each(all)('of $kind in $language fits one message and reads well', (notice) => {
    // The longest code that an operator may have: the notice that names it has to fit with it.
    const market = { ...kenya, serviceCode: '*33412#' };
    for (const paymentNumber of [undefined, 2n ** 63n - 1n]) {
      const isAboutOne = notice.kind === 'dispute_opened' || notice.kind === 'dispute_closed';
      if (isAboutOne && paymentNumber === undefined) continue;
      const words = noticeText({ ...notice, paymentNumber, oneTimeCode: '482913' }, market);
      expect(measure(words).encoding).toBe(alphabetOf(notice.language));
      expect(isOneMessage(words), words).toBe(true);
      expect(words).toMatch(/^[\p{Lu}\p{Lo}0-9].*\.$/u);
      expect(words).not.toMatch(/ {2}|undefined|null|NaN| \.|_/);
    }
  });

  it.each(languages)(
    'with a message fits one, and ends with it where it is short (%s)',
    (language) => {
      const closed = { kind: 'dispute_closed', language, paymentNumber: 7n } as const;
      expect(text({ ...closed, message: 'your money is back.' })).toMatch(
        /: your money is back\.$/,
      );
      const long = text({
        ...closed,
        message: 'the shop has your money and gives you the goods '.repeat(9),
      });
      expect(long.length).toBeLessThanOrEqual(160);
      expect(long).toMatch(/ the shop has your money and .*[a-z]\.\.\.$/);
    },
  );

  it('says something else in every language', () => {
    for (const kind of noticeKinds) {
      const said = languages.map((language) => text({ kind, language, paymentNumber: 7n }));
      expect(new Set(said).size).toBe(languages.length);
    }
  });
});
