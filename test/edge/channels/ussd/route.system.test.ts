/** Whole dialogues through the front door: what the phone shows, what moves, what arrives by SMS. */
import { describe, expect, test } from 'vitest';
import { keysOf } from '../../../support/phone/keys.ts';
import { mainMenu, swahiliMenu, toAccount } from '../../../support/phone/menus.ts';
import { crowd, jane, john, local, town } from '../../../support/system/town.ts';

const here = town();

const time = String.raw`on \d{1,2}/\d{1,2}/\d\d at \d{1,2}:\d\d [AP]M\.`;
const menu = `CON ${mainMenu}`;

/** Nothing more comes, also when everything is rung for again. */
async function receivesNoMore(person: { msisdn: string }, count: number) {
  await here.system.worker.sweep();
  expect(await here.inbox(person)).toHaveLength(count);
}

describe('sending money', () => {
  test('asks for number, amount and PIN, moves the money and tells both parties once', async () => {
    const phone = here.phone(john);
    expect(await phone.dial()).toBe(menu);
    expect(await phone.types('1')).toBe('CON Enter phone number:');
    expect(await phone.types('0711987654')).toBe('CON Enter amount:');
    expect(await phone.types('5000')).toBe(
      'CON Send Ksh5,000.00 to JANE W. 0711987654? Fee Ksh15.00.\nEnter PIN:',
    );
    const last = await phone.types(john.pin);
    const [, reference] =
      /^END ([0-9A-Z]{10}) Confirmed\. Ksh5,000\.00 sent to JANE W\. 0711987654\. New balance Ksh19,985\.00\.$/.exec(
        last,
      ) ?? [];
    expect(reference, last).toBeDefined();

    expect(await here.messages(john, 1)).toEqual([
      expect.stringMatching(
        `^${reference} Confirmed\\. Ksh5,000\\.00 sent to 254711987654 JANE W\\. ${time} ` +
          'New balance is Ksh19,985\\.00\\. Transaction cost Ksh15\\.00\\.$',
      ),
    ]);
    expect(await here.messages(jane, 1)).toEqual([
      expect.stringMatching(
        `^${reference} Confirmed\\. You have received Ksh5,000\\.00 from 254700123456 JOHN M\\. ${time} ` +
          'New balance is Ksh13,500\\.00\\.$',
      ),
    ]);
    await receivesNoMore(john, 1);
    await receivesNoMore(jane, 1);
    expect(await here.balance(john)).toEqual({ balance: 19_985_00n, held: 0n });
    expect(await here.balance(jane)).toEqual({ balance: 13_500_00n, held: 0n });
  });

  test('asks again only for what was wrong, and refuses before the PIN', async () => {
    const payer = crowd(150);
    const phone = here.phone(payer);
    await phone.goes('1');
    expect(await phone.types('0712000000')).toBe('CON Enter amount:');
    expect(await phone.types('100')).toBe(
      'CON That number is not registered with Tuma.\n1. Send, to be claimed in 7 days\n2. Enter another number',
    );
    expect(await phone.types('2')).toBe('CON Enter phone number:');
    expect(await phone.types(local(payer.msisdn))).toBe(
      'CON You cannot send money to your own number.\nEnter phone number:',
    );
    expect(await phone.types(local(crowd(151).msisdn))).toMatch(
      /^CON Send Ksh100\.00 to .* 0722000151\? Fee Ksh0\.00\.\nEnter PIN:$/,
    );
    expect(await phone.types(payer.pin)).toMatch(/New balance Ksh9,900\.00\.$/);
  });

  test('that nobody can afford is refused before the PIN, with another chance', async () => {
    const phone = here.phone(crowd(152));
    expect(await phone.goes('1', local(crowd(153).msisdn), '10000')).toBe(
      'CON You do not have enough money for this amount and its fee.\nEnter amount:',
    );
    expect(await phone.types('9975')).toMatch(/^CON Send Ksh9,975\.00 to /);
    expect(await phone.types(crowd(152).pin)).toMatch(/New balance Ksh0\.00\.$/);
    expect(await here.balance(crowd(153))).toEqual({ balance: 19_975_00n, held: 0n });
  });

  test('that was abandoned at the PIN holds nothing', async () => {
    const phone = here.phone(crowd(154));
    await phone.goes('1', local(crowd(155).msisdn), '5000');
    expect(await here.balance(crowd(154))).toEqual({ balance: 10_000_00n, held: 0n });
    expect(await here.payments(crowd(154))).toEqual([]);
  });

  test('by a deep dial starts at the question that is left', async () => {
    const phone = here.phone(crowd(156));
    expect(await phone.dial(`1*${local(crowd(157).msisdn)}`)).toBe('CON Enter amount:');
    expect(await phone.types('200')).toMatch(/^CON Send Ksh200\.00 to .*\nEnter PIN:$/);
    expect(await phone.types(crowd(156).pin)).toMatch(/^END .* Confirmed\./);
  });
});

