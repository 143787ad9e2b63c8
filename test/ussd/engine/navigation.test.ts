import { describe, expect, test } from 'vitest';
import type { Language } from '../../../core/language.ts';
import { kenya } from '../../../core/markets/ke.ts';
import { replay, startJournal } from '../../../ussd/engine/journal.ts';
import { render } from '../../../ussd/engine/render.ts';
import { ask, call, choose, end, type Flow, type Program, secret } from '../../../ussd/flow.ts';
import { program as tuma } from '../../../ussd/flows/main.ts';
import {
  accountMenu as account,
  swahiliMenu as karibu,
  mainMenu as menu,
  toAccount,
} from '../../support/phone/menus.ts';
import {
  context,
  dial,
  type Phone,
  stranger,
  swahili,
  turnsSwahili,
} from '../../support/phone/phone.ts';

const confirm = 'Send Ksh5,000.00 to JANE W. 0711987654? Fee Ksh15.00.';

const flow = (body: () => Flow): Program => ({ version: '1', flow: body });
const anything = (typed: string) => ({ value: typed });
const atPin = (world = {}): Phone => dial(world).types('1').types('0711987654').types('5000');

describe('0', () => {
  test('goes back one question, and another answer leads on from there', () => {
    atPin()
      .sees(`${confirm}\nEnter PIN:`)
      .offers('0 Back 00 Home')
      .types('0')
      .sees('Enter amount:')
      .types('250')
      .sees('Send Ksh250.00 to JANE W. 0711987654? Fee Ksh15.00.\nEnter PIN:')
      .types('4821');
    dial()
      .types(toAccount)
      .types('1')
      .sees('Enter PIN:')
      .types('0')
      .sees(account)
      .types('0')
      .sees(menu)
      .types('1')
      .sees('Enter phone number:')
      .types('0')
      .sees(menu);
  });

  test('repeats the quote once the amount is answered again', () => {
    atPin()
      .types('0')
      .did('find_customer', 'read_recipients', 'quote')
      .types('5000')
      .did('find_customer', 'read_recipients', 'quote', 'quote');
  });

  test('steps over PINs, wrong and right', () => {
    atPin().types('1111').types('0').sees('Enter amount:');
    dial().types(toAccount).types('7').types('4821').types('0').sees(account);
    dial().types(toAccount).types('3').types('4821').types('7391').types('0').sees(account);
  });

  test('does not count as a bad answer, and removes the bad answers before it', () => {
    dial()
      .types('1')
      .types('x')
      .types('y')
      .types('0')
      .sees(menu)
      .types('1')
      .types('x')
      .types('y')
      .sees('That is not a mobile number.\nEnter phone number:')
      .types('0')
      .sees(menu);
  });

  test('is a bad answer at the first question', () => {
    const wrong = dial().offers('99 Kiswahili').types('0');
    wrong.sees(`Choose a number from the list.\n${menu}`).offers('99 Kiswahili');
    dial(stranger).offers('99 Kiswahili').types('00').types('0').types('0').screen.end;
  });
});

describe('00', () => {
  test('goes to the main menu from everywhere', () => {
    atPin().types('00').sees(menu).offers('99 Kiswahili');
    atPin().types('1111').types('00').sees(menu);
    dial().types(toAccount).types('4').types('00').sees(menu).types(toAccount).sees(account);
  });
});

