/**
 * Airtime by Africa's Talking: the Worker as it is deployed, with the real SDK in it, against a small Africa's Talking
 * that answers everything that the real one may.
 */
import { beforeAll, describe, expect, test } from 'vitest';
import { AfricasTalking, type AirtimeAnswer } from '../../../support/carriers/africastalking.ts';
import { until } from '../../../support/clock/until.ts';
import { post } from '../../../support/phone/carrier.ts';
import { crowd, local, town } from '../../../support/system/town.ts';

const account = { username: 'tuma', apiKey: 'atsk_canary0123456789abcdef' };
const provider = new AfricasTalking(account);

const here = town({
  settings: {
    SMS_GATEWAY: 'africastalking',
    AFRICASTALKING_USERNAME: account.username,
    AFRICASTALKING_API_KEY: account.apiKey,
  },
  outbound: (request) => provider.network(request),
});

interface Case {
  readonly answer: AirtimeAnswer;
  /** What the first answer makes of it, and then a second try that the gateway would deliver. */
  readonly state: string;
  readonly later: string;
  readonly log?: RegExp;
}

const unanswered = { state: 'sending 1', later: 'sent 2', log: /"airtime_no_answer"/ };
const paidBack = { state: 'failed 1', later: 'failed 1' };

const cases: readonly Case[] = [
  { answer: 'sent', state: 'sent 1', later: 'sent 1' },
  { answer: 'failed', ...paidBack, log: /"airtime_refused".*the recipient failed/ },
  { answer: 'no stock', ...paidBack, log: /"airtime_account".*no stock/ },
  { answer: 'duplicate', ...paidBack, log: /"airtime_account".*a duplicate request/ },
  { answer: 'wrong key', ...paidBack, log: /"airtime_account".*HTTP 401/ },
  { answer: 'broken', ...unanswered, log: /"airtime_no_answer".*HTTP 500/ },
  { answer: 'garbage', ...unanswered },
  { answer: 'hang', ...unanswered },
  { answer: 'lost', ...unanswered, log: /"airtime_no_answer".*HTTP 502/ },
];

/** In minor units, of everybody in the crowd, and what each buys. */
const opening = 10_000_00n;
const price = 20_50n;

function parties(i: number) {
  return { payer: crowd(2 * i + 1), to: crowd(2 * i + 2) };
}

const caseOf = (answer: AirtimeAnswer) => parties(cases.findIndex((one) => one.answer === answer));

type Person = { msisdn: string };

async function airtimeOf({ msisdn }: Person): Promise<string> {
  const [row] = await here.rows(
    `select a.state, a.attempts from tuma.airtime a
       join tuma.payments p on p.id = a.payment_id
       join tuma.customers c on c.account_id = p.payer
      where c.msisdn = $1`,
    [msisdn],
  );
  return `${row?.state} ${row?.attempts}`;
}

const toppedUp = ({ msisdn }: Person) =>
  provider.toppedUp.filter(({ to }) => to === `+${msisdn}`).map(({ amount }) => amount);
const ordersFor = ({ msisdn }: Person) => provider.ordered.filter(({ to }) => to === `+${msisdn}`);

