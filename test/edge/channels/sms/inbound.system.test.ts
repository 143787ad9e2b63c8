/** What comes in by SMS, through the front door: forwarded receipts, and all that nobody should send. */
import { randomUUID } from 'node:crypto';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { until } from '../../../support/clock/until.ts';
import { post, type Reply } from '../../../support/phone/carrier.ts';
import { toAccount } from '../../../support/phone/menus.ts';
import { crowd, jane, john, local, town } from '../../../support/system/town.ts';

const here = town();
afterEach(() => here.neon.behave());

const path = '/sms/africastalking/demo/inbound';
const marker = 'ZZMARKERZZ';

interface Person {
  readonly msisdn: string;
}

/** A message as Africa's Talking brings it. */
function message({ msisdn }: Person, text: string, id: string = randomUUID()): URLSearchParams {
  return new URLSearchParams({
    ...{ id, from: `+${msisdn}`, text, to: '22334', date: '2026-11-20T10:00:00Z' },
    ...{ linkId: 'a1b2', cost: 'None', networkCode: '63902' },
  });
}

async function send(from: Person, text: string, id?: string): Promise<void> {
  heard(await post(here.url, message(from, text, id), { path }));
}

function heard({ status, body }: Reply): void {
  expect({ status, body }).toEqual({ status: 200, body: '' });
}

/** Disputes of a payer's payments: who complains and why. */
function disputes({ msisdn }: Person) {
  return here.rows<{ by: string; reason: string }>(
    `select c.msisdn "by", d.reason from tuma.disputes d
       join tuma.customers c on c.account_id = d.account_id
       join tuma.payments p on p.id = d.payment_id
       join tuma.customers payer on payer.account_id = p.payer
      where payer.msisdn = $1 order by 1`,
    [msisdn],
  );
}

function notices({ msisdn }: Person) {
  return here.rows<{ kind: string; state: string }>(
    `select n.kind, r.state from tuma.notices n join tuma.receipts r on r.about = n.id
      where n.msisdn = $1 order by n.at`,
    [msisdn],
  );
}

/** Every row of what messages could change, as one text. */
async function everything(): Promise<string> {
  const tables = ['disputes', 'notices', 'receipts', 'payments', 'customers', 'accounts'];
  const prints = tables.map(async (name) => {
    const [row] = await here.rows<{ hash: string }>(
      `select md5(string_agg(t::text, '|' order by t::text)) hash from tuma.${name} t`,
    );
    return `${name} ${row?.hash}`;
  });
  return (await Promise.all(prints)).join('\n');
}

/** Pays 100.00, and waits until both have their receipts; the payer's and the payee's. */
async function paid(payer: Person & { pin: string }, payee: Person): Promise<[string, string]> {
  const before = [(await here.inbox(payer)).length, (await here.inbox(payee)).length] as const;
  await here.phone(payer).goes('1', local(payee.msisdn), '100', payer.pin);
  const [sent] = await here.messages(payer, before[0] + 1);
  const [received] = await here.messages(payee, before[1] + 1);
  expect([sent, received]).toEqual([
    expect.stringContaining(' sent to '),
    expect.stringContaining(' received '),
  ]);
  return [sent ?? '', received ?? ''];
}

const reportedOn = (receipt: string) =>
  `Your report on ${receipt.slice(0, 10)} is received. Customer care will contact you.`;
const unknown =
  'We found no payment of yours in that message. To report a problem, forward the SMS of the payment as it is.';

test('who registers by phone is welcomed by one SMS', async () => {
  const newcomer = { msisdn: '254733000101' };
  const phone = here.phone(newcomer);
  await phone.goes('1', 'Zoe Achieng', 'AB987654', '17051991', '1', '5827', '5827');
  const accepts = phone.after('1');
  await Promise.all([phone.turn(accepts), phone.turn(accepts)]);
  expect(await here.messages(newcomer, 1)).toEqual([
    'Welcome to Tuma. Your account is open. ' +
      'Dial *334# to send money, pay and see your account. Never tell anybody your PIN.',
  ]);
  expect(await notices(newcomer)).toEqual([{ kind: 'welcome', state: 'sent' }]);
});

