/** A number that nobody knows becomes a customer through the front door, with all that a customer can do. */
import { afterEach, describe, expect, test } from 'vitest';
import { until } from '../../../support/clock/until.ts';
import { mainMenu, swahiliMenu, toAccount } from '../../../support/phone/menus.ts';
import { jane, john, local, town } from '../../../support/system/town.ts';

const here = town();
afterEach(() => here.neon.behave());

const offered = 'CON This number is not registered with Tuma.\n1. Register\n2. Not now';
const menu = `CON ${mainMenu}`;
const done = 'END You are registered with Tuma. Dial *334# to begin.';

interface Newcomer {
  readonly msisdn: string;
  readonly pin: string;
  readonly id: string;
  readonly born: string;
}

const zoe: Newcomer = { msisdn: '254733000001', pin: '5827', id: 'ab987654', born: '17/05/1991' };

/** Somebody of the same name with another document, since one document has one wallet. */
const namesake = (msisdn: string): Newcomer => ({ ...zoe, msisdn, id: msisdn.slice(-8) });

/** What is typed until the last question. */
const details = ({ id, born, pin }: Newcomer) => ['1', 'Zoe Achieng', id, born, '1', pin, pin];

function known({ msisdn }: Newcomer) {
  return here.rows(
    `select c.given_name, c.family_name, c.language, a.tier from tuma.customers c
       join tuma.accounts a on a.id = c.account_id where c.msisdn = $1`,
    [msisdn],
  );
}

