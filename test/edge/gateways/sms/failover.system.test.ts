/**
 * Two SMS gateways, Infobip before Africa's Talking: the Worker as it is deployed, its queue consumer and the database, against a
 * small Infobip and a small Africa's Talking that misbehave.
 */
import { beforeAll, describe, expect, test } from 'vitest';
import { AfricasTalking, type Answer } from '../../../support/carriers/africastalking.ts';
import { type Fate, Infobip, infobipAccount } from '../../../support/carriers/infobip.ts';
import { until } from '../../../support/clock/until.ts';
import { post } from '../../../support/phone/carrier.ts';
import { crowd, local, town } from '../../../support/system/town.ts';

const account = { username: 'tuma', apiKey: 'atsk_canary0123456789abcdef' };
const talking = new AfricasTalking(account);
const infobip = new Infobip();
const tokens = { africastalking: 'token-of-at', infobip: 'token-of-infobip' };

const here = town({
  settings: {
    SMS_GATEWAY: 'infobip,africastalking',
    AFRICASTALKING_USERNAME: account.username,
    AFRICASTALKING_API_KEY: account.apiKey,
    INFOBIP_BASE_URL: infobipAccount.base,
    INFOBIP_API_KEY: infobipAccount.key,
    INFOBIP_SENDER: 'TUMA',
    GATEWAYS: JSON.stringify({
      africastalking: { token: tokens.africastalking },
      infobip: { token: tokens.infobip },
    }),
  },
  outbound: (request) =>
    infobip.isCalled(request) ? infobip.handle(request) : talking.network(request),
});

interface Case {
  /** How Infobip treats the payer's message, and how Africa's Talking does where it comes to that. */
  readonly fate: Fate | undefined;
  readonly answer?: Answer;
  /** The payer's receipt after the first try: its state, the gateway that has it, and what the phone got. */
  readonly first: string;
  /** And after the second, when all is well again. */
  readonly second: string;
}

const settled = (receipt: string) => ({ first: receipt, second: receipt });

const cases = {
  healthy: { fate: undefined, ...settled('sent by infobip, 1 SMS') },
  'no credit': { fate: 12, ...settled('sent by africastalking, 1 SMS') },
  'wrong number': { fate: 52, ...settled('failed by infobip, 0 SMS') },
  'answer lost': {
    fate: 'lost',
    first: 'sending by infobip, 1 SMS',
    second: 'sent by infobip, 1 SMS',
  },
  'never arrived': {
    fate: 'hang',
    first: 'sending by infobip, 0 SMS',
    second: 'sent by africastalking, 1 SMS',
  },
  'both refuse': {
    fate: 12,
    answer: 405,
    first: 'sending by nobody, 0 SMS',
    second: 'sent by infobip, 1 SMS',
  },
  'second does not answer': {
    fate: 12,
    answer: 'lost',
    first: 'sending by africastalking, 1 SMS',
    // It cannot be asked, so it sends again, as it does alone; and nobody else does.
    second: 'sent by africastalking, 2 SMS',
  },
} as const satisfies Record<string, Case>;

type Name = keyof typeof cases;
const names = Object.keys(cases) as Name[];
const payerOf = (name: Name) => crowd(2 * names.indexOf(name) + 1);
const payeeOf = (name: Name) => crowd(2 * names.indexOf(name) + 2);

interface Person {
  readonly msisdn: string;
}

/** The messages that a phone got, whoever sent them. */
function messagesOf({ msisdn }: Person): string[] {
  return [
    ...infobip.delivered.filter(({ to }) => to === msisdn),
    ...talking.delivered.filter(({ to }) => to === `+${msisdn}`),
  ].map(({ text }) => text);
}

async function rowOf(person: Person, party = 'payer') {
  const [row] = await here.rows<{ state: string; gateway: string | null; message_id: string }>(
    `select r.state, r.gateway, r.message_id from tuma.receipts r
       join tuma.payments p on p.id = r.about
       join tuma.customers c on c.account_id = case r.party when 'payer' then p.payer else p.payee end
      where c.msisdn = $1 and r.party = $2::tuma.party order by p.number desc`,
    [person.msisdn, party],
  );
  return row;
}