test('a payment that failed is reported by its SMS, and from the menu', async () => {
  const payer = crowd(31);
  const status = (to: string) =>
    here.rows(
      `update tuma.accounts a set status = $2 from tuma.customers c
        where a.id = c.account_id and c.msisdn = $1`,
      [payer.msisdn, to],
    );
  const phone = here.phone(payer);
  await phone.goes('1', local(crowd(32).msisdn), '100');
  await status('frozen');
  expect(await phone.types(payer.pin)).toMatch(/^END .*No money was sent\./s);
  const [failed = ''] = await here.messages(payer, 1);
  expect(failed).toMatch(/^[0-9A-Z]{10} Failed\. Ksh100\.00 was not sent to /);
  await status('active');

  await send(crowd(32), failed);
  expect(await here.messages(crowd(32), 1)).toEqual([unknown]);
  await send(payer, failed);
  expect(await here.messages(payer, 2)).toEqual([reportedOn(failed), failed]);
  expect(await disputes(payer)).toEqual([{ by: payer.msisdn, reason: 'other' }]);

  const again = here.phone(payer);
  expect(await again.goes(toAccount, '6', payer.pin)).toMatch(
    /^CON Which payment\?\n1\. \S+ -100\.00 .+ \(failed\)\n2\. \S+ \+10,000\.00 /,
  );
  expect(await again.types('1')).toContain(`CON Report ${failed.slice(0, 10)}: Ksh100.00 to `);
  expect(await again.types('5')).toBe(`END ${reportedOn(failed)}`);
});

test('what became of waiting money is reported by its sender, with the SMS about it', async () => {
  const [sender, newcomer] = [crowd(33), { msisdn: '254733000133' }];
  await here.phone(sender).goes('1', local(newcomer.msisdn), '100', '1', sender.pin);
  await here.messages(sender, 1);
  await here
    .phone(newcomer)
    .goes('1', 'Zoe Achieng', 'AB987633', '17051991', '1', '5827', '5827', '1');
  await here.phone(newcomer).goes(await here.code(newcomer));
  const [claimed = ''] = await here.messages(sender, 2);
  expect(claimed).toMatch(/ has registered and received the Ksh100\.00 that you sent/);
  await send(sender, claimed);
  expect((await here.messages(sender, 3))[0]).toBe(reportedOn(claimed));
});

