/** A customer's own affairs through the front door: what each leaves in the books, and what is true afterwards. */
import { afterEach, describe, expect, test } from 'vitest';
import { kenya } from '../../../../core/markets/ke.ts';
import { formatDate, localTime } from '../../../../core/markets/local-time.ts';
import { keysOf } from '../../../support/phone/keys.ts';
import { mainMenu, toAccount } from '../../../support/phone/menus.ts';
import { crowd, jane, local, town } from '../../../support/system/town.ts';

const here = town();
afterEach(() => here.neon.behave());

const menu = `CON ${mainMenu}`;

async function sends(payer: number, payee: number, major: number) {
  const phone = here.phone(crowd(payer));
  const screen = await phone.goes('1', local(crowd(payee).msisdn), String(major), crowd(payer).pin);
  expect(screen).toMatch(/^END .* Confirmed\. /);
}

describe('the recent recipients', () => {
  test('are offered after a payment, newest first, and a number may be typed all the same', async () => {
    const phone = here.phone(crowd(1));
    expect(await phone.goes('1')).toBe('CON Enter phone number:');
    await sends(1, 2, 100);
    await sends(1, 3, 100);
    await sends(1, 2, 50);
    expect(await phone.goes('1')).toBe(
      'CON Enter phone number or choose:\n1. BARAKA O.\n2. CHEBET O.',
    );
    expect(keysOf(phone.reply)).toBe('0 Back 00 Home');
    expect(await phone.types('2')).toBe('CON Enter amount:');
    expect(await phone.types('100')).toBe(
      'CON Send Ksh100.00 to CHEBET O. 0722000003? Fee Ksh0.00.\nEnter PIN:',
    );
    expect(await phone.types(crowd(1).pin)).toMatch(/ Confirmed\. .* New balance Ksh9,650\.00\.$/);

    expect(await phone.goes('1', local(crowd(4).msisdn), '10')).toMatch(
      /^CON Send Ksh10\.00 to DAUDI O\. 0722000004\? /,
    );
    expect(await phone.startsOver('1', '3')).toBe(
      'CON That is not a mobile number.\nEnter phone number or choose:\n1. CHEBET O.\n2. BARAKA O.',
    );
    expect(await here.phone(crowd(2)).goes('1'), 'who only received').toBe(
      'CON Enter phone number:',
    );
  });

  test('are three at most, and two of one name are told apart', async () => {
    for (const payee of [6, 7, 2, 66]) await sends(5, payee, 10);
    expect(await here.phone(crowd(5)).goes('1')).toBe(
      'CON Enter phone number or choose:\n1. BARAKA O. 0722000066\n2. BARAKA O. 0722000002\n3. GRACE O.',
    );
  });
});

describe('the mini statement', () => {
  const date = formatDate(localTime(kenya, Date.now()), 'en');

  /** The date of a customer's first deposit, which the demo made before this file ran: perhaps before midnight. */
  async function deposited(customer: number): Promise<string> {
    const [row] = await here.rows<{ at: string }>(
      `select extract(epoch from p.ended_at) * 1000 as at
         from tuma.payments p join tuma.customers c on c.account_id = p.payee
        where c.msisdn = $1 order by p.ended_at limit 1`,
      [crowd(customer).msisdn],
    );
    return formatDate(localTime(kenya, Number(row?.at)), 'en');
  }

  test('shows the last payments of both sides, with their signs, costs and balances', async () => {
    await sends(10, 11, 1000);
    await sends(12, 10, 500);
    expect(await here.phone(crowd(10)).goes(toAccount, '2', crowd(10).pin)).toBe(
      `END Mini statement, Ksh\n${date} +500.00 DAUDI K.\n${date} -1,000.00 fee 6.00 CHEBET K.\n` +
        `${await deposited(10)} +10,000.00 TUMA\nBalance 9,494.00`,
    );
    expect(await here.phone(crowd(11)).goes(toAccount, '2', crowd(11).pin)).toBe(
      `END Mini statement, Ksh\n${date} +1,000.00 BARAKA K.\n${await deposited(11)} +10,000.00 TUMA\nBalance 11,000.00`,
    );
    expect(await here.balance(crowd(10))).toEqual({ balance: 9_494_00n, held: 0n });
  });

  test('shows five at once, over as many pages as they take, and goes back to the first', async () => {
    for (const major of [11, 12, 13, 14, 15]) await sends(13, 14, major);
    const phone = here.phone(crowd(13));
    let page = await phone.goes(toAccount, '2', crowd(13).pin);
    const lines = page.split('\n');
    expect(keysOf(phone.reply)).toMatch(/^98 More/);
    for (; /^98 More/.test(keysOf(phone.reply)); lines.push(...page.split('\n'))) {
      page = await phone.types('98');
    }
    const shown = lines.filter((line) => line.includes('FARIDA'));
    expect(shown.map((line) => line.split('-')[1])).toEqual(
      [15, 14, 13, 12, 11].map((major) => `${major}.00 FARIDA K.`),
    );
    expect(lines.join('\n')).not.toContain('TUMA');
    expect(lines.slice(-2)).toEqual(['Balance 9,935.00', '1. Earlier']);
    expect(await phone.types('1')).toBe(
      `END Mini statement, Ksh\n${await deposited(13)} +10,000.00 TUMA`,
    );
  });

  test('is nobody’s without the PIN', async () => {
    const phone = here.phone(crowd(10));
    expect(await phone.goes(toAccount, '2', '0000')).toBe(
      'CON Wrong PIN. 2 tries left. Enter PIN:',
    );
    expect(await phone.dial(`${toAccount}*2*7391`)).toBe('CON Enter PIN:');
  });
});