describe('99', () => {
  test('speaks the next language, and after the last the first', () => {
    const all = dial().types('99').sees(karibu).offers('99 Francais').types('99');
    all.offers('99 English').types('99').sees(menu).offers('99 Kiswahili');
    dial(swahili).sees(karibu).types('99').types('99').sees(menu).offers('99 Kiswahili');
    dial(stranger)
      .types('99')
      .sees('Nambari hii haijasajiliwa na Tuma.\n1. Jisajili\n2. Si sasa')
      .types('1')
      .sees('Weka jina lako kamili, kama lilivyo kwenye kitambulisho:');
  });

  test('shows the same question again, also a PIN question, without new reads', () => {
    const phone = atPin().types('99').offers('0 Rudi 00 Mwanzo');
    phone
      .sees('Tuma Ksh5,000.00 kwa JANE W. 0711987654? Ada Ksh15.00.\nWeka PIN:')
      .did('find_customer', 'read_recipients', 'quote')
      .types('4821')
      .ends(
        'ABC1234567 Imethibitishwa. Ksh5,000.00 imetumwa kwa JANE W. 0711987654. Salio jipya Ksh19,985.00.',
      );
  });

  test('is an amount where one is asked for', () => {
    const phone = dial().types('1').types('0711987654').types('99');
    phone.sees('Send Ksh99.00 to JANE W. 0711987654? Fee Ksh15.00.\nEnter PIN:');
  });

  test('does not count as a bad answer, and keeps the count of bad answers', () => {
    const phone = dial().types('1').types('x').types('99').types('y');
    for (const _ of kenya.languages) phone.types('99');
    phone.sees('Weka nambari ya simu:').types('z');
    phone.ends('Samahani, hatukuelewa majibu yako. Tafadhali piga tena.');
  });

  test('holds for the whole session: after back, home, another page and a restart', () => {
    atPin().types('99').types('0').sees('Weka kiasi:').types('250').types('00').sees(karibu);
    dial()
      .types(toAccount)
      .types('99')
      .types('0')
      .sees(karibu)
      .types('1')
      .sees('Weka nambari ya simu:');
    const kept = dial()
      .types('99')
      .types(toAccount)
      .types('7')
      .types('4821')
      .types('2')
      .sees(karibu);
    kept.types('0').sees(`Chagua kwenye orodha.\n${karibu}`);
  });

  test('gives way to a language that is chosen afterwards', () => {
    const chosen = dial(turnsSwahili)
      .types('99')
      .types('99')
      .types(toAccount)
      .types('4')
      .types('2');
    chosen.sees(karibu).did('find_customer', 'set_language', 'find_customer');
    dial().types('99').types(toAccount).types('4').types('1').sees(menu);

    const details = ['1', 'Juma Ali', '12345678', '01011990'];
    let phone = dial(stranger).types('99');
    for (const answer of details) phone = phone.types(answer);
    phone.sees('Chagua lugha\n1. English\n2. Kiswahili\n3. Francais').types('1');
    phone.sees('Choose a PIN of 4 digits:').types('99').sees('Chagua PIN ya tarakimu 4:');
    phone.types('0').sees('Chagua lugha\n1. English\n2. Kiswahili\n3. Francais').types('1');
    phone.sees('Choose a PIN of 4 digits:');
  });

  test('is lost with a forgotten session, and read again from the carrier’s transcript', () => {
    const phone = atPin().types('99').isForgotten().types('x');
    phone.sees('Tuma Ksh5,000.00 kwa JANE W. 0711987654? Ada Ksh15.00.\nWeka PIN:');
    dial({}, undefined, `99*${toAccount}*1`).sees('Weka PIN:').offers('0 Rudi 00 Mwanzo');
  });

  test('goes through all languages of a market, and is no key if there is only one', () => {
    const prompt = { kind: 'ask', title: '?', lines: [], why: '', parse: () => noOption } as const;
    const rendered = (languages: readonly Language[]) => {
      const state = { ...replay(tuma, context, startJournal(tuma)), language: 'en' as const };
      return render(prompt, state, startJournal(tuma), {
        ...context,
        market: { ...kenya, languages },
      });
    };
    expect(rendered(['sw', 'en']).text).toBe('?\n99 Kiswahili');
    expect(rendered(['en', 'sw']).navigation.get('99')?.languageOverride).toEqual({
      language: 'sw',
      answered: 0,
    });
    expect(rendered(['en'])).toMatchObject({ text: '?', navigation: new Map() });
  });
});

describe('keys', () => {
  test('0 goes back from the amount to a number that was mistyped', () => {
    const amounts = dial().types('1').types('0711987654').sees('Enter amount:');
    amounts.offers('0 Back 00 Home').types('0').sees('Enter phone number:');
    amounts.types('0722000001').sees('Enter amount:').types('5000');
    amounts.sees('Send Ksh5,000.00 to JANE W. 0722000001? Fee Ksh15.00.\nEnter PIN:');
    amounts.types('0').sees('Enter amount:').types('00').sees(menu);
  });

  test('any other amount that is not positive is refused as one', () => {
    const amounts = dial().types('1').types('0711987654');
    for (const typed of ['0.00', '-5']) {
      amounts.types(typed).sees('The amount must be more than 0.\nEnter amount:');
    }
  });

  test('are answers where the question takes them', () => {
    const counting = flow(function* () {
      yield* choose('Menu', [['Count', 0]]);
      const children = yield* ask('How many children?', anything);
      return yield* end(`${children} children`);
    });
    dial({}, counting)
      .types('1')
      .sees('How many children?')
      .offers('')
      .types('0')
      .ends('0 children');
    const digits = (typed: string) =>
      /^\d$/.test(typed) ? { value: typed } : ({ complaint: 'not_an_option' } as const);
    const one = flow(function* () {
      yield* choose('Menu', [['Count', 0]]);
      return yield* end(yield* ask('How many children?', digits));
    });
    dial({}, one).types('1').offers('00 Home').types('00').sees('Menu\n1. Count');
  });

  test('work without their line where it does not fit', () => {
    const long = flow(function* () {
      yield* choose('Menu', [['On', 0]]);
      yield* ask('word '.repeat(30).trim(), (typed) =>
        typed === 'yes' ? { value: typed } : { complaint: 'not_an_option' },
      );
      return yield* end('done');
    });
    const phone = dial({}, long).types('1').offers('').types('no').offers('');
    expect(phone.faults).toEqual([]);
    phone.types('0').sees('Menu\n1. On');
  });

  test('do not go back across a write', () => {
    const changing = flow(function* () {
      yield* ask('First?', (typed) =>
        typed === 'a' ? { value: typed } : { complaint: 'not_a_pin' },
      );
      yield* call({ type: 'set_language', language: 'sw' });
      yield* choose('Second?', [['on', 0]]);
      yield* choose('Third?', [['on', 0]]);
      return yield* end('done');
    });
    const phone = dial({}, changing).types('a').sees('Second?\n1. on').offers('99 Kiswahili');
    phone
      .types('1')
      .types('0')
      .sees('Second?\n1. on')
      .types('1')
      .types('00')
      .sees('Second?\n1. on');
    phone.types('0').sees('Choose a number from the list.\nSecond?\n1. on').did('set_language');
  });

  test('never give two effects the same index', () => {
    const phone = atPin().types('1111').types('0').types('5000').types('2222').types('00');
    phone.types('1').types('0711987654').types('5000').types('4821');
    expect(new Set(phone.indexes).size).toBe(phone.indexes.length);
    expect(phone.indexes).toEqual(phone.indexes.toSorted((a, b) => a - b));
  });

  test('work the same in a forgotten session', () => {
    atPin()
      .types('0')
      .types('250')
      .isForgotten()
      .types('x')
      .sees('Send Ksh250.00 to JANE W. 0711987654? Fee Ksh15.00.\nEnter PIN:');
    dial({}, undefined, `1*0711987654*5000*00*${toAccount}`).sees(account);
  });
});

