import { describe, expect, test } from 'vitest';
import {
  dial,
  french,
  goodDay,
  ksh,
  meter,
  swahili,
  type World,
} from '../../../support/phone/phone.ts';

const confirm = `Pay Ksh500.00 to KPLC PREPAID 888880, account ${meter}? Fee Ksh15.00.\nEnter PIN:`;

const atAccount = (world: World = {}) => dial(world).types('4').types('888880');

describe('paying a bill', () => {
  test('asks business, account, amount and PIN, and says what was paid', () => {
    const phone = dial()
      .types('4')
      .sees('Enter business number:')
      .types('888880')
      .sees('Enter account number:')
      .offers('0 Back 00 Home')
      .types(meter)
      .sees('Enter amount:')
      .types('500')
      .sees(confirm)
      .did('find_customer', 'find_business', 'quote')
      .types('4821')
      .ends(
        `ABC1234567 Confirmed. Ksh500.00 paid to KPLC PREPAID 888880, account ${meter}. New balance Ksh24,485.00.`,
      )
      .did('find_customer', 'find_business', 'quote', 'verify_pin', 'pay');
    const target = { type: 'pay_bill', code: '888880', accountReference: meter };
    expect(phone.performed[1]).toMatchObject({ kind: 'biller', code: '888880' });
    expect(phone.performed[2]).toMatchObject({ target, amount: ksh(500_00n) });
    expect(phone.performed[4]).toMatchObject({ quote: { accountReference: meter } });
  });

  test('speaks Swahili and French', () => {
    dial(swahili)
      .types('4')
      .sees('Weka nambari ya biashara:')
      .types('888880')
      .sees('Weka nambari ya akaunti:')
      .types(meter)
      .types('500')
      .sees(`Lipa Ksh500.00 kwa KPLC PREPAID 888880, akaunti ${meter}? Ada Ksh15.00.\nWeka PIN:`)
      .types('4821')
      .ends(
        `ABC1234567 Imethibitishwa. Ksh500.00 imelipwa kwa KPLC PREPAID 888880, akaunti ${meter}. Salio jipya Ksh24,485.00.`,
      );
    dial(french)
      .types('4')
      .sees("Entrez le numéro de l'entreprise:")
      .types('888880')
      .sees('Entrez le numéro de compte:')
      .types(meter)
      .types('500')
      .sees(
        `Payer Ksh500.00 à KPLC PREPAID 888880, compte ${meter}? Frais Ksh15.00.\nEntrez le PIN:`,
      )
      .types('4821')
      .ends(
        `ABC1234567 Confirmé. Ksh500.00 payés à KPLC PREPAID 888880, compte ${meter}. Nouveau solde Ksh24,485.00.`,
      );
  });

  test('finds a slip of the finger by itself', () => {
    const complaint = 'That is not one of their account numbers.\nEnter account number:';
    atAccount()
      .types('01450123485')
      .sees(complaint)
      .types('0145012345')
      .sees(complaint)
      .types(meter)
      .sees('Enter amount:')
      .did('find_customer', 'find_business');
  });

  test('takes any account number where the business has no rule, in upper case', () => {
    const phone = atAccount({ find_business: { business: { name: 'Nairobi Water' } } })
      .types('  nw/12-b ')
      .types('500');
    expect(phone.performed.at(-1)).toMatchObject({
      target: { code: '888880', accountReference: 'NW/12-B' },
    });
  });

  test('asks again for the account number only, where the business does not know it', () => {
    const { quote } = goodDay;
    const other = '01450123466';
    atAccount({
      quote: (asked) =>
        'accountReference' in asked.target && asked.target.accountReference === other
          ? { refusal: 'account_number_invalid' }
          : quote(asked),
    })
      .types(other)
      .types('500')
      .sees('They have no account with that number.\nEnter account number:')
      .types('12345')
      .sees('That is not one of their account numbers.\nEnter account number:')
      .types(meter)
      .sees(confirm)
      .did('find_customer', 'find_business', 'quote', 'quote');
  });

  test('asks again for the business, and then for its account, where the business was wrong', () => {
    atAccount({ quote: { refusal: 'recipient_unavailable' } })
      .types(meter)
      .types('500')
      .sees('That account cannot receive money.\nEnter business number:')
      .types('123456')
      .sees('There is no business with that number.\nEnter business number:')
      .types('888880')
      .sees('Enter account number:');
  });

  test('says of a refused payment that the bill is not paid', () => {
    atAccount({ pay: { state: 'refused', refusal: 'insufficient_funds' } })
      .types(meter)
      .types('500')
      .types('4821')
      .ends('The bill was not paid. You do not have enough money for this amount and its fee.');
  });

  test('can be dialled at once, up to the PIN and never past it', () => {
    const asked = ['find_customer', 'find_business', 'quote'] as const;
    dial({}, undefined, `4*888880*${meter}*500*4821`)
      .sees(confirm)
      .did(...asked);
  });

  test('goes on after a dropped session where it was', () => {
    atAccount().types(meter).types('500').redials().types('1').sees(confirm);
    atAccount().redials().types('1').sees('Enter account number:');
  });
});
