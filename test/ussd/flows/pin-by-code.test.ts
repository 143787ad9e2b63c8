import { describe, expect, test } from 'vitest';
import { accountMenu, mainMenu as menu } from '../../support/phone/menus.ts';
import { dial, french, goodDay, type Phone, swahili } from '../../support/phone/phone.ts';

const enterCode = 'Enter the 6 digits of the code from the SMS, to choose a PIN:';
const sent =
  'A code was sent to this number by SMS. Dial *334# again within 10 minutes and enter it.';

const noPin = { find_customer: { ...goodDay.find_customer, needsPin: true } } as const;
const codeSent = { find_customer: { ...noPin.find_customer, codeSent: true } } as const;
const forgot = { find_customer: { ...goodDay.find_customer, codeSent: true } } as const;

/** All that is stored of the dial. */
const stored = ({ journal, saved, seen }: Phone) =>
  JSON.stringify([journal, saved, seen], (_, value) =>
    typeof value === 'bigint' ? String(value) : value,
  );

describe('a customer without a PIN', () => {
  test('is sent a code by the dial alone', () => {
    dial(noPin).ends(`You have no PIN yet. ${sent}`).did('find_customer', 'send_pin_code');
    dial(noPin, undefined, '1*0711987654*5000').ends(`You have no PIN yet. ${sent}`);
  });

  test('is asked for the code by the next dial, and chooses a PIN', () => {
    const phone = dial(codeSent).sees(`${enterCode}\n1. Send a new code`).offers('99 Kiswahili');
    phone.types('482913').sees('Choose a PIN of 4 digits:').types('7410');
    phone.types('7410').ends('Your PIN is set. Dial *334# to begin.');
    const kinds = ['find_customer', 'verify_pin_code', 'stage_pin', 'match_pin', 'choose_pin'];
    expect(phone.performed.map(({ type }) => type)).toEqual(kinds);
    expect(phone.performed.at(-1)).toMatchObject({ proof: 'try' });
    expect(stored(phone)).not.toMatch(/482913|7410/);
  });

  test('is told of a wrong code, and how many tries are left', () => {
    const phone = dial(codeSent).types('111111');
    phone.sees(`Wrong code. 4 tries left.\n${enterCode}\n1. Send a new code`);
    phone.types('12').sees(`The code has 6 digits.\n${enterCode}\n1. Send a new code`);
    phone.types('482913').sees('Choose a PIN of 4 digits:');
    expect(stored(phone)).not.toMatch(/111111|482913/);
  });

  test.each([
    [{ verdict: 'over' }, 'That code cannot be used any more. Dial *334# again.'],
    [{ verdict: 'blocked' }, 'Too many wrong codes. Try again tomorrow, or contact customer care.'],
  ] as const)('hears where a code is %o', (verdict, told) => {
    dial({ ...codeSent, verify_pin_code: verdict })
      .types('111111')
      .ends(told);
  });

  test.each([
    ['too_soon', 'A code was sent a moment ago. Wait a minute, then dial again.'],
    ['too_many', 'Too many codes were sent today. Try again tomorrow, or contact customer care.'],
    ['sim_changed', 'The SIM of this number is new. Please contact customer care.'],
  ] as const)('can have another code, and hears why not (%s)', (notSent, told) => {
    dial(codeSent).types('1').ends(sent).did('find_customer', 'send_pin_code');
    dial({ ...codeSent, send_pin_code: { notSent } })
      .types('1')
      .ends(told);
  });

  test('is not let into the menu by answers that come ahead', () => {
    dial(codeSent, undefined, '1*0711987654*5000*4821').sees(`${enterCode}\n1. Send a new code`);
    dial(codeSent, undefined, '482913')
      .sees(`${enterCode}\n1. Send a new code`)
      .did('find_customer');
  });

  test('is asked in Swahili and in French', () => {
    const inSwahili = { ...swahili.find_customer, needsPin: true, codeSent: true } as const;
    const inFrench = { ...french.find_customer, needsPin: true } as const;
    dial({ find_customer: inSwahili }).sees(
      'Weka tarakimu 6 za msimbo kutoka SMS, ili uchague PIN:\n1. Tuma msimbo mpya',
    );
    dial({ find_customer: inFrench }).ends(
      "Vous n'avez pas encore de PIN. Un code est envoyé à ce numéro par SMS. Recomposez *334# sous 10 minutes et entrez-le.",
    );
  });
});

