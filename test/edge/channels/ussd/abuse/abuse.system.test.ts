/** Who misuses the service, through the real callback: what the phone is told, what goes on, what is counted. */
import { describe, expect, test } from 'vitest';
import { until } from '../../../../support/clock/until.ts';
import { Handset } from '../../../../support/phone/carrier.ts';
import { toAccount } from '../../../../support/phone/menus.ts';
import { crowd, local, town } from '../../../../support/system/town.ts';

const here = town();

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

test('a locked PIN and a contradicted session are counted', async () => {
  const phone = here.phone(crowd(30));
  await phone.goes('1', local(crowd(32).msisdn), '100', '0000', '0001', '0002');
  expect(phone.screen).toMatch(/^END Your PIN is locked\. /);
  await isCounted('pin_locked', 1);

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
