/** Cash, bills, goods and money that waits, through the front door: what each leaves in the books and on the phones. */
import { describe, expect, test } from 'vitest';
import { until } from '../../../support/clock/until.ts';
import { toAccount } from '../../../support/phone/menus.ts';
import { crowd, local, town } from '../../../support/system/town.ts';

const here = town();

const agent = { code: '123456', msisdn: '254733123456' };
const biller = { code: '888880', msisdn: '254733888880', account: '01450123458' };
const till = { code: '500100', msisdn: '254733500100' };

const when = String.raw`on \d{1,2}/\d{1,2}/\d\d at \d{1,2}:\d\d [AP]M`;

/** A business' balance, in minor units. */
async function float(code: string): Promise<bigint> {
  const [row] = await here.rows<{ balance: string }>(
    `select a.balance from tuma.businesses b join tuma.accounts a on a.id = b.account_id where b.code = $1`,
    [code],
  );
  return BigInt(row?.balance ?? -1);
}

/** The newest message of a number that fits; the receipt of a business is not alone in its inbox. */
async function hears(msisdn: string, text: RegExp): Promise<void> {
  await until(async () => (await here.inbox({ msisdn })).some((message) => text.test(message)));
  const fitting = (await here.inbox({ msisdn })).filter((message) => text.test(message));
  expect(fitting, `messages of ${msisdn} like ${text}`).toHaveLength(1);
}

describe('cash', () => {
  test('is taken from an agent, who hears what to give to whom', async () => {
    const { msisdn, pin } = crowd(1);
    const phone = here.phone({ msisdn });
    expect(await phone.goes('2', agent.code, '1000')).toBe(
      'CON Withdraw Ksh1,000.00 at MAMA NJERI SHOP 123456? Fee Ksh29.00.\nEnter PIN:',
    );
    const end = await phone.types(pin);
    expect(end).toMatch(/^END [0-9A-Z]{10} Confirmed\. .* New balance Ksh8,971\.00\.$/);
    const reference = end.slice(4, 14);
    expect(await here.balance({ msisdn })).toEqual({ balance: 8_971_00n, held: 0n });
    expect(await float(agent.code)).toBe(1_000_00n);
    await hears(
      msisdn,
      new RegExp(
        `^${reference} Confirmed\\. Take Ksh1,000\\.00 from MAMA NJERI SHOP 123456 ${when}\\. Balance Ksh8,971\\.00\\. Cost Ksh29\\.00\\.$`,
      ),
    );
    await hears(
      agent.msisdn,
      new RegExp(
        `^${reference} Confirmed\\. Give Ksh1,000\\.00 cash to ${msisdn} [A-Z]+ [A-Z]\\. ${when}\\. New float is Ksh1,000\\.00\\.$`,
      ),
    );
  });

  test('is not there at a number that is no agent’s, and never less than an agent pays out', async () => {
    const phone = here.phone(crowd(2));
    expect(await phone.goes('2', till.code)).toMatch(/^CON There is no agent with that number\./);
    expect(await phone.types(agent.code)).toMatch(/^CON Enter amount:/);
    expect(await phone.types('49')).toMatch(/^CON That is less than is allowed\./);
    expect(await here.payments(crowd(2))).toEqual([]);
  });
});

describe('a bill', () => {
  test('is paid for an account that the biller can have', async () => {
    const { msisdn, pin } = crowd(3);
    const phone = here.phone({ msisdn });
    await phone.goes('4', biller.code);
    expect(await phone.types('01450123459')).toMatch(/^CON .*account/);
    await phone.types(biller.account);
    expect(await phone.types('500')).toMatch(
      /^CON .*Ksh500\.00 .*KPLC PREPAID.*01450123458\? Fee Ksh5\.00\.\nEnter PIN:$/s,
    );
    expect(await phone.types(pin)).toMatch(/^END [0-9A-Z]{10} Confirmed\. .*Ksh9,495\.00\.$/);
    expect(await float(biller.code)).toBe(500_00n);
    await hears(msisdn, /Confirmed\. Ksh500\.00 paid to KPLC PREPAID 888880 for 01450123458 on /);
    await hears(
      biller.msisdn,
      new RegExp(`Ksh500\\.00 from ${msisdn} [A-Z]+ [A-Z]\\. for 01450123458 on `),
    );
    const [payment] = await here.rows(
      'select type, account_reference from tuma.payments where account_reference = $1',
      [biller.account],
    );
    expect(payment).toEqual({ type: 'pay_bill', account_reference: biller.account });
  });
});

