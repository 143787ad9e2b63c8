/**
 * What the house keeps for somebody may be cut off as well: where a number registers and claims what waits for it, and
 * where airtime is delivered or paid back. At each point the call to the database is refused, or done and its reply lost.
 */
import { afterAll, afterEach, expect, test } from 'vitest';
import type { Fault } from '../../db/local/neon.ts';
import { until } from '../support/clock/until.ts';
import { crowd, local, town } from '../support/system/town.ts';
import { opening, tally } from '../support/system/truth.ts';

const here = town();
const fired: Record<string, number> = {};
let cases = 0;
afterEach(() => here.neon.behave());
afterAll(() => tally('faults fired', fired));

interface Case {
  readonly match: string;
  readonly fault: Fault;
  /** How often; four tries make a call that never succeeds. */
  readonly times: number;
}

const forGood = 4;

function at(match: string, faults: readonly Fault[]): Case[] {
  return faults.flatMap((fault) => [1, forGood].map((times) => ({ match, fault, times })));
}

/** Does what comes to the point where this happens, and waits until it has. */
async function cutOff({ fault, match, times }: Case, act: () => Promise<string>): Promise<string> {
  const before = here.neon.calls.fired[fault];
  here.neon.misbehave({ fault, match, times });
  const screen = await act();
  const hits = () => here.neon.calls.fired[fault] - before;
  expect(await until(async () => hits() >= times), 'the fault fired').toBe(true);
  fired[fault] = (fired[fault] ?? 0) + hits();
  return screen;
}

interface Claim {
  readonly name: string;
  readonly payer: { msisdn: string };
  readonly to: { msisdn: string };
  readonly registered: boolean;
}

const claims: Claim[] = [];
const registrations = [
  ...at('tuma.open_customer', ['refuse', 'drop', 'cut']),
  ...at('tuma.send_number_code', ['refuse', 'drop', 'cut']),
];
/** Behind the code that proves the number: who has registered types it once the service answers again. */
const proofs = [
  ...at('tuma.prove_number', ['refuse', 'drop', 'cut']),
  ...at('tuma.resolve_unclaimed', ['refuse', 'drop', 'cut']),
];

/** Everybody has a document of their own: one person has one wallet. */
const idOf = ({ msisdn }: { msisdn: string }) => `ab${msisdn.slice(-6)}`;

/** Money goes to a number that nobody has registered. */
async function sendsTo(to: { msisdn: string }): Promise<{ msisdn: string }> {
  const payer = crowd(cases);
  const sent = await here.phone(payer).goes('1', local(to.msisdn), '1000', '1', payer.pin);
  expect(sent).toMatch(/^END .* Confirmed\. Ksh1,000\.00 waits for /);
  return payer;
}

/** Dials until the code is asked for that the number got by SMS, and types it. */
async function proves(to: { msisdn: string }): Promise<string> {
  await here.phone(to).dial();
  return here.phone(to).goes(await here.code(to));
}

test.each(registrations)(
  'a number that money waits for registers: $match, $fault × $times',
  async (one) => {
    cases += 1;
    const to = { msisdn: `2547331${String(cases).padStart(5, '0')}` };
    const payer = await sendsTo(to);

    const phone = here.phone(to);
    await phone.goes('1', 'Zoe Achieng', idOf(to), '17/05/1991', '1', '5827', '5827');
    const screen = await cutOff(one, () => phone.types('1'));
    const unknown = one.match === 'tuma.open_customer' && one.times === forGood;
    expect(screen).toMatch(unknown ? /^END Sorry, the service is not/ : /^END You are registered/);
    const registered = !unknown || one.fault !== 'refuse';
    const name = `${one.match} ${one.fault} × ${one.times}`;
    claims.push({ name, payer, to, registered });
    if (registered) expect(await proves(to)).toMatch(/^END Thank you\. The money that waited /);
  },
);

test.each(proofs)(
  'a number that money waits for is proved: $match, $fault × $times',
  async (one) => {
    cases += 1;
    const to = { msisdn: `2547331${String(cases).padStart(5, '0')}` };
    const payer = await sendsTo(to);
    const person = ['1', 'Zoe Achieng', idOf(to), '17/05/1991', '1', '5827', '5827', '1'];
    expect(await here.phone(to).goes(...person)).toMatch(/^END You are registered/);
    const screen = await cutOff(one, () => proves(to));
    if (!screen.startsWith('END Thank you.')) {
      expect(screen).toMatch(/^END Sorry, the service is not/);
      here.neon.behave();
      // Where the answer was lost, the number was proved all the same, and the dial shows the menu.
      await proves(to);
    }
    claims.push({ name: `${one.match} ${one.fault} × ${one.times}`, payer, to, registered: true });
  },
);