describe('a forwarded receipt', () => {
  test('opens a dispute of its payment, and is answered', async () => {
    const [sent, received] = await paid(crowd(1), crowd(2));
    await send(crowd(1), sent);
    expect(await here.messages(crowd(1), 2)).toEqual([reportedOn(sent), sent]);
    expect(await disputes(crowd(1))).toEqual([{ by: crowd(1).msisdn, reason: 'other' }]);

    // The other party's is the same payment, and another complaint. People type a reference in small letters.
    await send(crowd(2), `I know nothing of ${received.slice(0, 10).toLowerCase()}`);
    expect(await here.messages(crowd(2), 2)).toEqual([reportedOn(received), received]);
    expect(await disputes(crowd(1))).toHaveLength(2);
    expect(here.logs.join('\n')).toContain(
      `{"event":"dispute_opened","reference":"${sent.slice(0, 10)}","reason":"other"}`,
    );
  });

  test('that is delivered many times, at once too, is answered once', async () => {
    const [sent] = await paid(crowd(3), crowd(4));
    const id = randomUUID();
    await Promise.all(Array.from({ length: 6 }, () => send(crowd(3), sent, id)));
    await send(crowd(3), sent, id);
    expect(await here.messages(crowd(3), 2)).toEqual([reportedOn(sent), sent]);
    expect(await disputes(crowd(3))).toHaveLength(1);
    expect(await notices(crowd(3))).toEqual([{ kind: 'dispute_opened', state: 'sent' }]);
    expect(await here.inbox(crowd(3))).toHaveLength(2);
  });

  test('of a payment of other people’s opens nothing, and is answered so', async () => {
    const [sent] = await paid(crowd(5), crowd(6));
    await send(jane, sent);
    expect(await here.messages(jane, 1)).toEqual([unknown]);
    expect(await disputes(crowd(5))).toEqual([]);
  });

  test('by a stranger opens nothing, and nobody is answered', async () => {
    const [sent] = await paid(crowd(7), crowd(8));
    const before = await everything();
    const stranger = { msisdn: '254733999999' };
    await send(stranger, sent);
    // What no handset sends: a name, another country, nothing like a number.
    for (const from of ['TUMA', '+12025550100', '22334', `${marker}`]) {
      const body = message(stranger, sent);
      body.set('from', from);
      heard(await post(here.url, body, { path }));
    }
    expect(await everything()).toBe(before);
    expect(await here.inbox(stranger)).toEqual([]);
    expect(here.logs.join('\n')).toContain('{"event":"sms_ignored","why":"stranger"}');
  });

  test('is reported though a bell is lost: the sweep rings', async () => {
    const [sent] = await paid(crowd(9), crowd(10));
    await send(crowd(9), sent);
    await here.messages(crowd(9), 2);
    // As if nobody had rung.
    await here.rows(
      `update tuma.receipts r set state = 'intended', attempts = 0, claim = null, at = now() - interval '11 seconds'
         from tuma.notices n where n.id = r.about and n.msisdn = $1`,
      [crowd(9).msisdn],
    );
    await here.system.worker.sweep();
    expect(await here.messages(crowd(9), 3)).toHaveLength(3);
  });

  test.each(['drop', 'bad_gateway', 'refuse'] as const)(
    'is reported once where the database’s answer fails once: %s',
    async (fault) => {
      const one = { drop: 11, bad_gateway: 13, refuse: 15 }[fault];
      const [sent] = await paid(crowd(one), crowd(one + 1));
      const before = here.neon.calls.fired[fault];
      here.neon.misbehave({ fault, match: 'tuma.open_dispute' });
      await send(crowd(one), sent);
      expect(here.neon.calls.fired[fault]).toBe(before + 1);
      expect(await here.messages(crowd(one), 2)).toEqual([reportedOn(sent), sent]);
      expect(await disputes(crowd(one))).toHaveLength(1);
    },
  );

  test('is taken from the carrier though the database is away, and somebody is told', async () => {
    const [sent] = await paid(crowd(17), crowd(18));
    here.neon.misbehave({ fault: 'refuse', match: 'tuma.open_dispute', times: 8 });
    await send(crowd(17), sent);
    expect(here.logs.join('\n')).toContain('"sms_callback_failed"');
    expect(await disputes(crowd(17))).toEqual([]);
  });
});

test('a payment that was reported at the phone is not disputed twice by its receipt', async () => {
  const [sent] = await paid(crowd(21), crowd(22));
  const phone = here.phone(crowd(21));
  await phone.dial();
  for (const option of ['My account', 'Report a problem']) await phone.types(keyOf(option));
  expect(await phone.types(crowd(21).pin)).toMatch(/^CON Which payment\?\n1\. \S+ -100\.00 /);
  const about = await phone.types('1');
  expect(about).toMatch(new RegExp(`^CON Report ${sent.slice(0, 10)}: Ksh100\\.00 to `));
  expect(await phone.types(keyOf('Not mine'))).toMatch(/^END /);
  const dispute = { by: crowd(21).msisdn, reason: 'not_mine' };
  expect(await disputes(crowd(21))).toEqual([dispute]);
  expect(await notices(crowd(21))).toEqual([]);

  await send(crowd(21), sent);
  expect(await here.messages(crowd(21), 2)).toEqual([reportedOn(sent), sent]);
  expect(await disputes(crowd(21))).toEqual([dispute]);

  function keyOf(option: string): string {
    return new RegExp(`(\\d)\\. ${option}`).exec(phone.screen)?.[1] ?? '';
  }
});

