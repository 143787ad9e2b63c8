import { describe, expect, test } from 'vitest';
import type { Journal } from '../../../ussd/engine/journal.ts';
import { offer } from '../../../ussd/engine/resume.ts';
import { choose, end, type Program } from '../../../ussd/flow.ts';
import { program as tuma } from '../../../ussd/flows/main.ts';
import { mainMenu as menu, swahiliMenu, toAccount } from '../../support/phone/menus.ts';
import {
  context,
  dial,
  type Phone,
  paymentId,
  stranger,
  swahili,
  turnsSwahili,
} from '../../support/phone/phone.ts';

const again = 'You did not finish last time.\n1. Continue: Send money\n2. Start over';
const againInSwahili = 'Hukumaliza mara iliyopita.\n1. Endelea: Tuma pesa\n2. Anza upya';
const confirm = 'Send Ksh5,000.00 to JANE W. 0711987654? Fee Ksh15.00.\nEnter PIN:';

const sending = (world = {}): Phone => dial(world).types('1').types('0711987654');

describe('a dial after a dropped one', () => {
  test('is offered to continue, in the language of the dropped one', () => {
    sending().redials().sees(again).offers('99 Kiswahili').did();
    sending(swahili).redials().sees(againInSwahili);
  });

  test('continues at the question that waited, and makes its reads again', () => {
    const phone = sending().types('5000').redials().types('1').sees(confirm);
    phone.did('find_customer', 'read_recipients', 'quote').types('4821');
    phone.did('find_customer', 'read_recipients', 'quote', 'verify_pin', 'pay');
    expect(phone.screen.end).toBe(true);
  });

  test('is told what it would continue', () => {
    const offered = (phone: Phone) => phone.redials().question.split('\n')[1];
    const withdrawing = dial().sends('2*123456*500');
    expect(offered(withdrawing)).toBe('1. Continue: Withdraw Ksh500.00 at MAMA NJERI SHOP 123456');
    expect(offered(sending().types('5000'))).toBe(
      '1. Continue: Send Ksh5,000.00 to JANE W. 0711987654',
    );
    expect(offered(dial().types(toAccount).types('3'))).toBe('1. Continue: Change PIN');
    const refused = sending({ quote: { refusal: 'insufficient_funds' } }).types('9000');
    expect(offered(refused)).toBe('1. Continue: Send money');
    const phone = sending().types('5000').redials().types('99');
    phone.sees(
      'Hukumaliza mara iliyopita.\n1. Endelea: Tuma Ksh5,000.00 kwa JANE W. 0711987654\n2. Anza upya',
    );
  });

  test('starts over at the main menu', () => {
    sending()
      .redials()
      .types('2')
      .sees(menu)
      .did('find_customer')
      .types('2')
      .offers('0 Back 00 Home');
  });

  test('has all the keys, but none goes back to the offer', () => {
    sending()
      .redials()
      .types('1')
      .types('5000')
      .sees(confirm)
      .types('0')
      .sees('Enter amount:')
      .types('5000')
      .types('00')
      .sees(menu)
      .offers('99 Kiswahili');
    const account = dial().types(toAccount).types('1').redials().types('1').sees('Enter PIN:');
    account.types('0').types('0').sees(menu).offers('99 Kiswahili');
  });

  test('asks again for a PIN that was proved, and what came after it', () => {
    const phone = dial().types(toAccount).types('7').types('4821').redials();
    phone.types('1').sees('Block account\nEnter PIN:').did('find_customer');
  });

  test('keeps the details of a registration, and asks for the PIN anew', () => {
    const register = ['1', 'Juma Ali', '12345678', '01011990', '2', '4821', '4821'];
    let phone = dial(stranger);
    for (const answer of register) phone = phone.types(answer);
    phone = phone.redials();
    phone.sees('Hukumaliza mara iliyopita.\n1. Endelea: Jisajili\n2. Anza upya').types('1');
    phone.sees('Chagua PIN ya tarakimu 4:').types('4821').types('4821');
    expect(phone.screen.text).toContain('JUMA ALI, kitambulisho 12345678?');
  });

  test('replays an amount whose quote was refused, and the next amount', () => {
    const quote = { refusal: 'insufficient_funds' } as const;
    const phone = sending({ quote }).types('9000').types('8000').redials().types('1');
    phone.sees('You do not have enough money for this amount and its fee.\nEnter amount:');
    phone.did('find_customer', 'read_recipients', 'quote', 'quote');
  });

  test('forgets bad answers and navigation keys', () => {
    sending()
      .types('x')
      .types('y')
      .types('0')
      .types('z')
      .redials()
      .types('1')
      .sees('Enter phone number:');
  });

  test('continues on the page that was shown', () => {
    const towns: Program = {
      version: '1',
      flow: function* () {
        yield* choose('Menu', [['Towns', 0]]);
        const names = Array.from({ length: 9 }, (_, at) => [`Town number ${at + 1}`, at] as const);
        return yield* end(`Town ${yield* choose('Where?', names)}`);
      },
    };
    const phone = dial({}, towns).types('1').types('98').redials().types('1');
    phone
      .sees('Where?\n8. Town number 8\n9. Town number 9')
      .types('0')
      .types('0')
      .sees('Menu\n1. Towns');
    dial({}, towns).types('1').redials().types('1').types('0').sees('Menu\n1. Towns');
  });

  test('can be dropped and offered again', () => {
    sending().redials().redials().sees(again).types('1').sees('Enter amount:');
    sending().redials().types('x').redials().sees(again);
    sending().redials().types('1').redials().sees(again).types('1').sees('Enter amount:');
    sending().redials().types('2').redials().sees(menu);
  });

  test('continues in the language chosen by key, before the offer or at it', () => {
    const amount = dial().types('1').types('99').types('0711987654').redials();
    amount.sees(againInSwahili).types('1');
    amount.sees('Weka kiasi:');
    const turned = () => sending().redials().types('99').offers('99 Francais');
    turned().redials().sees(againInSwahili);
    turned().types('2').sees(swahiliMenu);
    turned().types('1').sees('Weka kiasi:').types('5000').types('0').sees('Weka kiasi:');
  });

  test('never gives two effects the same index', () => {
    const { indexes } = sending().types('5000').redials().types('1').types('1111').types('4821');
    expect(new Set(indexes).size).toBe(indexes.length);
  });
});

