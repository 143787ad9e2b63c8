/** Who misuses the service, through the real callback: what the phone is told, what goes on, what is counted. */
import { describe, expect, test } from 'vitest';
import { localCarriers } from '../../../../../edge/local/carriers.ts';
import { CarrierPhone } from '../../../../support/carriers/carriers.ts';
import { until } from '../../../../support/clock/until.ts';
import { Handset, post } from '../../../../support/phone/carrier.ts';
import { toAccount } from '../../../../support/phone/menus.ts';
import { crowd, local, town } from '../../../../support/system/town.ts';

const here = town({
  settings: {
    CARRIERS: localCarriers(
      JSON.stringify({ hubtel: { serves: ['GH'] }, nalo: { serves: ['254711'] } }),
    ),
    GATEWAYS: JSON.stringify({
      africastalking: { sms: { token: 'sms', serves: ['GH'] }, airtime: { token: 'airtime' } },
    }),
  },
});

const tooFast = 'END Too many requests. Please wait a minute and dial again.';
const over = 'END This session is over. Please dial again.';

/** How often this was counted so far, at this carrier, on whatever day. */
async function counted(what: string): Promise<number> {
  const rows = await here.rows<{ count: string }>(
    `select count from tuma.security_counts where what = $1 and carrier = 'africastalking'`,
    [what],
  );
  return rows.reduce((sum, { count }) => sum + Number(count), 0);
}

/** The log's lines of this event. */
function logged(what: string): Record<string, unknown>[] {
  return here.logs
    .filter((line) => line.startsWith('{"event":"security"'))
    .map((line) => JSON.parse(line))
    .filter((line) => line.what === what);
}