test('messages without any payment in them get five answers in an hour', async () => {
  for (let i = 0; i < 8; i += 1) await send(crowd(20), `Hello? 071198765${i}`);
  expect(await here.messages(crowd(20), 5)).toEqual(Array(5).fill(unknown));
  await until(async () => (await notices(crowd(20))).every(({ state }) => state === 'sent'));
  expect(await here.inbox(crowd(20))).toHaveLength(5);
});

describe('what nobody should send', () => {
  let before = '';
  beforeAll(async () => {
    before = await everything();
  });
  afterEach(async () => expect(await everything()).toBe(before));

  test.each([
    ['a wrong token', '/sms/africastalking/nonsense/inbound'],
    ['a token that is longer', '/sms/africastalking/demo2/inbound'],
    ['a wrong token for reports', '/sms/africastalking/nonsense/delivery'],
    ['no token', '/sms/africastalking//inbound'],
    ['a carrier that sends no messages', '/sms/airtel/demo/inbound'],
    ['a path that is none', '/sms/africastalking/demo/other'],
    ['a path below', '/sms/africastalking/demo/inbound/more'],
    ['no path', '/sms/africastalking/demo'],
  ])('%s is 404, as a problem', async (_, path) => {
    const reply = await post(here.url, message(john, marker), { path });
    expect(reply).toMatchObject({ status: 404, type: 'application/problem+json' });
    expect(JSON.parse(reply.body)).toMatchObject({ code: 'not_found' });
    expect(reply.body).not.toContain(marker);
  });

  test.each(['inbound', 'delivery'])('GET of %s is 405, and 404 to a stranger', async (what) => {
    const right = await fetch(`${here.url}/sms/africastalking/demo/${what}`);
    expect(right.status).toBe(405);
    expect(right.headers.get('allow')).toBe('POST');
    const wrong = await fetch(`${here.url}/sms/africastalking/nonsense/${what}`);
    expect(wrong.status).toBe(404);
  });

  test.each(['inbound', 'delivery'])(
    'a body that is no form of %s is taken, and nothing done',
    async (what) => {
      const whole = message(john, marker);
      whole.set('status', 'Success');
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      const without = ['id', ...(what === 'inbound' ? ['from'] : ['status'])].map((name) => {
        const body = new URLSearchParams(whole);
        body.delete(name);
        return body.toString();
      });
      const twice = `${whole}&id=other`;
      const bodies = [
        ...[...without, twice, '', '&&&', '%', `{"a":"${marker}"}`, `${whole}&text=%C3%28`],
        ...[Buffer.concat([Buffer.from(`${whole}`), Buffer.from([0xff])]), marker.repeat(100_000)],
      ];
      for (const body of bodies) {
        heard(await post(here.url, body, { path: `/sms/africastalking/demo/${what}`, headers }));
      }
      for (const type of ['application/json', 'text/plain', 'multipart/form-data; boundary=x']) {
        const headers = { 'content-type': type };
        const body = Buffer.from(whole.toString());
        heard(await post(here.url, body, { path: `/sms/africastalking/demo/${what}`, headers }));
      }
    },
  );

  test.each([
    ['id', ['', ' ', 'x'.repeat(129), 'é']],
    ['from', ['', '7'.repeat(25)]],
    ['text', ['x'.repeat(2_001)]],
  ])('a %s that is none is taken, and nothing done', async (name, values) => {
    for (const value of values) {
      const body = message(john, marker);
      body.set(name, value);
      heard(await post(here.url, body, { path }));
    }
  });
});

test('no log line holds a number or what was sent', () => {
  const logged = here.logs.join('\n');
  expect(logged).toContain(
    '"what":"callback_unreadable","carrier":"sms/africastalking","fields":"id missing"',
  );
  expect(logged).toContain('"carrier":"sms/africastalking","fields":"content-type wrong"');
  expect(logged).not.toContain(marker);
  expect(logged).not.toMatch(/254[71]\d{8}|07\d{8}/);
});