describe('a customer who forgot the PIN', () => {
  const asked = 'Enter the number of the ID that you registered with:';
  const born = 'Enter your date of birth, like 31121990:';

  test('proves who they are, and is sent a code', () => {
    const phone = dial().types('6').sees(accountMenu).types('8').sees(asked).types('1234-5678');
    phone.sees(born).types('31/12/1990').ends(sent);
    phone.did('find_customer', 'stage_identity', 'prove_identity', 'send_pin_code');
    expect(phone.performed.at(-1)).toEqual({ type: 'send_pin_code', proof: 'try' });
    expect(stored(phone)).not.toMatch(/12345678|1234-5678|1990-12-31|31\/12/);
  });

  test.each([
    [
      goodDay.find_customer,
      'Your PIN is locked. To get a new one, dial *334# and choose My account, then Lost PIN. Or contact customer care.',
      asked,
    ],
    [
      swahili.find_customer,
      'PIN yako imefungwa. Kupata mpya, piga *334#, chagua Akaunti yangu, kisha Nimesahau PIN. Au wasiliana na huduma kwa wateja.',
      'Weka nambari ya kitambulisho ulichojisajili nacho:',
    ],
    [
      french.find_customer,
      'Votre PIN est bloqué. Pour en avoir un autre, composez *334#, puis Mon compte, PIN oublié. Ou contactez le service client.',
      'Entrez le numéro de la pièce de votre inscription:',
    ],
    [
      { ...goodDay.find_customer, language: 'ar' },
      'رقمك السري مقفل. لرقم جديد اطلب *334# ثم حسابي ثم نسيت الرقم السري.',
      'أدخل رقم البطاقة التي سجلت بها:',
    ],
  ] as const)('finds the way that a locked PIN tells (%o)', (customer, told, question) => {
    const locked = { find_customer: customer, verify_pin: { verdict: 'locked' } } as const;
    const phone = dial(locked).sends('1*0711987654*500').types('4821').ends(told);
    phone.redials().types('6').types('8').sees(question);
  });

  test('is asked both again after a wrong answer, and is sent to a person in the end', () => {
    const wrong = { verdict: 'wrong', left: 1 } as const;
    const phone = dial({ prove_identity: [wrong, { verdict: 'care' }] }).sends('6*8');
    phone.types('87654321').types('31121990');
    phone.sees(`That is not what we have. 1 try left.\n${asked}`);
    phone.types('87654321').types('31121990');
    phone.ends('We cannot give you a new PIN here. Please contact customer care.');
    phone.redials().sees(menu);
  });

  test('may enter the code at the next dial, or go to the menu', () => {
    const options = `${enterCode}\n1. Send a new code\n2. Main menu`;
    dial(forgot).sees(options).types('2').sees(menu);
    dial(forgot).sees(options).types('482913').sees('Choose a PIN of 4 digits:');
  });

  test('chooses another PIN than before', () => {
    const phone = dial({ ...forgot, choose_pin: [{ outcome: 'same' }, { outcome: 'chosen' }] });
    phone.types('482913').types('7410').types('7410');
    phone.sees('That is the PIN you had before. Choose another.\nChoose a PIN of 4 digits:');
    phone.types('7411').types('7411').ends('Your PIN is set. Dial *334# to begin.');
    dial({ ...forgot, choose_pin: { outcome: 'over' } })
      .types('482913')
      .types('7410')
      .types('7410')
      .ends('That code cannot be used any more. Dial *334# again.');
  });
});

test('a PIN that is changed is not the one that it replaces', () => {
  const phone = dial({ change_pin: [{ same: true }, { done: true }] })
    .types('6')
    .types('3');
  phone.types('4821').types('7410').types('7410');
  phone.sees('That is the PIN you had before. Choose another.\nChoose a PIN of 4 digits:');
  phone.types('7411').types('7411').ends('Your PIN is changed.');
});
