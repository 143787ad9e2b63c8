/**
 * SIM swaps by Africa's Talking: the Worker as it is deployed, with the real SDK in it, against a small Africa's Talking
 * that takes questions as the real one does, and answers everything that it may.
 */
import { beforeAll, describe, expect, test } from 'vitest';
import { AfricasTalking, type InsightAnswer } from '../../../support/carriers/africastalking.ts';
import { until } from '../../../support/clock/until.ts';
import { crowd, local, town } from '../../../support/system/town.ts';

const account = { username: 'tuma', apiKey: 'atsk_canary0123456789abcdef' };
const provider = new AfricasTalking(account);

const here = town({
  settings: {
    SMS_GATEWAY: 'africastalking',
    AFRICASTALKING_USERNAME: account.username,
    AFRICASTALKING_API_KEY: account.apiKey,
    SIM_CHECK_HOURS: '24',
  },
  outbound: (request) => provider.network(request),
});

interface Case {
  readonly answer: InsightAnswer;
  /** Whether it was taken, under a name that a verdict may come by. */
  readonly taken: boolean;
  readonly log?: RegExp;
}

const cases: readonly Case[] = [
  { answer: 'queued', taken: true },
  { answer: 'failed', taken: false, log: /"sim_check_failed".*did not take the question/ },
  { answer: 'not processed', taken: false, log: /"sim_check_failed".*did not answer/ },
  { answer: 'wrong key', taken: false, log: /"sim_check_failed".*HTTP 401/ },
  { answer: 'broken', taken: false, log: /"sim_check_failed".*HTTP 500/ },
  { answer: 'garbage', taken: false },
  { answer: 'hang', taken: false, log: /"sim_check_failed".*did not answer"/ },
];

const of = (i: number) => crowd(2 * i + 1);

interface Check {
  readonly tries: number;
  readonly request_id: string | null;
  readonly open: boolean;
  readonly changed_at: Date | null;
}

async function checkOf({ msisdn }: { msisdn: string }): Promise<Check | undefined> {
  const [row] = await here.rows<Check & Record<string, unknown>>(
    `select s.tries, s.request_id, s.due_at is not null open, a.sim_changed_at changed_at
       from tuma.sim_checks s
       join tuma.accounts a on a.id = s.account_id
       join tuma.customers c on c.account_id = s.account_id
      where c.msisdn = $1`,
    [msisdn],
  );
  return row;
}

function questions({ msisdn }: { msisdn: string }) {
  return provider.questions.filter(({ number }) => number === `+${msisdn}`);
}

beforeAll(async () => {
  for (const [i, { answer }] of cases.entries()) {
    provider.answersInsight(of(i).msisdn, answer);
    const screen = await here
      .phone(of(i))
      .goes('1', local(crowd(2 * i + 2).msisdn), '100', of(i).pin);
    expect(screen).toMatch(/ Confirmed\. /);
  }
  const allAsked = async () => {
    await here.system.worker.sweep();
    return provider.questions.length >= cases.length;
  };
  expect(await until(allAsked), 'every payer was asked about').toBe(true);
  const given = () => Promise.resolve(/"sim_check_failed".*answer"/.test(here.logs.join('\n')));
  expect(await until(given), 'the one that hangs was given up').toBe(true);
});

describe('a question', () => {
  test.each([...cases.entries()].map(([i, one]) => ({ i, ...one })))(
    'that is answered with $answer is taken: $taken, and tried again where it was not answered for',
    async ({ i, taken, log }) => {
      expect(questions(of(i))).toHaveLength(1);
      const requestId = taken ? questions(of(i))[0]?.requestId : null;
      expect(await checkOf(of(i))).toMatchObject({ tries: 1, request_id: requestId, open: true });
      if (log) expect(here.logs.join('\n')).toMatch(log);
    },
  );

  test('goes to the live address', () => {
    const urls = new Set(provider.questions.map(({ url }) => url));
    expect([...urls]).toEqual(['https://insights.africastalking.com/v1/sim-swap']);
  });

  test('is about who paid, and not about who was paid', async () => {
    expect(await checkOf(crowd(2))).toBeUndefined();
  });
});

test('the verdict, brought to the callback, is kept with the account, and ends the tries', async () => {
  const [asked] = questions(of(0));
  const verdict = {
    ...{ status: 'Swapped', lastSimSwapDate: '30-08-2024', requestId: asked?.requestId },
    ...{ providerRefId: 'fe3b-46fd-931c-b2ef3a64da93311064104', transactionId: '738e202b' },
  };
  const response = await fetch(`${here.url}/insights/africastalking/demo/sim-swap`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(verdict),
  });
  expect(response.status).toBe(200);
  expect(await checkOf(of(0))).toMatchObject({
    open: false,
    changed_at: new Date('2024-08-31T00:00:00Z'),
  });
});

test('no log line holds the key or a number', () => {
  const logged = here.logs.join('\n');
  expect(logged).not.toContain(account.apiKey);
  expect(logged).not.toMatch(/254722/);
});
