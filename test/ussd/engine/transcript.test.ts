import { describe, expect, test } from 'vitest';
import {
  classify,
  extensionOf,
  remember,
  type SeenTurns,
} from '../../../ussd/engine/transcript.ts';
import {
  accountMenu as account,
  mainMenu as menu,
  swahiliMenu,
  toAccount,
} from '../../support/phone/menus.ts';
import { dial, stranger, tag, turnsSwahili } from '../../support/phone/phone.ts';

const confirm = 'Send Ksh5,000.00 to JANE W. 0711987654? Fee Ksh15.00.\nEnter PIN:';
const done =
  'ABC1234567 Confirmed. Ksh5,000.00 sent to JANE W. 0711987654. New balance Ksh19,985.00.';

const deep = (code: string, world = {}) => dial(world, undefined, code);

describe('a turn that we have seen', () => {
  test('the newest turn again gets the same reply, and nothing happens again', () => {
    dial().sees(menu).sends('').sees(menu).did('find_customer');
    deep('')
      .types('1')
      .types('0711987654')
      .types('5000')
      .types('4821')
      .ends(done)
      .sends('1*0711987654*5000*4821')
      .ends(done)
      .did('find_customer', 'read_recipients', 'quote', 'verify_pin', 'pay');
  });

  test('an older turn gets the reply it got then, and the session stays where it is', () => {
    dial()
      .types('1')
      .types('0711987654')
      .sends('1')
      .sees('Enter phone number:')
      .sends('')
      .sees(menu)
      .types('5000')
      .sees(confirm);
  });

  test('"1" and then "1*1" are two turns', () => {
    dial().sends('1').sees('Enter phone number:').sends('1*1');
    dial()
      .sends(toAccount)
      .sends(`${toAccount}*4`)
      .sees('Choose a language\n1. English\n2. Kiswahili\n3. Francais');
  });

  test('is a repeat if it is the newest, and stale if it is older', () => {
    const { seen } = dial().types('1');
    expect(classify(seen, { transcript: '1' }, tag).kind).toBe('repeat');
    expect(classify(seen, { transcript: '' }, tag).kind).toBe('stale');
  });

  test('only so many turns are remembered, and the session goes on', () => {
    const texts = Array.from({ length: 40 }, (_, turn) => Array(turn).fill('1').join('*'));
    let seen: SeenTurns | undefined;
    for (const transcript of texts) {
      seen = remember(
        seen,
        { transcript },
        tag,
        { text: `turn ${transcript.length}`, end: false },
        0,
      );
    }
    expect(seen?.turns).toHaveLength(32);
    expect(classify(seen, { transcript: '1*1' }, tag)).toEqual({ kind: 'conflict' });
    expect(classify(seen, { transcript: `${texts[39]}*2` }, tag)).toEqual({
      kind: 'new',
      answers: { mode: 'single', parts: ['2'] },
    });
  });
});

describe('a turn that contradicts what we have seen', () => {
  test('another history is a conflict, and the session is left alone', () => {
    dial()
      .types('1')
      .types('0711987654')
      .sends('2*1')
      .ends('(conflict)')
      .sends('1*0711987655*5000')
      .ends('(conflict)')
      .sends('1*0711987654')
      .sees('Enter amount:')
      .did('find_customer', 'read_recipients');
  });

  test('"12" does not go on from "1"', () => {
    dial().types('1').sends('12').ends('(conflict)');
  });

  test('after the end, a seen turn gets its reply and nothing else runs', () => {
    dial()
      .types('1')
      .types('0711987654')
      .types('5000')
      .types('4821')
      .sends('1*0711987654')
      .sees('Enter amount:')
      .sends('1*0711987654*5000*4821*1')
      .ends('(ended)')
      .sends('2')
      .ends('(ended)')
      .did('find_customer', 'read_recipients', 'quote', 'verify_pin', 'pay');
  });
});

describe('a dial that brings its answers', () => {
  test('runs ahead through menus and plain questions', () => {
    deep('1*0711987654*5000').sees(confirm);
    deep('1*0711987654#').sees('Enter amount:').did('find_customer', 'read_recipients');
    deep(toAccount).sees(account);
  });

  test('stops at a secret and drops the rest', () => {
    deep('1*0711987654*5000*4821').sees(confirm).did('find_customer', 'read_recipients', 'quote');
    deep('1*0711987654*5000*4821').types('4821').ends(done);
    deep('1*0711987654*5000*48').sees(confirm);
    deep(`${toAccount}*1*4821`).sees('Enter PIN:').did('find_customer');
  });

  test('stops at the first answer that is refused, says why, and drops the rest', () => {
    deep('9*0711987654').sees(`Choose a number from the list.\n${menu}`);
    deep('1*0711*5000').sees('That is not a mobile number.\nEnter phone number:');
    deep('1*').sees('That is not a mobile number.\nEnter phone number:');
  });

  test('of an unregistered number, meant for the menu of customers, is only offered registration', () => {
    for (const code of ['1*0711987654*500', '3*1*50', `${toAccount}*1`, '9', '1*']) {
      deep(code, stranger)
        .sees('This number is not registered with Tuma.\n1. Register\n2. Not now')
        .did('find_customer')
        .types('1')
        .sees('Enter your full name, as on your ID:');
    }
  });

  test('of an unregistered number fills in the registration up to the PIN', () => {
    deep('1', stranger).sees('Enter your full name, as on your ID:');
    deep('1*Amina Hassan*12345678', stranger).sees('Enter your date of birth, like 31121990:');
    deep('1*Amina Hassan*12345678*31121990*1*2580*2580', stranger)
      .sees('Choose a PIN of 4 digits:')
      .did('find_customer');
  });

  test('drops what follows a refused quote, which could be a PIN taken for an amount', () => {
    const phone = deep('1*0711987654*5000*4821', { quote: { refusal: 'daily_limit_exceeded' } })
      .sees('That is more than your daily limit allows.\nEnter amount:')
      .did('find_customer', 'read_recipients', 'quote');
    expect(JSON.stringify(phone.journal, noBigint)).not.toContain('4821');
  });

  test('changes nothing by itself: the last question is shown instead', () => {
    deep(`${toAccount}*4*2`, turnsSwahili)
      .sees('Choose a language\n1. English\n2. Kiswahili\n3. Francais')
      .did('find_customer')
      .types('2')
      .sees(swahiliMenu)
      .did('find_customer', 'set_language', 'find_customer');
  });

  test('a session that we forgot goes on at the same place, without its PIN', () => {
    const asked = ['find_customer', 'read_recipients', 'quote'] as const;
    dial()
      .types('1')
      .types('0711987654')
      .types('5000')
      .isForgotten()
      .types('4821')
      .sees(confirm)
      .types('4821')
      .ends(done)
      .did(...asked, ...asked, 'verify_pin', 'pay');
  });
});