async function isCounted(what: string, times: number) {
  expect(await until(async () => (await counted(what)) >= times), what).toBe(true);
  expect(await counted(what)).toBe(times);
  expect(logged(what)).toHaveLength(times);
  for (const line of logged(what)) {
    expect(line).toEqual({
      ...{ event: 'security', what, carrier: 'africastalking' },
      subscriber: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
  }
}

test('a number that asks more than it may in a minute gets END, is counted once, and alone', async () => {
  const phone = here.phone(crowd(1));
  const screens = new Set<string>();
  // A few at a time, so that a slow machine answers each in time.
  for (let dialled = 0; dialled < 239; ) {
    const some = Array.from({ length: Math.min(16, 239 - dialled) }, () =>
      here.phone(crowd(1)).dial(),
    );
    for (const screen of await Promise.all(some)) screens.add(screen);
    dialled += some.length;
  }
  expect(screens.size).toBe(1);
  expect(await phone.dial()).toMatch(/^CON Welcome/);
  // What is sent again is answered again, and does not count.
  expect((await phone.turn('')).body).toBe(phone.reply);

  const more = await Promise.all(['1', '1', '1'].map((text) => phone.turn(text)));
  expect(more.map(({ body }) => body)).toEqual([tooFast, tooFast, tooFast]);
  expect((await phone.turn('1')).body, 'and it is over').toBe(tooFast);
  expect(await here.phone(crowd(1)).dial()).toBe(tooFast);
  expect(await here.phone(crowd(2)).dial()).toMatch(/^CON Welcome/);
  await isCounted('burst', 1);
});

test('a session id that comes from another number is an END, and the session goes on', async () => {
  const owner = here.phone(crowd(10));
  await owner.goes('1', local(crowd(11).msisdn));
  const other = new Handset(here.url, crowd(12).msisdn);
  other.sessionId = owner.sessionId;
  for (const text of ['', owner.transcript, owner.after('100')]) {
    expect((await other.turn(text)).body).toBe(over);
  }
  expect(await owner.types('100')).toMatch(/^CON Send Ksh100\.00 to /);
  expect(await owner.types(crowd(10).pin)).toMatch(/^END .* Confirmed\. /);
  expect(await here.payments(crowd(12))).toEqual([]);
  expect(await here.phone(crowd(12)).dial()).toMatch(/^CON Welcome/);
  await isCounted('session_taken_over', 3);
});

test('the names of thirty strangers may be seen in an hour, and of more for who pays', async () => {
  const curious = crowd(20);
  const dial = (number: string) => here.phone(curious).dial(`1*${number}*100`);
  const ask = (n: number) => dial(local(crowd(100 + n).msisdn));
  for (let n = 1; n <= 29; n += 1) expect(await ask(n)).toMatch(/^CON Send Ksh100\.00 to \w/);
  // Who is not registered is told of too.
  expect(await dial('0712000000')).toMatch(/^CON .*not registered/);

  const refused = 'END You have looked up many numbers. Please try again in an hour.';
  expect(await ask(31)).toBe(refused);
  expect(await ask(7), 'a name that was seen').toMatch(/^CON Send Ksh100\.00 to /);

  const paying = here.phone(curious);
  await paying.dial(`1*${local(crowd(107).msisdn)}*100`);
  expect(await paying.types(curious.pin)).toMatch(/^END .* Confirmed\. /);
  expect(await ask(31)).toMatch(/^CON Send Ksh100\.00 to /);
  expect(await ask(32)).toBe(refused);
  expect(await ask(7), 'paid of late, and offered').toMatch(/^CON Send Ksh100\.00 to /);
  await isCounted('names_throttled', 2);
});

describe('a carrier that may not speak for a number', () => {
  const notServed =
    'Your number is not served over this connection. Nothing was done.\n' +
    'Namba yako haihudumiwi kupitia njia hii. Hakuna kilichofanyika.';
  const stray = () => logged('number_not_served').filter(({ carrier }) => carrier === 'hubtel');

  test('is told so in its own format, registers nobody, and wakes somebody where it goes on', async () => {
    const stranger = { ...crowd(40), msisdn: '254712000077' };
    const phone = new CarrierPhone(here.url, 'hubtel', stranger);
    for (const input of ['', '1', 'Mary Thief', '12345678', '01011990']) {
      const shown = input === '' ? await phone.dial() : await phone.types(input);
      expect(shown).toMatchObject({ status: 200, text: notServed, end: true });
      expect(shown.unreadable).toBe('Mobile number not served');
    }
    expect(here.logs.join('\n')).not.toContain('numbers_not_served');
    await phone.dial();
    expect(here.logs.join('\n')).toMatch(/"event":"numbers_not_served".*hubtel/);
    expect(stray()).toHaveLength(6);
    expect(
      await here.rows('select from tuma.customers where msisdn = $1', [stranger.msisdn]),
    ).toEqual([]);
    const counted = 'select count from tuma.security_counts where what = $1 and carrier = $2';
    const isSix = async () =>
      (await here.rows(counted, ['number_not_served', 'hubtel']))[0]?.count === '6';
    expect(await until(isSix)).toBe(true);
  });

  test('ends nobody’s session, by a dial or by saying that it is over', async () => {
    const owner = here.phone(crowd(41));
    await owner.goes('1', local(crowd(42).msisdn), '100');
    const thief = new CarrierPhone(here.url, 'hubtel', crowd(41));
    expect(await thief.dial()).toMatchObject({ text: notServed });
    await thief.leaves('abort');
    expect(await owner.types(crowd(41).pin)).toMatch(/^END .* Confirmed\. /);
  });

  test('speaks for the digits that its settings name', async () => {
    const phone = (msisdn: string) => new CarrierPhone(here.url, 'nalo', { ...crowd(43), msisdn });
    expect((await phone('254711987654').dial()).text).toMatch(/^Welcome to Tuma/);
    expect(await phone('254700123456').dial()).toMatchObject({ text: notServed, end: true });
  });

  test('brings no message of it either', async () => {
    const message = { id: 'stray-1', from: `+${crowd(44).msisdn}`, text: 'help', to: '334' };
    const path = '/sms/africastalking/sms/inbound';
    const inbound = await post(here.url, new URLSearchParams(message), { path });
    expect(inbound.status).toBe(200);
    expect(await until(async () => logged('number_not_served').length > stray().length)).toBe(true);
    const [line] = logged('number_not_served').slice(-1);
    expect(line).toMatchObject({ carrier: 'sms/africastalking', fields: 'from number not served' });
    expect(
      await here.rows('select from tuma.notices where msisdn = $1', [crowd(44).msisdn]),
    ).toEqual([]);
  });
});

test('a token that leaked of one kind of callback opens no other', async () => {
  const doors = {
    sms: '/sms/africastalking/TOKEN/delivery',
    airtime: '/airtime/africastalking/TOKEN/status',
    insights: '/insights/africastalking/TOKEN/sim-swap',
    demo: '/ussd/africastalking/TOKEN',
  };
  for (const [own, path] of Object.entries(doors)) {
    for (const token of Object.keys(doors)) {
      const at = { path: path.replace('TOKEN', token) };
      const { status } = await post(here.url, new URLSearchParams(), at);
      const opens = own === token && own !== 'insights';
      expect(status, `${token} at ${path}`).toBe(opens ? 200 : 404);
    }
  }
});

test('one PIN on many numbers is stopped at the twentieth, told, and leaves other carriers', async () => {
  const said: string[] = [];
  for (let n = 50; n < 80; n += 1) {
    const phone = new CarrierPhone(here.url, 'arkesel', crowd(n));
    await phone.dial(`1*${local(crowd(11).msisdn)}*100`);
    said.push((await phone.types('0000')).text.split('\n').at(-1) ?? '');
  }
  const late =
    'PINs cannot be checked over this connection now. Nothing was done. Please try again later.';
  expect(said.slice(0, 20).filter((text) => !/Wrong PIN\. 2 tries left/.test(text))).toEqual([]);
  expect(said.slice(20).filter((text) => text !== late)).toEqual([]);
  const own = (what: string) => logged(what).filter(({ carrier }) => carrier === 'arkesel');
  expect([own('pins_slowed').length, own('pin_late').length]).toEqual([1, 10]);
  expect(here.logs.join('\n')).toMatch(/"event":"pins_slowed".*arkesel/);
  // Those whom nobody tried have all their tries, and their own network serves them.
  const [tried] = await here.rows<{ n: string }>(
    'select count(*) n from tuma.customers where pin_attempts > 0 and msisdn between $1 and $2',
    [crowd(70).msisdn, crowd(79).msisdn],
  );
  expect(tried?.n).toBe('0');
  const owner = here.phone(crowd(79));
  expect(await owner.goes(toAccount, '1', crowd(79).pin)).toMatch(/^END Your balance is /);
});

test('who guesses a PIN twice is told of, and so is the lock, with its end', async () => {
  const victim = crowd(33);
  const phone = here.phone(victim);
  await phone.goes('1', local(crowd(32).msisdn), '100', '0000', '0001');
  const [warned] = await here.messages(victim, 1);
  expect(warned).toMatch(
    /^A wrong PIN was entered for your Tuma account, not for the first time\./,
  );
  await phone.types('0002');
  expect(phone.screen).toMatch(
    /^END Your PIN is locked\. Try again after \d+\/\d+\/\d+ \d+:\d\d [AP]M\./,
  );
  const [locked] = await here.messages(victim, 2);
  expect(locked).toMatch(/^Your Tuma PIN is locked for a time: it was entered wrong too often\./);
  await here.rows(`update tuma.customers set pin_locked_until = now() where msisdn = $1`, [
    victim.msisdn,
  ]);
  const later = here.phone(victim);
  expect(await later.goes(toAccount, '1', victim.pin)).toMatch(/^END Your balance is /);
});

test('a document that has a wallet opens no second one', async () => {
  const person = ['1', 'Mary Otieno', '31415926', '01011990', '1', '5827', '5827', '1'];
  const [first, second] = [{ msisdn: '254712000078' }, { msisdn: '254712000079' }];
  expect(await here.phone(first).goes(...person)).toMatch(/^END You are registered/);
  expect(await here.phone(second).goes(...person)).toBe(
    'END Somebody has a wallet with this ID already, and one person has one. Please contact customer care.',
  );
  expect(await here.phone(second).dial()).toMatch(/^CON This number is not registered/);
});

test('a locked PIN and a contradicted session are counted', async () => {
  const phone = here.phone(crowd(30));
  await phone.goes('1', local(crowd(32).msisdn), '100', '0000', '0001', '0002');
  expect(phone.screen).toMatch(/^END Your PIN is locked\. /);
  await isCounted('pin_locked', 2);

  const other = here.phone(crowd(31));
  await other.goes('1');
  expect((await other.turn(`${toAccount}*1`)).body).toBe(over);
  expect(await other.types(local(crowd(32).msisdn))).toBe('CON Enter amount:');
  await isCounted('transcript_conflict', 1);
});

test('whoever counts turns and knows owners has answered all this time', () => {
  expect(here.logs.join('\n')).not.toMatch(
    /carrier_limit_failed|owners_failed|security_count_failed/,
  );
});

describe('what is kept of it', () => {
  test('holds no number and nobody’s token in the database', async () => {
    const columns = await here.rows('select * from tuma.security_counts limit 1');
    expect(Object.keys(columns[0] ?? {}).sort()).toEqual(['carrier', 'count', 'day', 'what']);
  });

  test('holds no number in the log', () => {
    expect(here.logs.join('\n')).toMatch(/"event":"security"/);
    expect(here.logs.join('\n')).not.toMatch(/\b(254|0)?7\d{8}\b/);
  });
});