async function receiptOf(person: Person): Promise<string> {
  const row = await rowOf(person);
  return `${row?.state} by ${row?.gateway ?? 'nobody'}, ${messagesOf(person).length} SMS`;
}

async function pays(payer: Person & { pin: string }, payee: Person): Promise<void> {
  const screen = await here.phone(payer).goes('1', local(payee.msisdn), '100', payer.pin);
  expect(screen).toMatch(/ Confirmed\. /);
}

/** No try that is open now is made again by itself. */
function nothingIsDue() {
  return here.rows(
    `update tuma.receipts set at = now() + interval '1 hour' where state = 'sending'`,
  );
}

/** The open tries of messages to these people are due again, and the sweep rings for them. */
async function isDueAgain(people: readonly Person[]): Promise<void> {
  await here.rows(
    `update tuma.receipts r set at = now() - interval '1 hour'
       from tuma.payments p, tuma.customers c
      where r.state = 'sending' and p.id = r.about and c.msisdn = any ($1)
        and c.account_id = case r.party when 'payer' then p.payer else p.payee end`,
    [people.map(({ msisdn }) => msisdn)],
  );
  await here.system.worker.sweep();
}

/** Infobip is called again. Its breaker looks at ten seconds, and opens where a slow machine has the failures alone in them. */
async function infobipIsCalled(): Promise<void> {
  const [payer, payee] = [crowd(101), crowd(121)];
  const takesOne = async () => {
    await pays(payer, payee);
    await until(async () => (await rowOf(payer))?.state === 'sent');
    return (await rowOf(payer))?.gateway === 'infobip';
  };
  expect(await until(takesOne)).toBe(true);
}

function logged(event: string): Promise<boolean> {
  return until(() => Promise.resolve(here.logs.some((line) => line.includes(`"${event}"`))));
}

beforeAll(async () => {
  for (const [i, name] of names.entries()) {
    const { fate, answer }: Case = cases[name];
    infobip.fate(payerOf(name).msisdn, fate);
    if (answer) talking.answers(payerOf(name).msisdn, answer);
    // Five messages beside it go well, so it is no reason to leave the gateway.
    await Promise.all([
      pays(payerOf(name), payeeOf(name)),
      pays(crowd(101 + i), crowd(121 + i)),
      pays(crowd(111 + i), crowd(131 + i)),
    ]);
  }
  for (const name of names) {
    const { first } = cases[name];
    const holds = async () => (await receiptOf(payerOf(name))) === first;
    await until(holds);
  }
  await nothingIsDue();
  const hung = () => Promise.resolve(here.logs.join('\n').includes('did not answer: late'));
  expect(await until(hung)).toBe(true);
});

describe('at its first try', () => {
  test.each(names)('%s', async (name) => {
    expect(await receiptOf(payerOf(name))).toBe(cases[name].first);
    expect(messagesOf(payeeOf(name)), 'the other party').toHaveLength(1);
  });

  test('a message that another gateway sends has one try, and is told of', async () => {
    const [row] = await here.rows(
      `select distinct r.attempts from tuma.receipts r where gateway = 'africastalking'`,
    );
    expect(row).toEqual({ attempts: 1 });
    expect(await logged('sms_failover')).toBe(true);
  });
});