beforeAll(async () => {
  for (const [i, { answer }] of cases.entries()) {
    const { payer, to } = parties(i);
    provider.answersAirtime(to.msisdn, answer);
    const screen = await here.phone(payer).goes('3', local(to.msisdn), '20.50', payer.pin);
    expect(screen).toMatch(/ Confirmed\. Ksh20\.50 airtime for /);
  }
  // The one that hangs is given up after ten seconds, and its neighbours' answers are written down with its own.
  const refunds = () => here.rows(`select from tuma.payments where type = 'airtime_refund'`);
  const all = async () => provider.ordered.length >= cases.length && (await refunds()).length >= 4;
  expect(await until(all)).toBe(true);
  expect(await until(async () => (await airtimeOf(parties(0).payer)) === 'sent 1')).toBe(true);
  const given = () => Promise.resolve(/"airtime_no_answer".*answer"/.test(here.logs.join('\n')));
  expect(await until(given), 'the one that hangs was given up').toBe(true);
});

describe('an order', () => {
  test.each([...cases.entries()].map(([i, one]) => ({ i, ...one })))(
    'answered with $answer is $state, and paid back where it failed',
    async ({ i, state }) => {
      const { payer } = parties(i);
      expect(await airtimeOf(payer)).toBe(state);
      const kept = state.startsWith('failed') ? 0n : price;
      expect(await here.balance(payer)).toEqual({ balance: opening - kept, held: 0n });
    },
  );

  test('goes to the live address, in major units', () => {
    const urls = new Set(provider.ordered.map(({ url }) => url));
    expect([...urls]).toEqual(['https://api.africastalking.com/version1/airtime/send']);
    expect(new Set(provider.ordered.map(({ amount }) => amount))).toEqual(new Set(['KES 20.5']));
  });

  test('that failed is told to its payer', async () => {
    const { payer, to } = caseOf('failed');
    const texts = () =>
      provider.delivered.filter((sms) => sms.to === `+${payer.msisdn}`).map(({ text }) => text);
    expect(await until(() => Promise.resolve(texts().length > 1))).toBe(true);
    expect(texts()).toContainEqual(
      expect.stringMatching(`Airtime for ${to.msisdn} failed: Ksh20\\.50 paid back `),
    );
  });
});

describe('a second try', () => {
  beforeAll(async () => {
    for (const i of cases.keys()) provider.answersAirtime(parties(i).to.msisdn, 'sent');
    // A stock that is empty by now says nothing of the try that hung.
    provider.answersAirtime(caseOf('hang').to.msisdn, 'no stock');
    await here.rows(
      `update tuma.airtime set at = at - interval '1 minute' where state = 'sending'`,
    );
    await here.system.worker.sweep();
    const tried = () => here.rows(`select from tuma.airtime where attempts = 2`);
    expect(await until(async () => (await tried()).length === 4)).toBe(true);
    const { payer } = caseOf('lost');
    expect(await until(async () => (await airtimeOf(payer)) === 'sent 2')).toBe(true);
  });

  test.each([...cases.entries()].map(([i, one]) => ({ i, ...one })))(
    'after $answer makes it $later',
    async ({ i, answer, later }) => {
      const expected = answer === 'hang' ? 'sending 2' : later;
      expect(await airtimeOf(parties(i).payer)).toBe(expected);
    },
  );

  test('has the key of the first, the payment’s id, and nobody gets it twice', async () => {
    for (const [i, { state }] of cases.entries()) {
      const { payer, to } = parties(i);
      const [payment] = await here.payments(payer);
      const keys = ordersFor(to).map(({ key }) => key);
      expect(keys).toEqual(Array(state === 'sending 1' ? 2 : 1).fill(payment?.id));
    }
    expect(toppedUp(caseOf('lost').to)).toEqual(['KES 20.5']);
    expect(toppedUp(caseOf('broken').to)).toEqual(['KES 20.5']);
    expect(toppedUp(caseOf('hang').to)).toEqual([]);
  });
});

test('a report that it failed pays back what was sent', async () => {
  const { payer } = caseOf('sent');
  const [row] = await here.rows<{ request_id: string }>(
    `select a.request_id from tuma.airtime a
       join tuma.payments p on p.id = a.payment_id
       join tuma.customers c on c.account_id = p.payer where c.msisdn = $1`,
    [payer.msisdn],
  );
  const report = new URLSearchParams({ requestId: row?.request_id ?? '', status: 'Failed' });
  const path = '/airtime/africastalking/demo/status';
  expect((await post(here.url, report, { path })).status).toBe(200);
  expect(await until(async () => (await airtimeOf(payer)) === 'failed 1')).toBe(true);
  expect(await here.balance(payer)).toEqual({ balance: opening, held: 0n });
});

test('every failure is logged, and no log line holds the key or a number', () => {
  const logged = here.logs.join('\n');
  for (const { log } of cases) if (log) expect(logged).toMatch(log);
  expect(logged).not.toContain(account.apiKey);
  expect(logged).not.toMatch(/254722/);
});