describe('nothing is offered', () => {
  test.each<[string, Phone]>([
    ['where nothing was answered', dial()],
    ['where only one answer would be saved', dial().types('2')],
    ['where nothing was answered well', dial().types('9')],
    ['after the end', dial().types(toAccount).types('1').types('4821')],
    ['after a payment', sending().types('5000').types('4821')],
    ['after too many bad answers', sending().types('x').types('y').types('z')],
    ['after a wrong PIN', sending().types('5000').types('1111')],
    ['after a change', dial(turnsSwahili).types(toAccount).types('4').types('2')],
  ])('%s', (_, phone) => {
    expect(phone.redials().screen.text).not.toMatch(/Continue|Endelea/);
  });

  test('to a dial that brings its answers', () => {
    sending().redials(`${toAccount}*1`).sees('Enter PIN:');
  });

  test('of another version, of a journal that does not replay, or of a session that stopped inside an effect', () => {
    const none = { mode: 'forward', parts: [] } as const;
    const { journal } = sending();
    if (!journal) throw new Error('no journal');
    const offered = (left: Journal) =>
      offer(tuma, context, { journal: left, delivered: true, paymentId }, none);
    expect(offered(journal)).toBeDefined();
    expect(offer(tuma, context, undefined, none)).toBeUndefined();
    expect(offered({ ...journal, version: '0' })).toBeUndefined();
    expect(offered({ ...journal, entries: journal.entries.slice(1) })).toBeUndefined();

    const proved = sending().types('5000').types('4821').saved.at(-2);
    expect(proved?.entries.at(-1)).toMatchObject({ kind: 'secret' });
    expect(offered(proved ?? journal)).toBeUndefined();
  });
});