describe('a message whose outcome is unknown', () => {
  test('stays where it is while its gateway cannot be asked', async () => {
    infobip.logsAnswer = false;
    const unknown = ['answer lost', 'never arrived'] as const;
    await isDueAgain(unknown.map(payerOf));
    expect(await until(() => Promise.resolve(infobip.lookedUp.length === 2))).toBe(true);
    const given = () => Promise.resolve(here.logs.join('\n').includes('did not answer: HTTP 502'));
    expect(await until(given)).toBe(true);
    for (const name of unknown) expect(await receiptOf(payerOf(name))).toBe(cases[name].first);
    await nothingIsDue();
    infobip.logsAnswer = true;
  });

  test('is sent by another gateway only if its own does not know it', async () => {
    for (const name of names) {
      infobip.fate(payerOf(name).msisdn, undefined);
      talking.answers(payerOf(name).msisdn, 101);
    }
    await infobipIsCalled();
    await isDueAgain(names.map(payerOf));
    for (const name of names) {
      const holds = async () => (await receiptOf(payerOf(name))) === cases[name].second;
      await until(holds);
      expect({ [name]: await receiptOf(payerOf(name)) }).toEqual({ [name]: cases[name].second });
    }
    const known = payerOf('answer lost').msisdn;
    expect(infobip.asked.filter(({ to }) => to === known)).toHaveLength(1);
    expect(talking.asked.filter(({ to }) => to === `+${known}`)).toEqual([]);
  });
});

describe('a callback', () => {
  const json = { headers: { 'content-type': 'application/json' } };
  const reportOf = (messageId: string, groupId: number) =>
    JSON.stringify({
      results: [{ messageId, status: { groupId, name: 'DELIVERED_TO_HANDSET' } }],
    });
  const delivery = (name: string, token: string) => `/sms/${name}/${token}/delivery`;

  test('of Infobip marks its message delivered, and nobody else’s', async () => {
    const [mine, others] = [payerOf('healthy'), payerOf('no credit')];
    const path = delivery('infobip', tokens.infobip);
    const id = (await rowOf(mine))?.message_id ?? '';
    const foreign = (await rowOf(others))?.message_id ?? '';
    for (const body of [reportOf(id, 1), reportOf(id, 3), reportOf(foreign, 3)]) {
      expect(await post(here.url, body, { path, ...json })).toMatchObject({
        status: 200,
        body: '',
      });
    }
    expect([(await rowOf(mine))?.state, (await rowOf(others))?.state]).toEqual([
      'delivered',
      'sent',
    ]);
  });

  test('of Africa’s Talking marks its message delivered', async () => {
    const person = payerOf('no credit');
    const id = (await rowOf(person))?.message_id ?? '';
    const body = new URLSearchParams({ id, status: 'Success' });
    const path = delivery('africastalking', tokens.africastalking);
    expect((await post(here.url, body, { path })).status).toBe(200);
    expect((await rowOf(person))?.state).toBe('delivered');
  });

  test.each([
    ['a carrier’s token', delivery('infobip', 'demo')],
    ['a carrier’s token', delivery('africastalking', 'demo')],
    ['a carrier’s token', '/sms/africastalking/demo/inbound'],
    ['a carrier’s token', '/airtime/africastalking/demo/status'],
    ['a carrier’s token', '/insights/africastalking/demo/sim-swap'],
    ['another gateway’s token', delivery('infobip', tokens.africastalking)],
    ['a gateway’s token', `/ussd/africastalking/${tokens.africastalking}`],
    ['a gateway’s token', `/ussd/infobip/${tokens.infobip}/session/s/start`],
    ['a gateway that is none', delivery('nobody', tokens.infobip)],
    ['a simulator', delivery('handset', 'demo')],
    ['no such callback', `/airtime/infobip/${tokens.infobip}/status`],
  ])('with %s is not there: %s', async (_, path) => {
    const body = path.includes('infobip') ? '{}' : new URLSearchParams({ id: 'x', status: 'x' });
    const init = path.includes('infobip') ? json : {};
    expect((await post(here.url, body, { path, ...init })).status).toBe(404);
  });

  test('that is no POST is told so, if it is let in', async () => {
    const url = here.url + delivery('infobip', tokens.infobip);
    expect((await fetch(url)).status).toBe(405);
  });
});

test('no log line holds a key, a token or a number', () => {
  const all = here.logs.join('\n');
  for (const secret of [account.apiKey, infobipAccount.key, ...Object.values(tokens)]) {
    expect(all).not.toContain(secret);
  }
  expect(all).not.toMatch(/254722/);
});
