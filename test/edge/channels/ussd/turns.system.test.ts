/** What a carrier does to turns: repeats, delays, drops and mixes them. One effect each, and nobody's screen is another's. */
import { afterEach, describe, expect, test } from 'vitest';
import { until } from '../../../support/clock/until.ts';
import type { Reply } from '../../../support/phone/carrier.ts';
import { aboveKeys, keysOf } from '../../../support/phone/keys.ts';
import { toAccount } from '../../../support/phone/menus.ts';
import { crowd, jane, local, town } from '../../../support/system/town.ts';

const here = town();
afterEach(() => here.neon.behave());

const over = 'END This session is over. Please dial again.';

/** A phone at the PIN of a payment of 1,000.00 (fee 6.00). */
async function atPin(payer: number, payee: number) {
  const phone = here.phone(crowd(payer));
  expect(await phone.goes('1', local(crowd(payee).msisdn), '1000')).toMatch(/Enter PIN:$/);
  return phone;
}

/** Who paid whom; each party is told once, which the last test looks at. */
const paid: { payer: number; payee: number }[] = [];

async function movedOnce(payer: number, payee: number) {
  expect(await here.payments(crowd(payer))).toMatchObject([{ state: 'completed' }]);
  expect(await here.balance(crowd(payer))).toEqual({ balance: 8_994_00n, held: 0n });
  expect(await here.balance(crowd(payee))).toEqual({ balance: 11_000_00n, held: 0n });
  paid.push({ payer, payee });
}

async function movedNothing(payer: number) {
  expect(await here.payments(crowd(payer))).toEqual([]);
  expect(await here.balance(crowd(payer))).toEqual({ balance: 10_000_00n, held: 0n });
}

/** Holds the next statements of this kind back before they are executed: `held` says that one has come. */
function holdsBack(match: string): { readonly held: Promise<void>; letGo(): void } {
  const come = Promise.withResolvers<void>();
  const gone = Promise.withResolvers<void>();
  const forget = here.neon.onQuery((text, when) => {
    if (when !== 'before' || !text.includes(match)) return;
    come.resolve();
    return gone.promise;
  });
  const letGo = () => {
    forget();
    gone.resolve();
  };
  return { held: come.promise, letGo };
}

function different(replies: readonly Reply[]): Reply[] {
  return [...new Map(replies.map((reply) => [JSON.stringify(reply), reply])).values()];
}

describe('a repeated turn', () => {
  test('gets the same bytes, at every step, and money moves once', async () => {
    const phone = here.phone(crowd(1));
    for (const text of ['', '1', '1*0722000002', '1*0722000002*1000']) {
      expect(different([await phone.turn(text), await phone.turn(text)])).toHaveLength(1);
    }
    const pay = `1*0722000002*1000*${crowd(1).pin}`;
    const replies = [await phone.turn(pay), await phone.turn(pay), await phone.turn(pay)];
    expect(different(replies)).toMatchObject([
      { status: 200, body: expect.stringMatching(/ Confirmed\. /) },
    ]);
    await movedOnce(1, 2);
  });

  test('ten times at once gets the same bytes, and money moves once', async () => {
    const phone = await atPin(3, 4);
    here.neon.misbehave({ fault: 'latency', match: 'tuma.settle', ms: 700 });
    const pay = phone.after(crowd(3).pin);
    const replies = await Promise.all(Array.from({ length: 10 }, () => phone.turn(pay)));
    expect(here.neon.calls.fired.latency).toBeGreaterThan(0);
    expect(different(replies)).toMatchObject([
      { body: expect.stringMatching(/^END .* Confirmed\. /) },
    ]);
    await movedOnce(3, 4);
  });

  test('while the first still waits for the books joins it', async () => {
    const phone = await atPin(5, 6);
    const before = here.neon.calls.fired.latency;
    here.neon.misbehave({ fault: 'latency', match: 'tuma.reserve', ms: 1_200 });
    const pay = phone.after(crowd(5).pin);
    const first = phone.turn(pay);
    await until(async () => here.neon.calls.fired.latency > before);
    const [one, two] = await Promise.all([first, phone.turn(pay)]);
    expect(two).toEqual(one);
    await movedOnce(5, 6);
  });

  test('with a wrong PIN counts as one try', async () => {
    const phone = await atPin(7, 8);
    const wrong = phone.after('0000');
    const replies = await Promise.all(Array.from({ length: 5 }, () => phone.turn(wrong)));
    expect(different(replies)).toMatchObject([
      { body: expect.stringContaining('Wrong PIN. 2 tries left.') },
    ]);
  });
});

