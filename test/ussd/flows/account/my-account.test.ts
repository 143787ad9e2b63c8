import { describe, expect, test } from 'vitest';
import type { Msisdn } from '../../../../core/msisdn.ts';
import type { StatementLine } from '../../../../ussd/effects.ts';
import {
  accountMenu,
  mainMenu as menu,
  swahiliMenu,
  toAccount,
} from '../../../support/phone/menus.ts';
import {
  dial,
  french,
  goodDay,
  ksh,
  swahili,
  turnsSwahili,
  type World,
} from '../../../support/phone/phone.ts';

const inactive = 'Your account is not active. Please contact customer care.';

const account = (option: string, world: World = {}) => dial(world).types(toAccount).types(option);

test('my account is a menu of eight, in every language', () => {
  dial().types(toAccount).sees(accountMenu).offers('0 Back 00 Home');
  dial(swahili)
    .types(toAccount)
    .sees(
      'Akaunti yangu\n1. Salio\n2. Taarifa fupi\n3. Badilisha PIN\n4. Lugha\n5. Vikomo\n6. Ripoti tatizo\n7. Funga akaunti yangu\n8. Nimesahau PIN',
    )
    .offers('0 Rudi 00 Mwanzo');
  dial(french)
    .types(toAccount)
    .sees(
      'Mon compte\n1. Solde\n2. Mini-relevé\n3. Changer le PIN\n4. Langue\n5. Plafonds\n6. Signaler un problème\n7. Bloquer compte\n8. PIN oublié',
    )
    .offers('0 Retour 00 Accueil');
});

describe('the balance', () => {
  test('is shown to who knows the PIN, and only then read', () => {
    account('1')
      .sees('Enter PIN:')
      .did('find_customer')
      .types('4821')
      .ends('Your balance is Ksh25,000.00.');
    account('1', swahili).types('4821').ends('Salio lako ni Ksh25,000.00.');
  });

  test('is not shown where there is none to show', () => {
    account('1', { read_balance: { refusal: 'payer_unavailable' } })
      .types('4821')
      .ends(inactive);
  });
});

