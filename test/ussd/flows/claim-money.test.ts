/** Money waits for a number: whoever dials from it proves first that they have it. */
import { describe, expect, test } from 'vitest';
import { mainMenu as menu } from '../../support/phone/menus.ts';
import { dial, french, goodDay, type Phone, swahili } from '../../support/phone/phone.ts';

const ask =
  'Money waits for your number. To get it, enter the 6 digits of the code from the SMS:\n' +
  '1. Send a new code\n2. Main menu';
const waits = { find_customer: { ...goodDay.find_customer, moneyWaits: true } } as const;
const sent = { find_customer: { ...waits.find_customer, numberCodeSent: true } } as const;

const stored = ({ journal, saved, seen }: Phone) =>
  JSON.stringify([journal, saved, seen], (_, value) =>
    typeof value === 'bigint' ? String(value) : value,
  );

describe('who dials from a number for which money waits', () => {
  test('is asked for the code that the registration had sent, and the money comes', () => {
    const phone = dial(sent).sees(ask).types('482913');
    phone.ends(
      'Thank you. The money that waited is being paid to you: an SMS tells how much. Dial *334# to go on.',
    );
    phone.did('find_customer', 'prove_number');
    expect(stored(phone)).not.toContain('482913');
  });

  test('is sent a code by the dial where there is none', () => {
    dial(waits).sees(ask).did('find_customer', 'send_number_code');
  });

  test('goes to the menu without it', () => {
    dial(sent).sees(ask).types('2').sees(menu);
  });

  test('goes to the menu at once where no code can be sent now', () => {
    for (const notSent of ['too_soon', 'too_many', 'blocked', 'sim_changed', 'over'] as const) {
      dial({ ...waits, send_number_code: { notSent } }).sees(menu);
    }
  });

  test('is asked also where the dial has answers: they do not go past the question', () => {
    dial(sent, undefined, '1*0711987654*500').sees(ask).did('find_customer');
    dial(sent, undefined, '482913').sees(ask);
  });

  test('is told of a wrong code, and of one that is of no use', () => {
    dial(sent).types('111111').sees(`Wrong code. 4 tries left.\n${ask}`).types('2').sees(menu);
    const over = 'That code cannot be used any more. Dial *334# again.';
    dial({ ...sent, prove_number: { verdict: 'over' } })
      .types('111111')
      .ends(over);
    dial({ ...sent, prove_number: { verdict: 'blocked' } })
      .types('111111')
      .ends('Too many wrong codes. Try again tomorrow, or contact customer care.');
  });

  test('can have another code', () => {
    dial(sent)
      .types('1')
      .ends(
        'A code was sent to this number by SMS. Dial *334# again within 10 minutes and enter it.',
      );
    dial({ ...sent, send_number_code: { notSent: 'too_soon' } })
      .types('1')
      .ends('A code was sent a moment ago. Wait a minute, then dial again.');
  });

  test('who has no PIN yet chooses one first, by a code that proves the same', () => {
    const noPin = {
      find_customer: { ...sent.find_customer, needsPin: true, codeSent: true },
    } as const;
    expect(dial(noPin).question).toMatch(
      /^Enter the 6 digits of the code from the SMS, to choose a PIN/,
    );
  });

  test.each([swahili, french])('is asked in another language (%o)', ({ find_customer }) => {
    const phone = dial({
      find_customer: { ...find_customer, moneyWaits: true, numberCodeSent: true },
    });
    expect(phone.question).toMatch(/^(Pesa zinasubiri namba yako|De l'argent attend votre num)/);
  });
});

describe('a PIN', () => {
  const atPin = (verdict: object) =>
    dial({ verify_pin: verdict as never })
      .sends('1*0711987654*500')
      .types('4821');

  test('that is locked says until when, to the minute that is over', () => {
    // 5:30:01 PM in Nairobi.
    atPin({ verdict: 'locked', until: Date.UTC(2024, 8, 2, 14, 30, 1) }).ends(
      'Your PIN is locked. Try again after 2/9/24 5:31 PM. To get a new one, dial *334# and choose My account, then Lost PIN.',
    );
  });

  test('is not asked for again where none is tried through the carrier, and nothing is done', () => {
    atPin({ verdict: 'late' })
      .ends(
        'PINs cannot be checked over this connection now. Nothing was done. Please try again later.',
      )
      .did('find_customer', 'read_recipients', 'quote', 'verify_pin');
  });
});