describe('a turn out of order', () => {
  test('that is old gets the reply it got, and the session stays where it is', async () => {
    const phone = here.phone(crowd(10));
    await phone.dial();
    const menu = phone.reply;
    await phone.types('1');
    const number = phone.reply;
    expect(keysOf(number)).toBe('0 Back 00 Home');
    await phone.types('0722000011');
    expect((await phone.turn('')).body).toBe(menu);
    expect((await phone.turn('1')).body).toBe(number);
    await phone.types('1000');
    expect(await phone.types(crowd(10).pin)).toMatch(/ Confirmed\. /);
    expect((await phone.turn('1')).body).toBe(number);
    await movedOnce(10, 11);
  });

  test('that brings several answers goes forward through menus and plain questions', async () => {
    const phone = here.phone(crowd(12));
    await phone.dial();
    expect(aboveKeys((await phone.turn('1*0722000013*1000')).body)).toMatch(
      /^CON Send Ksh1,000\.00 to .* 0722000013\? Fee Ksh6\.00\.\nEnter PIN:$/,
    );
    await movedNothing(12);
  });

  test('never goes through the PIN, whatever came before it', async () => {
    const whole = `1*0722000015*1000*${crowd(14).pin}`;
    expect(await here.phone(crowd(14)).dial(whole)).toMatch(/^CON Send .*\nEnter PIN:$/);

    const gap = here.phone(crowd(22));
    await gap.dial();
    expect(aboveKeys((await gap.turn(whole)).body)).toMatch(/^CON Send .*\nEnter PIN:$/);

    const later = here.phone(crowd(23));
    await later.goes('1');
    expect((await later.turn(whole)).body).toMatch(/^(CON|END) /);

    const account = here.phone(crowd(28));
    expect(await account.dial(`${toAccount}*1*${crowd(28).pin}`)).toBe('CON Enter PIN:');

    const offered = here.phone(crowd(14));
    expect(await offered.dial()).toMatch(/^CON You did not finish/);
    const restored = (await offered.turn(`1*${crowd(14).pin}`)).body;
    expect(aboveKeys(restored)).toMatch(/^CON Send .*\nEnter PIN:$/);
    for (const payer of [14, 22, 23, 28]) await movedNothing(payer);
  });

  test('that contradicts the session ends, and leaves the session as it is', async () => {
    const phone = here.phone(crowd(16));
    await phone.goes('1', '0722000017', '1000');
    for (const text of [
      '2',
      '1*0722000018*1000',
      `${toAccount}*1*${crowd(16).pin}`,
      '1*0722000017*10009',
    ]) {
      expect((await phone.turn(text)).body, text).toBe(over);
    }
    await movedNothing(16);
    expect(await phone.types(crowd(16).pin)).toMatch(/ Confirmed\. /);
    await movedOnce(16, 17);
  });

  test('that comes after the end does nothing', async () => {
    const phone = await atPin(18, 19);
    const last = await phone.types(crowd(18).pin);
    for (const answer of ['1', crowd(18).pin, `1*0722000019*1000*${crowd(18).pin}`]) {
      expect((await phone.turn(phone.after(answer))).body).toBe(over);
    }
    expect((await phone.turn(phone.transcript)).body).toBe(last);
    await movedOnce(18, 19);
  });
});

/** All of them, in order, ten at a time. */
async function tenAtOnce<T>(all: readonly T[], act: (one: T) => Promise<unknown>) {
  const waiting = all.values();
  const next = async () => {
    for (const one of waiting) await act(one);
  };
  await Promise.all(Array.from({ length: 10 }, next));
}

