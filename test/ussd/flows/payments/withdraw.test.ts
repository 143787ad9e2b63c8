import { describe, expect, test } from 'vitest';
import { dial, french, goodDay, ksh, swahili, type World } from '../../../support/phone/phone.ts';

const confirm = 'Withdraw Ksh1,000.00 at MAMA NJERI SHOP 123456? Fee Ksh15.00.\nEnter PIN:';

const withdrawing = (world: World = {}) => dial(world).types('2').types('123456');

describe('withdrawing cash', () => {
  test('asks agent, amount and PIN, and says from whom to take it', () => {
    const phone = dial()
      .types('2')
      .sees('Enter agent number:')
      .offers('0 Back 00 Home')
      .types('123456')
      .sees('Enter amount:')
      .types('1,000')
      .sees(confirm)
      .did('find_customer', 'find_business', 'quote')
      .types('4821')
      .ends(
        'ABC1234567 Confirmed. Take Ksh1,000.00 from MAMA NJERI SHOP 123456. New balance Ksh23,985.00.',
      )
      .did('find_customer', 'find_business', 'quote', 'verify_pin', 'pay');
    const target = { type: 'cash_out', code: '123456' };
    expect(phone.performed.slice(1)).toMatchObject([
      { kind: 'agent', code: '123456' },
      { target, amount: ksh(1_000_00n) },
      { pin: '4821' },
      { quote: { type: 'cash_out', payee: '8', code: '123456' } },
    ]);
  });

  test('speaks Swahili and French', () => {
    dial(swahili)
      .types('2')
      .sees('Weka nambari ya wakala:')
      .types('123456')
      .sees('Weka kiasi:')
      .types('1000')
      .sees('Toa Ksh1,000.00 kwa MAMA NJERI SHOP 123456? Ada Ksh15.00.\nWeka PIN:')
      .types('4821')
      .ends(
        'ABC1234567 Imethibitishwa. Chukua Ksh1,000.00 kwa MAMA NJERI SHOP 123456. Salio jipya Ksh23,985.00.',
      );
    dial(french)
      .types('2')
      .sees("Entrez le numéro de l'agent:")
      .offers('0 Retour 00 Accueil')
      .types('123456')
      .sees('Entrez le montant:')
      .types('1000')
      .sees('Retirer Ksh1,000.00 chez MAMA NJERI SHOP 123456? Frais Ksh15.00.\nEntrez le PIN:')
      .types('4821')
      .ends(
        'ABC1234567 Confirmé. Prenez Ksh1,000.00 chez MAMA NJERI SHOP 123456. Nouveau solde Ksh23,985.00.',
      );
  });

  test('asks again for a number that is no agent, and says so', () => {
    const unknown = 'There is no agent with that number.\nEnter agent number:';
    dial()
      .types('2')
      .types('500100')
      .sees(unknown)
      .types('888880')
      .sees(unknown)
      .types('123456')
      .sees('Enter amount:')
      .did('find_customer', 'find_business', 'find_business', 'find_business');
  });

  test('looks up nothing that cannot be a number of an agent', () => {
    const complaint = 'That number has 5 to 7 digits.\nEnter agent number:';
    const phone = dial().types('2').types('1234').sees(complaint).types('0711987654');
    phone.sees(complaint).did('find_customer');
  });

  test('ends where nobody may be looked up', () => {
    withdrawing({ find_business: { refusal: 'too_many_requests' } }).ends(
      'You have looked up many numbers. Please try again in an hour.',
    );
    withdrawing({ find_business: 'unavailable' }).ends(
      'Sorry, the service is not available now. Please try again later.',
    );
  });

  test('asks for another agent only where the agent was wrong', () => {
    dial({ find_business: [{ refusal: 'recipient_unavailable' }, { business: { name: 'X' } }] })
      .types('2')
      .types('123456')
      .sees('That account cannot receive money.\nEnter agent number:')
      .types('123457')
      .sees('Enter amount:');
    const { quote } = goodDay;
    withdrawing({
      quote: (asked) =>
        'code' in asked.target && asked.target.code === '123456'
          ? { refusal: 'recipient_not_found' }
          : quote(asked),
      find_business: { business: { name: 'X' } },
    })
      .types('1000')
      .sees('There is no agent with that number.\nEnter agent number:')
      .types('123457')
      .offers('0 Back 00 Home');
  });

  test('asks for another amount only where the amount was wrong', () => {
    const { quote } = goodDay;
    withdrawing({
      quote: (asked) =>
        asked.amount.minor < 50_00n ? { refusal: 'amount_too_small' } : quote(asked),
    })
      .types('20')
      .sees('That is less than is allowed.\nEnter amount:')
      .types('1000')
      .sees(confirm)
      .did('find_customer', 'find_business', 'quote', 'quote');
  });

  test('says of a refused payment that there is no cash, and of an unknown one that an SMS follows', () => {
    withdrawing({ pay: { state: 'refused', refusal: 'fraud_declined' } })
      .types('1000')
      .types('4821')
      .ends(
        'No cash was withdrawn. It was declined to keep you safe. Please contact customer care.',
      );
    withdrawing({ pay: 'unavailable' })
      .types('1000')
      .types('4821')
      .ends('Your payment is being processed. You will get an SMS.');
  });

  test('can be dialled at once, up to the PIN and never past it', () => {
    const asked = ['find_customer', 'find_business', 'quote'] as const;
    dial({}, undefined, '2*123456*1000')
      .sees(confirm)
      .did(...asked);
    dial({}, undefined, '2*123456*1000*4821')
      .sees(confirm)
      .did(...asked);
    const unknown = 'There is no agent with that number.\nEnter agent number:';
    dial({}, undefined, '2*654321*1000*4821').sees(unknown).did('find_customer', 'find_business');
  });
});