const noOption = { complaint: 'not_an_option' } as const;

describe('a menu that is longer than the screen', () => {
  const towns = flow(function* () {
    yield* choose('Menu', [['Towns', 0]]);
    const options = Array.from(
      { length: 20 },
      (_, at) => [`Town number ${at + 1}`, at + 1] as const,
    );
    const town = yield* choose('Where?', options);
    yield* secret('PIN?');
    return yield* end(`Town ${town}`);
  });
  const page = (from: number, to: number) =>
    [
      'Where?',
      ...Array.from({ length: to - from + 1 }, (_, at) => `${from + at}. Town number ${from + at}`),
    ].join('\n');

  test('is turned page by page, with stable numbers and whole options', () => {
    const phone = dial({}, towns).types('1').sees(page(1, 7)).offers('98 More 0 Back 00 Home');
    phone
      .types('98')
      .sees(page(8, 13))
      .types('98')
      .sees(page(14, 19))
      .types('98')
      .sees(page(20, 20));
    phone
      .offers('0 Back 00 Home')
      .types('0')
      .sees(page(14, 19))
      .types('0')
      .types('0')
      .sees(page(1, 7));
    phone.types('0').sees('Menu\n1. Towns');
    expect(phone.faults).toEqual([]);
  });

  test('takes an option of any page, and comes back to the page that was left', () => {
    dial({}, towns).types('1').types('20').sees('PIN?').types('4821').ends('Town 20');
    dial({}, towns).types('1').types('98').types('9').sees('PIN?').types('0').sees(page(8, 13));
  });

  test('goes home from any page', () => {
    dial({}, towns).types('1').types('98').types('98').types('00').sees('Menu\n1. Towns');
  });

  test('offers no page after the last', () => {
    const last = dial({}, towns).types('1').types('98').types('98').types('98');
    last.types('98').sees(`Choose a number from the list.\n${page(20, 20)}`);
  });

  test('keeps its place through a bad answer, and says what was wrong where there is room', () => {
    const phone = dial({}, towns).types('1').types('98').types('x');
    phone.sees(`Choose a number from the list.\n${page(8, 13)}`).offers('98 More');
    phone.types('98').types('x').sees(page(14, 19));
  });

  test('a question and a closing screen that are too long are split into pages between words', () => {
    const words = Array.from({ length: 24 }, (_, at) => `number${at + 10}`);
    const asked = (text: string) => text.split(/\s+/);
    const long = flow(function* () {
      const pin = yield* secret(`${words.join(' ')}\nEnter PIN:`);
      yield* call({ type: 'verify_pin', pin });
      return yield* end(words.join(' '));
    });
    const phone = dial({}, long).offers('98 More 99 Kiswahili');
    const first = asked(phone.question);
    const second = asked(phone.types('98').question);
    expect([...first, ...second]).toEqual([...words, 'Enter', 'PIN:']);
    const last = asked(phone.types('4821').offers('98 More 99 Kiswahili').question);
    expect([...last, ...asked(phone.types('98').screen.text)]).toEqual(words);
    expect(phone.screen.end).toBe(true);
    expect(phone.faults).toEqual([]);
  });

  test('pages as the first question too', () => {
    const first = flow(function* () {
      yield* choose(
        'Where?',
        Array.from({ length: 9 }, (_, at) => [`Town number ${at + 1}`, at]),
      );
      return yield* end('done');
    });
    const phone = dial({}, first).offers('98 More 99 Kiswahili').types('98');
    phone.offers('0 Back 00 Home').types('00').sees(page(1, 7)).offers('98 More 99 Kiswahili');
  });
});