describe('the keys', () => {
  test('lead back and home, from the PIN too, and nothing is paid', async () => {
    const phone = here.phone(crowd(180));
    expect(await phone.goes('1')).toBe('CON Enter phone number:');
    expect(phone.reply).toBe('CON Enter phone number:\n0 Back 00 Home');
    expect(await phone.types('0')).toBe(menu);
    expect(phone.reply).toBe(`${menu}\n99 Kiswahili`);
    await phone.types('1');
    expect(await phone.types(local(crowd(181).msisdn))).toBe('CON Enter amount:');
    expect(phone.reply).toBe('CON Enter amount:\n0 Back 00 Home');
    expect(await phone.types('0')).toMatch(/^CON Enter phone number/);
    expect(await phone.types(local(crowd(181).msisdn))).toBe('CON Enter amount:');
    expect(await phone.types('500')).toMatch(/^CON Send Ksh500\.00 to .*\nEnter PIN:$/);
    expect(await phone.types('0')).toBe('CON Enter amount:');
    expect(await phone.types('1000')).toMatch(/^CON Send Ksh1,000\.00 to .*\nEnter PIN:$/);
    expect(await phone.types('00')).toBe(menu);
    expect(await here.payments(crowd(180))).toEqual([]);
    expect(await phone.types(toAccount)).toMatch(/^CON My account\n/);
    expect(await phone.types('99')).toMatch(/^CON Akaunti yangu\n1\. Salio\n/);
    expect(await phone.types('1')).toBe('CON Weka PIN:');
    expect(await phone.goes(), 'for the session').toBe(
      'CON Hukumaliza mara iliyopita.\n1. Endelea: Salio\n2. Anza upya',
    );
  });

  test('do not lead back to an amount that was paid', async () => {
    const phone = here.phone(crowd(182));
    await phone.goes('1', local(crowd(183).msisdn), '1000', '0', '500', crowd(182).pin);
    expect(phone.screen).toMatch(/^END .* Confirmed\. Ksh500\.00 .* Ksh9,497\.00\.$/);
    expect((await phone.turn(phone.after('0'))).body).toBe(
      'END This session is over. Please dial again.',
    );
    expect(await here.payments(crowd(182))).toHaveLength(1);
  });
});