describe('an unknown number', () => {
  test('registers with name, id, birth date, language, a PIN twice and consent', async () => {
    const phone = here.phone(zoe);
    expect(await phone.dial()).toBe(offered);
    expect(await phone.types('1')).toBe('CON Enter your full name, as on your ID:');
    expect(await phone.types('Zoe Achieng')).toBe('CON Enter your ID number:');
    expect(await phone.types(zoe.id)).toBe('CON Enter your date of birth, like 31121990:');
    expect(await phone.types(zoe.born)).toBe(
      'CON Choose a language\n1. English\n2. Kiswahili\n3. Francais',
    );
    expect(await phone.types('1')).toBe('CON Choose a PIN of 4 digits:');
    expect(await phone.types('1991')).toBe(
      'CON That PIN is too easy to guess.\nChoose a PIN of 4 digits:',
    );
    expect(await phone.types(zoe.pin)).toBe('CON Enter the new PIN again:');
    expect(await phone.types('5828')).toBe(
      'CON The two PINs are not the same.\nChoose a PIN of 4 digits:',
    );
    expect(await phone.types(zoe.pin)).toBe('CON Enter the new PIN again:');
    expect(await phone.types(zoe.pin)).toBe(
      'CON Register ZOE ACHIENG, ID AB987654? I accept the terms and the privacy notice of Tuma.\n1. Accept\n2. Decline',
    );
    expect(await known(zoe)).toEqual([]);

    const accepts = phone.after('1');
    const replies = await Promise.all([phone.turn(accepts), phone.turn(accepts)]);
    expect(replies.map(({ body }) => body)).toEqual([done, done]);
    expect(await known(zoe)).toEqual([
      { given_name: 'Zoe', family_name: 'Achieng', language: 'en', tier: 1 },
    ]);
  });

  test('has no id number, birth date or PIN in any column, in the database or a log line', async () => {
    const [row] = await here.rows<{ bytes: number }>(
      'select length(sealed) bytes from tuma.customers where msisdn = $1',
      [zoe.msisdn],
    );
    expect(row?.bytes).toBeGreaterThan(28);

    const columns = await here.rows<{ table: string; column: string; type: string }>(
      `select table_name "table", quote_ident(column_name) "column", data_type type
         from information_schema.columns where table_schema = 'tuma'`,
    );
    expect(columns.length).toBeGreaterThan(40);
    const found: string[] = [];
    for (const { table, column, type } of columns) {
      // What is stored as bytes is also read as the text that it may be.
      const text = type === 'bytea' ? `encode(${column}, 'escape')` : `${column}::text`;
      const rows = await here.rows<{ value: string }>(
        `select distinct ${text} value from tuma.${table} where ${column} is not null`,
      );
      if (rows.some(({ value }) => secret.test(value))) found.push(`${table}.${column}`);
    }
    expect(found).toEqual([]);
    expect(here.logs.join('\n')).not.toMatch(secret);
    expect(here.logs.join('\n')).not.toContain(zoe.msisdn);
  });

  const secret =
    /ab987654|1991-05-17|17\/05\/1991|17051991|(?<![0-9A-Za-z_.-])5827(?![0-9A-Za-z_-])/i;

  test('then sees the menu and an empty account, receives money and sends it', async () => {
    const phone = here.phone(zoe);
    expect(await phone.dial()).toBe(menu);
    expect(await phone.goes(toAccount, '1', zoe.pin)).toBe('END Your balance is Ksh0.00.');
    expect(await phone.goes(toAccount, '2', zoe.pin)).toBe('END There are no payments yet.');
    expect(await phone.goes('1', local(jane.msisdn), '1000')).toBe(
      'CON You do not have enough money for this amount and its fee.\nEnter amount:',
    );

    const payer = here.phone(john);
    expect(await payer.goes('1', local(zoe.msisdn), '5000')).toBe(
      'CON Send Ksh5,000.00 to ZOE A. 0733000001? Fee Ksh15.00.\nEnter PIN:',
    );
    expect(await payer.types(john.pin)).toMatch(/ Confirmed\. Ksh5,000\.00 sent to ZOE A\. /);
    expect((await here.messages(zoe, 2)).toSorted()).toEqual([
      expect.stringMatching(/You have received Ksh5,000\.00 from 254700123456 JOHN M\. on /),
      expect.stringMatching(/^Welcome to Tuma\. /),
    ]);

    expect(await phone.goes('1', local(jane.msisdn), '1000', zoe.pin)).toMatch(
      /^END .* Confirmed\. Ksh1,000\.00 sent to JANE W\. 0711987654\. New balance Ksh3,994\.00\.$/,
    );
    expect(await here.balance(zoe)).toEqual({ balance: 3_994_00n, held: 0n });
    expect(await here.balance(jane)).toEqual({ balance: 9_500_00n, held: 0n });
    expect(await here.messages(jane, 1)).toHaveLength(1);
  });

  test('who declines, or hangs up before the end, is not registered', async () => {
    const shy = namesake('254733000002');
    const phone = here.phone(shy);
    await phone.goes(...details(shy));
    expect(await phone.types('2')).toBe('END You are not registered.');
    await phone.goes(...details(shy));
    expect(await phone.dial([...details(shy), '1'].join('*')), 'all at once').toBe(
      'CON Choose a PIN of 4 digits:',
    );
    expect(await phone.startsOver()).toBe(offered);
    expect(await known(shy)).toEqual([]);
  });

  test('goes on where the registration dropped, and chooses the PIN anew', async () => {
    const amina = namesake('254733000005');
    const phone = here.phone(amina);
    await phone.goes(...details(amina).slice(0, -1));
    expect(await phone.goes('1')).toBe('CON Choose a PIN of 4 digits:');
    await phone.types(amina.pin);
    expect(await phone.types(amina.pin)).toMatch(/^CON Register ZOE ACHIENG, ID 33000005\? /);
    expect(await phone.types('1')).toBe(done);
    expect(await known(amina)).toHaveLength(1);
  });

  test('speaks the language that was chosen, from the next question on', async () => {
    const juma = namesake('254733000003');
    const phone = here.phone(juma);
    expect(await phone.goes('1', 'Juma Ali', '12345678', '01011990', '2')).toBe(
      'CON Chagua PIN ya tarakimu 4:',
    );
    await phone.types(juma.pin);
    await phone.types(juma.pin);
    expect(await phone.types('1')).toBe('END Umesajiliwa na Tuma. Piga *334# ili kuanza.');
    expect(await phone.dial()).toBe(`CON ${swahiliMenu}`);
  });

  test('is asked about at its network, which says that its SIM was changed an hour ago', async () => {
    const swapped = namesake('254798000001');
    expect(await here.phone(swapped).goes(...details(swapped), '1')).toBe(done);
    const minutesAgo = async () => {
      await here.system.worker.sweep();
      const [row] = await here.rows<{ minutes: number | null }>(
        `select extract(epoch from now() - a.sim_changed_at)::float / 60 minutes
           from tuma.accounts a join tuma.customers c on c.account_id = a.id where c.msisdn = $1`,
        [swapped.msisdn],
      );
      return row?.minutes ?? undefined;
    };
    expect(await until(async () => (await minutesAgo()) !== undefined)).toBe(true);
    expect(Math.round((await minutesAgo()) ?? 0)).toBe(60);
  });

  test.each([
    ['drop', '254733000010'],
    ['refuse', '254733000011'],
    ['bad_gateway', '254733000012'],
  ] as const)(
    'is registered once where the database’s answer fails once: %s',
    async (fault, msisdn) => {
      const unlucky = namesake(msisdn);
      const phone = here.phone(unlucky);
      await phone.goes(...details(unlucky));
      const before = here.neon.calls.fired[fault];
      here.neon.misbehave({ fault, match: 'tuma.open_customer' });
      expect(await phone.types('1')).toBe(done);
      expect(here.neon.calls.fired[fault]).toBe(before + 1);
      expect(await known(unlucky)).toHaveLength(1);
      expect(await phone.goes(toAccount, '1', unlucky.pin)).toBe('END Your balance is Ksh0.00.');
    },
  );

  test('is told so when the database is away, and may try again', async () => {
    const patient = namesake('254733000004');
    const phone = here.phone(patient);
    await phone.goes(...details(patient));
    here.neon.misbehave({ fault: 'refuse', match: 'tuma.open_customer', times: 8 });
    expect(await phone.types('1')).toMatch(/^END Sorry, the service is not available now\./);
    here.neon.behave();
    expect(await known(patient)).toEqual([]);
    expect(await phone.goes(...details(patient), '1')).toBe(done);
  });
});