interface Order {
  readonly name: string;
  readonly payer: { msisdn: string };
  readonly delivered: boolean;
}

const orders: Order[] = [];
const deliveries = ['delivered', 'paid back'].flatMap((end) =>
  [
    { match: 'tuma.claim_airtime', fault: 'cut', times: 1 } as const,
    { match: 'tuma.claim_airtime', fault: 'drop', times: forGood } as const,
    { match: 'tuma.finish_airtime', fault: 'refuse', times: forGood } as const,
    { match: 'tuma.finish_airtime', fault: 'bad_gateway', times: forGood } as const,
  ].map((one) => ({ ...one, end })),
);

test.each(deliveries)('airtime is $end: $match, $fault × $times', async ({ end, ...one }) => {
  cases += 1;
  const payer = crowd(cases);
  const delivered = end === 'delivered';
  // Of the others the simulated network knows nobody.
  const to = `${delivered ? '0701' : '0799'}${String(cases).padStart(6, '0')}`;
  const phone = here.phone(payer);
  const screen = await cutOff(one, () => phone.goes('3', '2', to, '50', payer.pin));
  expect(screen).toMatch(/^END .* Confirmed\. Ksh50\.00 airtime for .* is on its way\./);
  orders.push({ name: `${end}: ${one.match} ${one.fault} × ${one.times}`, payer, delivered });
});

test('after a sweep what waited is with its number’s customer, told once to both', async () => {
  await here.aMinutePasses();
  for (const { name, payer, to, registered } of claims) {
    expect(await here.balance(payer), name).toEqual({ balance: opening - 1_025_00n, held: 0n });
    const balance = registered ? 1_000_00n : 0n;
    expect(await here.balance(to), name).toEqual({ balance, held: 0n });

    const toPayer = await here.messages(payer, registered ? 2 : 1);
    const toPayee = await here.messages(to, registered ? 4 : 1);
    const count = (texts: string[], like: RegExp) => texts.filter((text) => like.test(text)).length;
    expect(count(toPayer, / waits for .* New balance is Ksh8,975\.00\./), name).toBe(1);
    expect(count(toPayee, / waits for you until /), name).toBe(1);
    const once = registered ? 1 : 0;
    expect(count(toPayer, / has registered and received the Ksh1,000\.00 /), name).toBe(once);
    expect(count(toPayee, / You have received Ksh1,000\.00 .* Ksh1,000\.00\./), name).toBe(once);
    expect(count(toPayee, /^Welcome to Tuma\. /), name).toBe(once);
    expect(count(toPayee, /^\d{6} is your Tuma code\. Money waits /), name).toBe(once);
    expect([toPayer.length, toPayee.length], name).toEqual(registered ? [2, 4] : [1, 1]);
  }
});

test('who could not register does so later, and has what waited', async () => {
  const { to } = claims.find(({ registered }) => !registered) as Claim;
  const phone = here.phone(to);
  await phone.goes('1', 'Zoe Achieng', idOf(to), '17/05/1991', '1', '5827', '5827');
  expect(await phone.types('1')).toMatch(/^END You are registered/);
  await proves(to);
  expect(await here.balance(to)).toEqual({ balance: 1_000_00n, held: 0n });
});

test('after a sweep airtime is on its phone or paid back, once', async () => {
  const states = () =>
    here.rows<{ state: string }>(
      `select state from tuma.airtime where state in ('intended', 'sending')`,
    );
  const over = await until(async () => {
    await here.owner.query(
      `update tuma.airtime set at = at - interval '1 minute' where state in ('intended', 'sending')`,
    );
    await here.aMinutePasses();
    return (await states()).length === 0;
  });
  expect(over, 'all airtime has an end').toBe(true);
  for (const { name, payer, delivered } of orders) {
    const balance = delivered ? opening - 50_00n : opening;
    expect(await here.balance(payer), name).toEqual({ balance, held: 0n });
    const texts = await here.messages(payer, delivered ? 1 : 2);
    const paidBack = texts.filter((text) => / failed: Ksh50\.00 paid back /.test(text));
    expect(paidBack, name).toHaveLength(delivered ? 0 : 1);
    expect(texts, name).toHaveLength(delivered ? 1 : 2);
  }
  expect(await here.audit()).toEqual([]);
});