describe('the mini statement', () => {
  test('shows the last payments in market time, newest first, and what they cost', () => {
    account('2')
      .sees('Enter PIN:')
      .types('4821')
      .ends(
        'Mini statement, Ksh\n2/9/24 -5,000.00 fee 15.00 JANE W.\n1/9/24 +200.00 BRIAN O.\nBalance 25,000.00',
      )
      .did('find_customer', 'verify_pin', 'read_statement');
    account('2', swahili)
      .types('4821')
      .ends(
        'Taarifa fupi, Ksh\n2/9/24 -5,000.00 ada 15.00 JANE W.\n1/9/24 +200.00 BRIAN O.\nSalio 25,000.00',
      );
  });

  test('turns page by page where it is long, and splits no line', () => {
    const [first] = goodDay.read_statement.lines;
    const lines = Array.from({ length: 5 }, () => first as StatementLine);
    const line = '2/9/24 -5,000.00 fee 15.00 JANE W.';
    account('2', { read_statement: { lines } })
      .types('4821')
      .sees(`Mini statement, Ksh\n${line}\n${line}\n${line}`)
      .offers('98 More 0 Back 00 Home')
      .types('98')
      .ends(`${line}\n${line}\nBalance 25,000.00`)
      .did('find_customer', 'verify_pin', 'read_statement');
  });

  test('goes back five by five, as far as there are payments, and shows the balance once', () => {
    const [line] = goodDay.read_statement.lines as [StatementLine, ...StatementLine[]];
    const pages = {
      newest: { lines: [line], earlier: '8' },
      8: { lines: [{ ...line, other: 'Brian Otieno' }], earlier: '3' },
      3: { lines: [{ ...line, other: 'Amina Hassan' }] },
    };
    const first = `Mini statement, Ksh\n2/9/24 -5,000.00 fee 15.00 JANE W.\nBalance 25,000.00\n1. Earlier`;
    const second = 'Mini statement, Ksh\n2/9/24 -5,000.00 fee 15.00 BRIAN O.\n1. Earlier';
    const phone = account('2', {
      read_statement: ({ before = 'newest' }) => pages[before as keyof typeof pages],
    });
    phone.types('4821').sees(first).types('1').sees(second).types('0').sees(first).types('1');
    phone.sees(second).types('2').sees(`Choose a number from the list.\n${second}`).types('1');
    phone.ends('Mini statement, Ksh\n2/9/24 -5,000.00 fee 15.00 AMINA H.');
  });

  const [first] = goodDay.read_statement.lines;
  const own = '254700123456' as Msisdn;
  const { otherNumber: _, ...till } = first as StatementLine;
  const house = { ...(first as StatementLine), other: '' };

  test.each<[string, StatementLine]>([
    ['-5,000.00 fee 15.00 NAIVAS SUPERMARKET L', { ...till, other: 'Naivas Supermarket Ltd' }],
    ['-5,000.00 fee 15.00 0711987654', { ...house, type: 'p2p' }],
    ['-5,000.00 fee 15.00 0711987654', { ...house, type: 'p2p_unregistered', other: 'Tuma' }],
    ['-5,000.00 fee 15.00 Airtime', { ...house, type: 'airtime', otherNumber: own }],
    ['-5,000.00 fee 15.00 Airtime 0711987654', { ...house, type: 'airtime' }],
    ['+5,000.00 Airtime refund', { ...house, type: 'airtime_refund', otherNumber: own }],
    ['+5,000.00 Returned 0711987654', { ...house, type: 'return' }],
    ['+5,000.00 Claimed JANE W.', { ...house, type: 'claim', other: 'Jane Wanjiku' }],
    ['+5,000.00 TUMA', { ...till, type: 'funding', other: 'Tuma' }],
    ['+5,000.00', { ...till, type: 'funding', other: '' }],
  ])('tells what a payment was about: %s', (told, line) => {
    const direction = told.startsWith('+') ? 'in' : 'out';
    const fee = direction === 'in' ? ksh(0n) : line.fee;
    account('2', { read_statement: { lines: [{ ...line, direction, fee }] } })
      .types('4821')
      .ends(`Mini statement, Ksh\n2/9/24 ${told}\nBalance 25,000.00`);
  });

  test('marks what was taken back, and names what took it back', () => {
    const lines = [
      { ...first, direction: 'in', type: 'reversal', fee: ksh(0n) } as StatementLine,
      { ...first, reversed: true } as StatementLine,
    ];
    account('2', { read_statement: { lines } })
      .types('4821')
      .ends(
        'Mini statement, Ksh\n2/9/24 +5,000.00 Reversal JANE W.\n2/9/24 -5,000.00 fee 15.00 JANE W. (reversed)\nBalance 25,000.00',
      );
    account('2', { ...swahili, read_statement: { lines } })
      .types('4821')
      .ends(
        'Taarifa fupi, Ksh\n2/9/24 +5,000.00 Marejesho JANE W.\n2/9/24 -5,000.00 ada 15.00 JANE W. (imerejeshwa)\nSalio 25,000.00',
      );
  });

  test('says so when there is nothing, or a refusal', () => {
    account('2', { read_statement: { lines: [] } })
      .types('4821')
      .ends('There are no payments yet.');
    account('2', { read_statement: { refusal: 'payer_unavailable' } })
      .types('4821')
      .ends(inactive);
  });
});