describe('sessions side by side', () => {
  test('with the same id, from another number, disclose nothing and move nothing', async () => {
    const phone = await atPin(20, 21);
    const stranger = here.phone(jane);
    stranger.sessionId = phone.sessionId;
    const replies = [
      await stranger.turn(phone.transcript),
      await stranger.turn(phone.after(crowd(20).pin)),
      await stranger.turn(phone.after('0000')),
    ];
    for (const { body } of replies) expect(body).toBe(over);
    await movedNothing(20);
    expect(await here.payments(jane)).toEqual([]);
    expect(await here.balance(jane)).toEqual({ balance: 8_500_00n, held: 0n });

    const nobody = here.phone({ msisdn: '254799000001' });
    nobody.sessionId = phone.sessionId;
    expect((await nobody.turn(phone.transcript)).body).toBe(over);
    const unknown = 'select from tuma.customers where msisdn = $1';
    expect(await here.rows(unknown, [nobody.msisdn])).toEqual([]);

    expect(await phone.types(crowd(20).pin)).toMatch(/ Confirmed\. /);
    await movedOnce(20, 21);
  });

  test('of fifty numbers never show each other’s numbers, names, amounts or balances', async () => {
    const people = await here.rows<{ msisdn: string; given: string; family: string }>(
      'select msisdn, given_name given, family_name family from tuma.customers',
    );
    const nameOf = new Map(people.map((one) => [one.msisdn, `${one.given} ${one.family[0]}.`]));
    const sessions = Array.from({ length: 50 }, (_, i) => {
      const [payer, payee, amount] = [crowd(31 + i), crowd(101 + i), 101 + i];
      const fee = 3;
      const name = nameOf.get(payee.msisdn)?.toUpperCase();
      const shown = `Ksh${amount}\\.00 to ${name} ${local(payee.msisdn)}`;
      const left = `9,${String(1000 - amount - fee).padStart(3, '0')}\\.00`;
      return { phone: here.phone(payer), payer, payee, amount, shown, left };
    });
    await tenAtOnce(sessions, ({ phone }) => phone.dial());
    await tenAtOnce(sessions, ({ phone }) => phone.types('1'));
    await tenAtOnce(sessions.toReversed(), ({ phone, payee }) => phone.types(local(payee.msisdn)));
    await tenAtOnce(sessions, async ({ phone, amount, shown }) => {
      const screen = await phone.types(String(amount));
      expect(screen).toMatch(new RegExp(`^CON Send ${shown}\\? Fee Ksh3\\.00\\.\nEnter PIN:$`));
    });
    await tenAtOnce(sessions.toReversed(), async ({ phone, payer, shown, left }) => {
      const sent = shown.replace(' to ', ' sent to ');
      expect(await phone.types(payer.pin)).toMatch(
        new RegExp(`^END [0-9A-Z]{10} Confirmed\\. ${sent}\\. New balance Ksh${left}\\.$`),
      );
    });
    for (const { payer, payee, amount } of sessions) {
      expect(await here.messages(payer, 1)).toEqual([
        expect.stringContaining(`Ksh${amount}.00 sent to ${payee.msisdn} `),
      ]);
      expect(await here.messages(payee, 1)).toEqual([
        expect.stringContaining(`received Ksh${amount}.00 from ${payer.msisdn} `),
      ]);
    }
  });

  test('of one number: the second starts while the first’s payment is in flight, and cannot be changed by it', async () => {
    const phone = await atPin(24, 25);
    const { held, letGo } = holdsBack('tuma.settle');
    const inFlight = phone.turn(phone.after(crowd(24).pin));
    await held;
    const second = here.phone(crowd(24));
    // It waits for nobody: the first's payment goes on only after this.
    expect(await second.dial()).toBe(
      'CON Ksh1,000.00 to AKINYI M. 0722000025 is being processed. You will get an SMS.\n1. Main menu',
    );
    letGo();
    const last = await inFlight;
    // A busy machine has let the six seconds pass that the phone waits.
    expect(last.body).toMatch(/ Confirmed\. | is being processed\. /);
    expect(await second.types('1')).toMatch(/^CON Welcome/);

    expect(await phone.turn(phone.after(crowd(24).pin))).toEqual(last);
    expect((await phone.turn(phone.after('9999'))).body).toBe(over);
    expect(await second.types(toAccount)).toMatch(/^CON My account/);
    await second.types('1');
    const isOver = async () => (await here.payments(crowd(24)))[0]?.state === 'completed';
    expect(await until(isOver)).toBe(true);
    expect(await second.types(crowd(24).pin)).toBe('END Your balance is Ksh8,994.00.');
    await movedOnce(24, 25);
  });

  test('of one number: a new dial ends the one before it', async () => {
    const old = await atPin(26, 27);
    const young = here.phone(crowd(26));
    expect(await young.startsOver('1', local(crowd(27).msisdn), '1000')).toMatch(/Enter PIN:$/);
    expect((await old.turn(old.after(crowd(26).pin))).body).toBe(over);
    await movedNothing(26);
    expect(await young.types(crowd(26).pin)).toMatch(/ Confirmed\. /);
    await movedOnce(26, 27);
  });
});

test('every one of these payments was told to each party once', async () => {
  expect(paid.length).toBeGreaterThan(5);
  for (const { payer, payee } of paid) {
    expect(await here.messages(crowd(payer), 1)).toEqual([expect.stringContaining(' sent to ')]);
    expect(await here.messages(crowd(payee), 1)).toEqual([expect.stringContaining(' received ')]);
  }
});
