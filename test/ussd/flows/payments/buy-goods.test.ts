import { describe, expect, test } from 'vitest';
import { dial, french, ksh, quotedUntil, swahili } from '../../../support/phone/phone.ts';

/** The quote has a fee of 15.00, which the till pays. */
const confirm = 'Pay Ksh500.00 to KARIBU SUPERMARKET 500100? Fee Ksh0.00.\nEnter PIN:';

describe('buying goods', () => {
  test('asks till, amount and PIN, and says what was paid', () => {
    const phone = dial()
      .types('5')
      .sees('Enter till number:')
      .types('500100')
      .sees('Enter amount:')
      .types('500')
      .sees(confirm)
      .types('1111')
      .sees(
        'Pay Ksh500.00 to KARIBU SUPERMARKET 500100? Fee Ksh0.00.\nWrong PIN. 2 tries left. Enter PIN:',
      )
      .types('4821')
      .ends(
        'ABC1234567 Confirmed. Ksh500.00 paid to KARIBU SUPERMARKET 500100. New balance Ksh24,485.00.',
      )
      .did('find_customer', 'find_business', 'quote', 'verify_pin', 'verify_pin', 'pay');
    expect(phone.performed[1]).toMatchObject({ kind: 'till', code: '500100' });
    expect(phone.performed[2]).toEqual({
      type: 'quote',
      target: { type: 'buy_goods', code: '500100' },
      amount: ksh(500_00n),
    });
  });

  test('speaks Swahili and French', () => {
    dial(swahili)
      .types('5')
      .sees('Weka nambari ya till:')
      .types('500100')
      .types('500')
      .sees('Lipa Ksh500.00 kwa KARIBU SUPERMARKET 500100? Ada Ksh0.00.\nWeka PIN:')
      .types('4821')
      .ends(
        'ABC1234567 Imethibitishwa. Ksh500.00 imelipwa kwa KARIBU SUPERMARKET 500100. Salio jipya Ksh24,485.00.',
      );
    dial(french)
      .types('5')
      .sees('Entrez le numéro du marchand:')
      .types('500100')
      .types('500')
      .sees('Payer Ksh500.00 à KARIBU SUPERMARKET 500100? Frais Ksh0.00.\nEntrez le PIN:')
      .types('4821')
      .ends(
        'ABC1234567 Confirmé. Ksh500.00 payés à KARIBU SUPERMARKET 500100. Nouveau solde Ksh24,485.00.',
      );
  });

  test('shows a name in letters that every phone has', () => {
    const quote = {
      type: 'buy_goods',
      payee: '8',
      recipientName: 'Łódź  Café',
      code: '500100',
      amount: ksh(500_00n),
      fee: ksh(0n),
      excise: ksh(0n),
      until: quotedUntil,
    } as const;
    dial({ quote: { quote } })
      .types('5')
      .types('500100')
      .types('500')
      .sees('Pay Ksh500.00 to LODZ CAFÉ 500100? Fee Ksh0.00.\nEnter PIN:');
  });

  test('asks again for a number that is no till', () => {
    dial()
      .types('5')
      .types('123456')
      .sees('There is no till with that number.\nEnter till number:');
  });

  test('says of a refused payment that nothing was paid', () => {
    dial({ pay: { state: 'refused', refusal: 'timeout' } })
      .types('5')
      .types('500100')
      .types('500')
      .types('4821')
      .ends('Nothing was paid. It took too long. Please try again.');
  });

  test('can be dialled at once, up to the PIN and never past it', () => {
    const asked = ['find_customer', 'find_business', 'quote'] as const;
    dial({}, undefined, '5*500100*500*4821')
      .sees(confirm)
      .did(...asked);
  });
});