const pinLocked =
  /^END Your PIN is locked\. Try again after [^.]+\. To get a new one, dial \*334# and choose My account, then Lost PIN\.$/;

describe('a new PIN', () => {
  const old = crowd(20).pin;

  test('takes the place of the old one, which fails from then on', async () => {
    const phone = here.phone(crowd(20));
    expect(await phone.goes(toAccount, '3')).toBe('CON Change PIN\nEnter PIN:');
    expect(await phone.types(old)).toBe('CON Choose a PIN of 4 digits:');
    expect(await phone.types('1234')).toBe(
      'CON That PIN is too easy to guess.\nChoose a PIN of 4 digits:',
    );
    await phone.types('5827');
    expect(await phone.types('5828')).toBe(
      'CON The two PINs are not the same.\nChoose a PIN of 4 digits:',
    );
    expect(await phone.types('5827')).toBe('CON Enter the new PIN again:');
    expect(await phone.types('5827')).toBe('END Your PIN is changed.');
    expect((await phone.turn(phone.transcript)).body).toBe('END Your PIN is changed.');

    expect(await phone.goes(toAccount, '1', old)).toBe('CON Wrong PIN. 2 tries left. Enter PIN:');
    expect(await phone.types('5827')).toBe('END Your balance is Ksh10,000.00.');
    expect(await phone.goes('1', local(crowd(21).msisdn), '100', old)).toMatch(
      /Wrong PIN\. 2 tries left\. Enter PIN:$/,
    );
    expect(await phone.types('5827')).toMatch(/ Confirmed\. /);
  });

  test('is changed once where the database’s answer is lost', async () => {
    const phone = here.phone(crowd(22));
    await phone.goes(toAccount, '3', crowd(22).pin, '5827');
    here.neon.misbehave({ fault: 'drop', match: 'tuma.change_pin' });
    expect(await phone.types('5827')).toBe('END Your PIN is changed.');
    expect(here.neon.calls.fired.drop).toBeGreaterThan(0);
    expect(await phone.goes(toAccount, '1', '5827')).toBe('END Your balance is Ksh10,000.00.');
  });

  test('is not to be had without the old one', async () => {
    const phone = here.phone(crowd(23));
    await phone.goes(toAccount, '3', '5827', '5827');
    expect(await phone.types('5827')).toMatch(pinLocked);
    expect(await phone.goes(toAccount, '3', crowd(23).pin)).toMatch(pinLocked);
  });

  test('that was not typed to the end changes nothing', async () => {
    const phone = here.phone(crowd(24));
    await phone.goes(toAccount, '3', crowd(24).pin, '5827');
    expect(await phone.types('0')).toMatch(/^CON /);
    expect(await phone.types('00')).toBe(menu);
    expect(await phone.goes(toAccount, '1', crowd(24).pin)).toBe(
      'END Your balance is Ksh10,000.00.',
    );
  });
});

test('the limits tell what was used today, of what the tier allows', async () => {
  const limits = (used: string) =>
    `END Tier 1\nOne payment: up to Ksh70,000.00\nA day: up to Ksh70,000.00\nUsed today: Ksh${used}`;
  const phone = here.phone(crowd(30));
  expect(await phone.goes(toAccount, '5', crowd(30).pin)).toBe(limits('0.00'));
  await sends(30, 31, 1000);
  expect(await phone.goes(toAccount, '5', crowd(30).pin), 'fees do not count').toBe(
    limits('1,000.00'),
  );
  expect(await here.phone(crowd(31)).goes(toAccount, '5', crowd(31).pin)).toBe(limits('0.00'));
});

describe('a blocked account', () => {
  const inactive = 'END Your account is not active. Please contact customer care.';

  test('is not blocked by a no, nor without the PIN', async () => {
    const phone = here.phone(crowd(40));
    expect(await phone.goes(toAccount, '7')).toBe('CON Block account\nEnter PIN:');
    expect(await phone.types(crowd(40).pin)).toBe(
      'CON Block your account? No money can leave it until customer care opens it again.\n1. Yes, block it\n2. No',
    );
    expect(await phone.types('2')).toBe(menu);
    expect(await phone.dial(`${toAccount}*7*${crowd(40).pin}*1`)).toBe(
      'CON Block account\nEnter PIN:',
    );
    const [number, { pin }] = [local(crowd(41).msisdn), crowd(40)];
    expect(await phone.startsOver('1', number, '100', pin)).toMatch(/^END .* Confirmed\. /);
  });

  test('sends nothing any more, and still shows what is in it', async () => {
    const phone = here.phone(crowd(42));
    await sends(42, 43, 100);
    expect(await phone.goes(toAccount, '7', crowd(42).pin, '1')).toBe(
      'END Your account is blocked. To open it again, please contact customer care.',
    );
    expect(await phone.goes('1', local(crowd(43).msisdn), '100')).toBe(inactive);
    expect(await phone.goes('1', '1', '100')).toBe(inactive);
    expect(await here.payments(crowd(42))).toHaveLength(1);
    expect(await here.balance(crowd(42))).toEqual({ balance: 9_900_00n, held: 0n });
    expect(await phone.goes(toAccount, '1', crowd(42).pin)).toBe(
      'END Your balance is Ksh9,900.00.',
    );
    expect(await phone.goes(toAccount, '7', crowd(42).pin, '1'), 'again').toMatch(
      /^END .* is blocked\./,
    );
  });

  test('still takes what others send to it', async () => {
    expect(await here.phone(jane).goes('1', local(crowd(42).msisdn), '100', jane.pin)).toMatch(
      /^END .* Confirmed\. /,
    );
    expect(await here.balance(crowd(42))).toEqual({ balance: 10_000_00n, held: 0n });
  });
});