describe('goods', () => {
  test('are paid for at a till, whose fee is its own', async () => {
    const { msisdn, pin } = crowd(4);
    const before = await float(till.code);
    const phone = here.phone({ msisdn });
    expect(await phone.goes('5', till.code, '250')).toMatch(
      /^CON .*Ksh250\.00 .*KARIBU SUPERMARKET.*Fee Ksh0\.00\.\nEnter PIN:$/s,
    );
    expect(await phone.types(pin)).toMatch(/Ksh9,750\.00\.$/);
    expect(await float(till.code)).toBe(before + 248_00n);
    await hears(
      msisdn,
      /Confirmed\. Ksh250\.00 paid to KARIBU SUPERMARKET 500100 .* cost Ksh0\.00\.$/,
    );
    await hears(
      till.msisdn,
      new RegExp(`received Ksh250\\.00 from ${msisdn} [A-Z]+ [A-Z]\\. on .* cost Ksh2\\.00\\.$`),
    );
  });

  test('count against the same limits as any payment', async () => {
    const { msisdn, pin } = crowd(9);
    const phone = here.phone({ msisdn });
    expect(await phone.goes('5', till.code, '10000.01')).toMatch(/^CON You do not have enough/);
    expect(await phone.types('100')).toMatch(/^CON /);
    expect(await phone.types(pin)).toMatch(/^END .* Confirmed\. /);
    const [row] = await here.rows<{ sent_today: string }>(
      `select a.sent_today from tuma.accounts a join tuma.customers c on c.account_id = a.id where c.msisdn = $1`,
      [msisdn],
    );
    expect(row?.sent_today).toBe('10000');
  });
});

describe('money for a number that is not registered', () => {
  test('waits, is claimed by registering and proving the number, and everybody hears of each step', async () => {
    const { msisdn: from, pin } = crowd(5);
    const to = '254799100001';
    const phone = here.phone({ msisdn: from });
    expect(await phone.goes('1', local(to), '500')).toMatch(
      /^CON That number is not registered with Tuma\.\n1\. Send, to be claimed in 7 days\n2\. /,
    );
    expect(await phone.types('1')).toMatch(/^CON Send Ksh500\.00 .*Fee Ksh20\.00\.\nEnter PIN:$/s);
    expect(await phone.types(pin)).toMatch(/^END .* Confirmed\. .*Ksh9,480\.00\.$/);
    await hears(
      to,
      new RegExp(`^[0-9A-Z]{10} Ksh500\\.00 from ${from} [A-Z]+ [A-Z]\\. waits for you until `),
    );
    await hears(from, new RegExp(`Ksh500\\.00 waits for ${to} to register until `));

    const stranger = here.phone({ msisdn: to });
    await stranger.goes('1', 'Amina Hassan', '12345678', '31121990', '1', '5827', '5827', '1');
    expect(stranger.screen).toBe(
      'END You are registered with Tuma. Money waits for you: dial *334# and enter the code that comes by SMS.',
    );
    await hears(to, /^Welcome to Tuma\. /);
    // Whoever has a carrier's token can register a number. The money is for who has the number.
    await here.system.worker.sweep();
    expect(await here.balance({ msisdn: to })).toEqual({ balance: 0n, held: 0n });
    const again = here.phone({ msisdn: to });
    expect(await again.dial()).toBe(
      'CON Money waits for your number. To get it, enter the 6 digits of the code from the SMS:\n1. Send a new code\n2. Main menu',
    );
    expect(await again.types('000000')).toMatch(/^CON Wrong code\. 4 tries left\./);
    expect(await again.types(await here.code({ msisdn: to }))).toMatch(
      /^END Thank you\. The money that waited is being paid to you/,
    );
    await hears(
      to,
      new RegExp(`You have received Ksh500\\.00 from ${from} [A-Z]+ [A-Z]\\. on .*Ksh500\\.00\\.$`),
    );
    await hears(from, new RegExp(`${to} AMINA H\\. has registered and received the Ksh500\\.00`));
    expect(await here.balance({ msisdn: to })).toEqual({ balance: 500_00n, held: 0n });
    expect(await stranger.goes(toAccount, '1', '5827')).toBe('END Your balance is Ksh500.00.');
  });

  test('comes back after a week', async () => {
    const { msisdn: from, pin } = crowd(6);
    const to = '254799100002';
    await here.phone({ msisdn: from }).goes('1', local(to), '500', '1', pin);
    await here.rows(`update tuma.unclaimed set due_at = now() where msisdn = $1`, [to]);
    await here.system.worker.sweep();
    await hears(from, new RegExp(`Ksh500\\.00 for ${to} was not claimed and came back `));
    expect(await here.balance({ msisdn: from })).toEqual({ balance: 9_980_00n, held: 0n });
  });

  test('is not sent by who would rather name another number', async () => {
    const phone = here.phone(crowd(7));
    await phone.goes('1', '0799100003', '100', '2');
    expect(phone.screen).toMatch(/^CON Enter phone number/);
    expect(await phone.types(local(crowd(8).msisdn))).toMatch(
      /^CON Send Ksh100\.00 to HASSAN O\. /,
    );
  });
});