describe('a star inside of the new input', () => {
  test('separates answers at a menu', () => {
    dial()
      .sends('1*0711987654*5000*4821')
      .sees(confirm)
      .did('find_customer', 'read_recipients', 'quote');
    dial()
      .sends(`${toAccount}*4*2`)
      .sees('Choose a language\n1. English\n2. Kiswahili\n3. Francais');
  });

  test('separates answers at a question if all of them can be read', () => {
    dial().sends('1').sends('1*0711987654*5000').sees(confirm);
    dial().sends('1').sends('1*0711987654*x').sees(noNumber);
    dial().sends('1').sends('1*0711987654*0').sees('Enter phone number:');
    dial().sends('1').sends('1*0711987654*5000*0').sees('Enter amount:');
  });

  test('makes a bad answer at a question otherwise, also if a PIN or more would follow', () => {
    dial().sends('1').sends('1*0711987654*5000*4821').sees(noNumber).types('0711987654');
    dial({ quote: { refusal: 'amount_too_small' } })
      .sends('1')
      .sends('1*0711987654*5000*5000')
      .sees(noNumber)
      .types('0711987654')
      .sees('Enter amount:');
    dial({ quote: { refusal: 'payer_unavailable' } })
      .sends('1')
      .sends('1*0711987654*5000*5000')
      .sees(noNumber);
  });

  test('makes one bad answer at a PIN question', () => {
    deep('1*0711987654*5000')
      .types('4821*1')
      .sees(`A PIN has 4 digits.\n${confirm}`)
      .did('find_customer', 'read_recipients', 'quote');
  });

  test('an empty answer is a bad answer, and the first turn again is a repeat', () => {
    dial()
      .types('1')
      .types('')
      .sees(noNumber)
      .sends('1*')
      .sees(noNumber)
      .types('0711987654')
      .sees('Enter amount:');
  });
});

describe('a code that is shared with others', () => {
  test.each([
    ['*334*7#', '334', '7'],
    ['*334*7#', '*334#', '7'],
    ['*334*7*2#', '334', '7*2'],
    ['*334*7*2#', '334*7', '2'],
    // The carrier has taken the whole code off.
    ['*334*7#', '*334*7#', ''],
    ['*334*7#', '334*7', ''],
    ['*334*7#', '*334*7*1#', ''],
    ['*334#', '334', ''],
    // The carrier names its own number for the service.
    ['*334*7#', '20414', '7'],
    ['*334#', '20414', ''],
    ['*334*7#', '3', '7'],
  ])('%s at a carrier that names %s begins with "%s"', (service, named, extension) => {
    expect(extensionOf(service, named)).toBe(extension);
  });

  test.each([
    ['7', []],
    ['7#', []],
    ['7*1*0711987654', ['1', '0711987654']],
    ['7*7', ['7']],
    ['', []],
    ['70', ['70']],
    ['1', ['1']],
  ])('is not an answer: "%s" brings %j', (transcript, parts) => {
    const kind = classify(undefined, { transcript, extension: '7' }, tag);
    expect(kind).toEqual({ kind: 'new', answers: { mode: 'forward', parts } });
  });

  test('is there in every later turn, and never an answer', () => {
    const screen = { text: 'a menu', end: false };
    const first = { transcript: '7', extension: '7' };
    const seen = remember(undefined, first, tag, screen, 0);
    expect(classify(seen, first, tag)).toEqual({ kind: 'repeat', reply: screen });
    expect(classify(seen, { transcript: '7*7', extension: '7' }, tag)).toEqual({
      kind: 'new',
      answers: { mode: 'single', parts: ['7'] },
    });
  });
});

const noNumber = 'That is not a mobile number.\nEnter phone number:';

test('the record of turns holds nothing that was typed', () => {
  const phone = deep('1*0711987654*5000').types('4821');
  const kept = JSON.stringify(phone.seen?.turns.map(({ length, tag }) => [length, tag]));
  for (const typed of ['4821', '0711987654', '5000']) expect(kept).not.toContain(typed);
});

function noBigint(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}
