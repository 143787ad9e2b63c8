import { describe, expect, test } from 'vitest';
import { dial, french, goodDay, ksh, swahili } from '../../../support/phone/phone.ts';

const asked = 'Enter phone number or choose:\n1. My number';
const confirm = 'Buy Ksh50.00 airtime for 0711987654? Fee Ksh15.00.\nEnter PIN:';

describe('buying airtime', () => {
  test('for the own number takes a digit', () => {
    const phone = dial()
      .types('3')
      .sees(asked)
      .offers('0 Back 00 Home')
      .types('1')
      .sees('Enter amount:')
      .types('50')
      .sees('Buy Ksh50.00 airtime for 0700123456? Fee Ksh15.00.\nEnter PIN:')
      .types('4821')
      .ends(
        'ABC1234567 Confirmed. Ksh50.00 airtime for 0700123456 is on its way. New balance Ksh24,935.00.',
      )
      .did('find_customer', 'quote', 'verify_pin', 'pay');
    expect(phone.performed[1]).toEqual({
      type: 'quote',
      target: { type: 'airtime', to: '254700123456' },
      amount: ksh(50_00n),
    });
  });

  test('for another number takes the number', () => {
    dial()
      .types('3')
      .types('2')
      .sees(`That is not a mobile number.\n${asked}`)
      .types('0711987654')
      .types('50')
      .sees(confirm);
  });

  test('speaks Swahili and French', () => {
    dial(swahili)
      .types('3')
      .sees('Weka nambari ya simu au chagua:\n1. Nambari yangu')
      .types('0711987654')
      .types('50')
      .sees('Nunua muda wa maongezi wa Ksh50.00 kwa 0711987654? Ada Ksh15.00.\nWeka PIN:')
      .types('4821')
      .ends(
        'ABC1234567 Imethibitishwa. Muda wa maongezi wa Ksh50.00 unatumwa kwa 0711987654. Salio jipya Ksh24,935.00.',
      );
    dial(french)
      .types('3')
      .sees('Entrez le numéro de téléphone ou choisissez:\n1. Mon numéro')
      .types('0711987654')
      .types('50')
      .sees('Acheter Ksh50.00 de crédit pour le 0711987654? Frais Ksh15.00.\nEntrez le PIN:')
      .types('4821')
      .ends(
        'ABC1234567 Confirmé. Ksh50.00 de crédit en route vers le 0711987654. Nouveau solde Ksh24,935.00.',
      );
  });

  test('asks again only for what was wrong', () => {
    const { quote } = goodDay;
    dial({
      quote: (it) => (it.amount.minor < 5_00n ? { refusal: 'amount_too_small' } : quote(it)),
    })
      .types('3')
      .types('0711987654')
      .types('4')
      .sees('That is less than is allowed.\nEnter amount:')
      .types('50')
      .sees(confirm);
    dial({ quote: { refusal: 'recipient_unavailable' } })
      .types('3')
      .types('1')
      .types('50')
      .sees(`That account cannot receive money.\n${asked}`);
  });

  test('says of a refused payment that none was bought', () => {
    dial({ pay: { state: 'refused', refusal: 'daily_limit_exceeded' } })
      .types('3')
      .types('1')
      .types('50')
      .types('4821')
      .ends('No airtime was bought. That is more than your daily limit allows.');
  });

  test('can be dialled at once, up to the PIN and never past it', () => {
    dial({}, undefined, '3*0711987654*50*4821').sees(confirm).did('find_customer', 'quote');
    dial({}, undefined, '3*1*50').sees(
      'Buy Ksh50.00 airtime for 0700123456? Fee Ksh15.00.\nEnter PIN:',
    );
  });
});