describe('changing the PIN', () => {
  test('takes the old one, and the new one twice', () => {
    const phone = account('3')
      .sees('Change PIN\nEnter PIN:')
      .types('4821')
      .sees('Choose a PIN of 4 digits:')
      .types('7391')
      .sees('Enter the new PIN again:')
      .types('7391')
      .ends('Your PIN is changed.')
      .did('find_customer', 'verify_pin', 'stage_pin', 'match_pin', 'change_pin');
    const [, , staged, , changed] = phone.performed;
    expect(staged).toEqual({ type: 'stage_pin', pin: '7391' });
    expect(Object.keys(changed ?? {})).toEqual(['type', 'staged']);
  });

  test('asks for both again where they are not the same', () => {
    account('3', swahili)
      .types('4821')
      .types('7391')
      .types('7392')
      .sees('PIN hizo mbili hazifanani.\nChagua PIN ya tarakimu 4:')
      .types('7391')
      .sees('Weka PIN mpya tena:')
      .types('7391')
      .ends('PIN yako imebadilishwa.');
  });

  test('refuses what is easy to guess, before it is staged', () => {
    account('3')
      .types('4821')
      .types('4321')
      .sees('That PIN is too easy to guess.\nChoose a PIN of 4 digits:')
      .types('3456')
      .sees('That PIN is too easy to guess.\nChoose a PIN of 4 digits:')
      .did('find_customer', 'verify_pin');
  });

  test('says why it did not happen', () => {
    account('3', { change_pin: { refusal: 'payer_unavailable' } })
      .types('4821')
      .types('7391')
      .types('7391')
      .ends(inactive);
  });
});

describe('the language', () => {
  test('changes in the middle of the conversation, which goes on in the new one', () => {
    const phone = account('4', turnsSwahili)
      .sees('Choose a language\n1. English\n2. Kiswahili\n3. Francais')
      .types('2')
      .sees(swahiliMenu)
      .offers('99 Francais')
      .types('1')
      .sees('Weka nambari ya simu:');
    expect(phone.performed[1]).toEqual({ type: 'set_language', language: 'sw' });
  });

  test('can be French', () => {
    const phone = account('4', {
      find_customer: [goodDay.find_customer, french.find_customer],
    }).types('3');
    expect(phone.performed[1]).toEqual({ type: 'set_language', language: 'fr' });
    phone.types(toAccount).types('1').sees('Entrez le PIN:').types('4821');
    phone.ends('Votre solde est de Ksh25,000.00.');
  });

  test('is the one that the customer speaks now, by what is stored', () => {
    account('4', { set_language: { refusal: 'unavailable' } })
      .types('2')
      .ends('The service is not available now. Please try again later.');
  });
});

test('limits and tier are shown to who knows the PIN', () => {
  account('5')
    .sees('Enter PIN:')
    .types('4821')
    .ends(
      'Tier 1\nOne payment: up to Ksh70,000.00\nA day: up to Ksh70,000.00\nUsed today: Ksh12,000.00',
    );
  account('5', swahili)
    .types('4821')
    .ends(
      'Daraja 1\nKila malipo: hadi Ksh70,000.00\nKwa siku: hadi Ksh70,000.00\nUmetumia leo: Ksh12,000.00',
    );
  account('5', { read_limits: { refusal: 'payer_unavailable' } })
    .types('4821')
    .ends(inactive);
});

describe('blocking the account', () => {
  const sure =
    'Block your account? No money can leave it until customer care opens it again.\n1. Yes, block it\n2. No';

  test('takes the PIN and a yes, and says how to undo it', () => {
    account('7')
      .sees('Block account\nEnter PIN:')
      .types('4821')
      .sees(sure)
      .types('1')
      .ends('Your account is blocked. To open it again, please contact customer care.')
      .did('find_customer', 'verify_pin', 'block_account');
    account('7', { block_account: { refusal: 'payer_unavailable' } })
      .types('4821')
      .types('1')
      .ends(inactive);
  });

  test('is not done at a no', () => {
    account('7')
      .types('4821')
      .types('2')
      .sees(menu)
      .did('find_customer', 'verify_pin', 'find_customer');
  });
});