describe('the account', () => {
  test('shows the balance behind the PIN', async () => {
    const phone = here.phone(crowd(160));
    expect(await phone.goes(toAccount)).toBe(
      'CON My account\n1. Balance\n2. Mini statement\n3. Change PIN\n4. Language\n5. Limits\n6. Report a problem\n7. Block account\n8. Lost PIN',
    );
    expect(await phone.types('1')).toBe('CON Enter PIN:');
    expect(await phone.types(crowd(160).pin)).toBe('END Your balance is Ksh10,000.00.');
  });

  test('speaks Swahili when asked to, in screens and receipts, and English again', async () => {
    const payer = crowd(161);
    const payee = crowd(162);
    const phone = here.phone(payer);
    const swahili = `CON ${swahiliMenu}`;
    expect(await phone.goes(toAccount, '4')).toBe(
      'CON Choose a language\n1. English\n2. Kiswahili\n3. Francais',
    );
    expect(await phone.types('2')).toBe(swahili);
    expect(await phone.types('1')).toBe('CON Weka nambari ya simu:');
    expect(keysOf(phone.reply)).toBe('0 Rudi 00 Mwanzo');

    expect(await phone.dial()).toBe(swahili);
    await phone.types('1');
    await phone.types(local(payee.msisdn));
    expect(await phone.types('1000')).toMatch(
      /^CON Tuma Ksh1,000\.00 kwa .* 0722000162\? Ada Ksh6\.00\.\nWeka PIN:$/,
    );
    expect(await phone.types(payer.pin)).toMatch(/^END .* Imethibitishwa\. .* Ksh8,994\.00\.$/);
    expect(await here.messages(payer, 1)).toEqual([
      expect.stringMatching(
        /^[0-9A-Z]{10} Imethibitishwa\. Ksh1,000\.00 imetumwa kwa 254722000162 [A-Z]+ [A-Z]\. tarehe .* Salio jipya ni Ksh8,994\.00\. Gharama Ksh6\.00\.$/,
      ),
    ]);
    expect(await here.messages(payee, 1)).toEqual([
      expect.stringMatching(/^[0-9A-Z]{10} Confirmed\. You have received Ksh1,000\.00 from /),
    ]);

    expect(await phone.goes(toAccount, '4', '1')).toBe(menu);
    expect(await phone.dial()).toBe(menu);
  });

  test('of a number that is not registered is not there, and nobody has to have one', async () => {
    const phone = here.phone({ msisdn: '254799999999' });
    expect(await phone.dial()).toBe(
      'CON This number is not registered with Tuma.\n1. Register\n2. Not now',
    );
    expect(await phone.types('2')).toBe('END To register another time, dial *334#.');
    expect(await phone.goes('2')).toBe('END To register another time, dial *334#.');
    expect(await here.rows('select from tuma.customers where msisdn = $1', [phone.msisdn])).toEqual(
      [],
    );
  });
});

describe('the PIN', () => {
  test('that is wrong may be typed again, and the right one takes the count back', async () => {
    const payer = crowd(170);
    const phone = here.phone(payer);
    for (let dial = 1; dial <= 2; dial += 1) {
      await phone.goes('1', local(crowd(171).msisdn), '500');
      expect(await phone.types('0000')).toMatch(/\nWrong PIN\. 2 tries left\. Enter PIN:$/);
      expect(await phone.types('1111')).toMatch(/\nWrong PIN\. 1 try left\. Enter PIN:$/);
      expect(await phone.types(payer.pin)).toMatch(/^END .* Confirmed\./);
    }
    expect(await here.payments(payer)).toHaveLength(2);
  });

  test('typed wrong three times over two sessions is locked, and then the right one too', async () => {
    const payer = crowd(172);
    const phone = here.phone(payer);
    await phone.goes(toAccount, '1', '0000');
    expect(await phone.types('0001')).toBe('CON Wrong PIN. 1 try left. Enter PIN:');

    await phone.goes('1', local(crowd(173).msisdn), '500');
    const locked =
      /^END Your PIN is locked\. Try again after [^.]+\. To get a new one, dial \*334# and choose My account, then Lost PIN\.$/;
    expect(await phone.types('0002')).toMatch(locked);

    expect(await phone.goes('1', local(crowd(173).msisdn), '500', payer.pin)).toMatch(locked);
    expect(await phone.goes(toAccount, '1', payer.pin)).toMatch(locked);
    expect(await phone.goes(toAccount, '8')).toBe(
      'CON Enter the number of the ID that you registered with:',
    );
    expect(await here.payments(payer)).toEqual([]);
    expect(await here.balance(payer)).toEqual({ balance: 10_000_00n, held: 0n });
  });
});