test('a wallet that the desk opened gets its PIN by a code from an SMS, and pays', async () => {
  const amina = { msisdn: '254733000071', pin: '5827' };
  const opened = `select opened from tuma.open_customer_by_operator(
    $1, 'Amina', 'Hassan', 'en', 1::smallint, 'KES', 'at the counter', 'ann', now())`;
  expect(await here.rows(opened, [amina.msisdn])).toEqual([{ opened: true }]);
  await here.phone(john).goes('1', local(amina.msisdn), '200', john.pin);

  const codes = async () => {
    const inbox = await here.inbox(amina);
    return inbox.flatMap((text) => /^(\d{6}) is your Tuma code\. /.exec(text)?.[1] ?? []);
  };
  expect(await here.phone(amina).dial()).toBe(
    'END You have no PIN yet. A code was sent to this number by SMS. Dial *334# again within 10 minutes and enter it.',
  );
  await until(async () => (await codes()).length > 0);
  const [code = ''] = await codes();
  const wrong = code === '482913' ? '482914' : '482913';

  const phone = here.phone(amina);
  const asked = 'Enter the 6 digits of the code from the SMS, to choose a PIN:\n1. Send a new code';
  expect(await phone.dial()).toBe(`CON ${asked}`);
  expect(await phone.types(wrong)).toBe(`CON Wrong code. 4 tries left.\n${asked}`);
  expect(await phone.types(code)).toBe('CON Choose a PIN of 4 digits:');
  expect(await phone.types(amina.pin)).toBe('CON Enter the new PIN again:');
  expect(await phone.types(amina.pin)).toBe('END Your PIN is set. Dial *334# to begin.');

  const payment = here.phone(amina);
  expect(await payment.goes('1', local(john.msisdn), '50', amina.pin)).toMatch(
    /^END [0-9A-Z]{10} Confirmed\. Ksh50\.00 sent to JOHN M\. 0700123456\. /,
  );
  // What the phone's network saw of the code is the SMS, and nothing that was logged has it.
  expect(here.logs.join('\n')).not.toContain(code);
});
