/**
 * Receipts by Africa's Talking: the Worker as it is deployed, with the real SDK in it, against a small Africa's Talking
 * that answers everything that the real one may.
 */
import { beforeAll, describe, expect, test } from 'vitest';
import { AfricasTalking, type Answer } from '../../../support/carriers/africastalking.ts';
import { until } from '../../../support/clock/until.ts';
import { post, turnForm } from '../../../support/phone/carrier.ts';
import { crowd, local, town } from '../../../support/system/town.ts';

const account = { username: 'tuma', apiKey: 'atsk_canary0123456789abcdef' };
const provider = new AfricasTalking(account);

const here = town({
  settings: {
    SMS_GATEWAY: 'africastalking',
    AFRICASTALKING_USERNAME: account.username,
    AFRICASTALKING_API_KEY: account.apiKey,
    AFRICASTALKING_SENDER: 'TUMA',
  },
  outbound: (request) => provider.network(request),
});

interface Case {
  readonly answer: Answer;
  readonly state: 'sent' | 'sending' | 'failed';
  /** Nobody knows whether it was taken: it stays with this gateway, under our name for it. */
  readonly unknown?: true;
  readonly log?: RegExp;
}

/** What each answer about the payer's number makes of the payer's receipt. */
const cases: readonly Case[] = [
  { answer: 100, state: 'sent' },
  { answer: 101, state: 'sent' },
  { answer: 102, state: 'sent' },
  { answer: 'none', state: 'sending', log: /"sms_refused".*no recipient/ },
  { answer: 401, state: 'sending', log: /"sms_refused".*status 401/ },
  { answer: 402, state: 'failed', log: /"sms_refused".*status 402.*"final":true/ },
  { answer: 403, state: 'failed', log: /"sms_refused".*status 403.*"final":true/ },
  { answer: 404, state: 'failed', log: /"sms_refused".*status 404.*"final":true/ },
  { answer: 405, state: 'sending', log: /"sms_refused".*status 405/ },
  { answer: 406, state: 'failed', log: /"sms_refused".*status 406.*"final":true/ },
  { answer: 407, state: 'sending', log: /"sms_refused".*status 407/ },
  { answer: 409, state: 'failed', log: /"sms_refused".*status 409.*"final":true/ },
  { answer: 500, state: 'sending', log: /"sms_refused".*status 500/ },
  { answer: 'broken', state: 'sending', unknown: true, log: /"sms_unanswered"/ },
  { answer: 'garbage', state: 'sending', unknown: true },
  { answer: 'lost', state: 'sending', unknown: true, log: /"sms_unanswered"/ },
  { answer: 'hang', state: 'sending', unknown: true, log: /"sms_unanswered"/ },
];

function parties(i: number) {
  return { payer: crowd(2 * i + 1), payee: crowd(2 * i + 2) };
}

interface Receipt {
  readonly party: string;
  readonly state: string;
  readonly attempts: number;
  readonly message_id: string | null;
}

function receiptsOf({ msisdn }: { msisdn: string }): Promise<Receipt[]> {
  return here.rows<Receipt & Record<string, unknown>>(
    `select r.party, r.state, r.attempts, r.message_id from tuma.receipts r
       join tuma.payments p on p.id = r.about
       join tuma.customers c on c.account_id = p.payer
      where c.msisdn = $1 order by r.party`,
    [msisdn],
  );
}

beforeAll(async () => {
  for (const [i, { answer }] of cases.entries()) {
    const { payer, payee } = parties(i);
    provider.answers(payer.msisdn, answer);
    const screen = await here.phone(payer).goes('1', local(payee.msisdn), '100', payer.pin);
    expect(screen).toMatch(/ Confirmed\. /);
  }
  const asked = () => Promise.resolve(provider.asked.length >= 2 * cases.length);
  expect(await until(asked), 'every message was tried').toBe(true);
  const marked = () => here.rows(`select from tuma.receipts where state = 'sent'`);
  await until(async () => (await marked()).length >= cases.length + 3);
});

describe('a receipt', () => {
  test.each([...cases.entries()].map(([i, one]) => ({ i, ...one })))(
    'answered with $answer is $state, and the other party’s is sent',
    async ({ i, state, unknown = false }) => {
      const ours = expect.stringMatching(/-payer-1$/);
      const receipts = await receiptsOf(parties(i).payer);
      const good = { attempts: 1, message_id: expect.stringMatching(/^ATXid_\d+$/) };
      expect(receipts).toEqual([
        state === 'sent'
          ? { party: 'payer', state, ...good }
          : { party: 'payer', state, attempts: 1, message_id: unknown ? ours : null },
        { party: 'payee', state: 'sent', ...good },
      ]);
    },
  );

  test('is asked for once per number, at the live address, under the sender’s name', () => {
    const numbers = provider.asked.map(({ to }) => to);
    expect(new Set(numbers).size).toBe(numbers.length);
    const urls = new Set(provider.asked.map(({ url }) => url));
    expect([...urls]).toEqual(['https://api.africastalking.com/version1/messaging']);
    expect(new Set(provider.delivered.map(({ from }) => from))).toEqual(new Set(['TUMA']));
    expect(provider.elsewhere).toEqual([]);
  });

  test('has the words of the contract', () => {
    const { payer, payee } = parties(1);
    const of = ({ msisdn }: { msisdn: string }) =>
      provider.delivered.filter(({ to }) => to === `+${msisdn}`).map(({ text }) => text);
    expect(of(payer)).toEqual([
      expect.stringMatching(
        /^[0-9A-Z]{10} Confirmed\. Ksh100\.00 sent to 254722000004 [A-Z]+ [A-Z]\. on /,
      ),
    ]);
    expect(of(payee)).toEqual([
      expect.stringMatching(/^[0-9A-Z]{10} Confirmed\. You have received Ksh100\.00 from /),
    ]);
  });

  test('that was not taken is tried again when its time has come, and then sent', async () => {
    const again = cases.findIndex(({ answer }) => answer === 405);
    const { payer } = parties(again);
    provider.answers(payer.msisdn, 101);
    await here.rows(
      `update tuma.receipts set at = at - interval '1 minute'
        where state = 'sending' and about in (
          select p.id from tuma.payments p join tuma.customers c on c.account_id = p.payer
           where c.msisdn = $1)`,
      [payer.msisdn],
    );
    await here.system.worker.sweep();
    const sent = async () => (await receiptsOf(payer))[0]?.state === 'sent';
    expect(await until(sent)).toBe(true);
    expect((await receiptsOf(payer))[0]).toMatchObject({ attempts: 2 });
    expect(provider.delivered.filter(({ to }) => to === `+${payer.msisdn}`)).toHaveLength(1);
  });
});

test('every failure is logged, and no log line holds the key or a number', () => {
  const logged = here.logs.join('\n');
  for (const { log } of cases) if (log) expect(logged).toMatch(log);
  expect(logged).not.toContain(account.apiKey);
  expect(logged).not.toMatch(/254722/);
});

test('where real messages are sent there is no simulated phone network', async () => {
  const response = await fetch(`${here.url}/handset/sms/${crowd(1).msisdn}`);
  expect(response.status).toBe(404);
  const turn = turnForm({ msisdn: crowd(1).msisdn, sessionId: 'ATUid_live', text: '' });
  expect((await post(here.url, turn)).body).toMatch(/^CON Welcome/);
});
