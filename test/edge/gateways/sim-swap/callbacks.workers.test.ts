/** What networks are asked about SIMs, in the real runtime: who is asked about, what is brought, and what a payment meets. */
import { createMessageBatch, createScheduledController } from 'cloudflare:test';
import { env, exports } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Msisdn } from '../../../../core/msisdn.ts';
import type { SimSwapAnswer } from '../../../../edge/gateways/sim-swap/port.ts';
import { runSimChecks } from '../../../../edge/jobs/sim-checks.ts';
import type { Parts } from '../../../../edge/parts.ts';
import { sendReceipts } from '../../../../edge/queues/confirmations.ts';
import worker from '../../../../edge/worker.ts';
import {
  misbehave,
  type Person,
  parts,
  payment,
  person,
  rows,
} from '../../../support/workers/town.ts';

afterEach(() => misbehave(null));
// Who waits from before, or from another file, is none of the next test's.
beforeEach(() => rows('update tuma.sim_checks set due_at = null'));

let requests = 0;

/** Somebody about whom the network was asked, and its name for the question. */
async function askedAbout() {
  const someone = await person();
  await wantedFor(someone);
  await parts.simChecks.claim(100, parts.clock.now());
  requests += 1;
  const requestId = `ATSwpid_${requests}`;
  await parts.simChecks.recordRequest(someone.account, requestId);
  return { ...someone, requestId };
}

function wantedFor({ account }: Person) {
  return rows(
    `insert into tuma.sim_checks (account_id, due_at) values ($1, now() - interval '1 second')`,
    [account],
  );
}

async function changedAt({ account }: Person): Promise<number | undefined> {
  const query = 'select extract(epoch from sim_changed_at) at from tuma.accounts where id = $1';
  const [row] = await rows(query, [account]);
  return row?.at ? Math.round(Number(row.at) * 1_000) : undefined;
}

async function checkOf({ account }: Person) {
  const [row] = await rows(
    `select tries, due_at is null done, answered_at is not null answered
       from tuma.sim_checks where account_id = $1`,
    [account],
  );
  return (
    row &&
    `${row.tries} ${row.done === 't' ? 'done' : 'due'}${row.answered === 't' ? ', answered' : ''}`
  );
}

describe('the callback for verdicts', () => {
  const swapped = (requestId: string) => ({
    ...{ status: 'Swapped', lastSimSwapDate: '30-08-2024', requestId },
    ...{ providerRefId: 'fe3b-46fd', transactionId: '738e202b' },
  });
  const kept = Date.UTC(2024, 7, 31);
  const json = 'application/json';

  async function brings(body: unknown, type = json, token = 'demo', method = 'POST') {
    const headers = { 'content-type': type };
    const url = `https://tuma.test/insights/africastalking/${token}/sim-swap`;
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const request = method === 'GET' ? { method } : { method, headers, body: text };
    const response = await exports.default.fetch(url, request);
    return `${response.status} ${await response.text()}`;
  }

  test('keeps them, as JSON and as a form', async () => {
    const [one, other] = [await askedAbout(), await askedAbout()];
    expect(await brings(swapped(one.requestId))).toBe('200 ');
    const form = new URLSearchParams(swapped(other.requestId)).toString();
    expect(await brings(form, 'application/x-www-form-urlencoded')).toBe('200 ');
    expect([await changedAt(one), await changedAt(other)]).toEqual([kept, kept]);
    expect(await checkOf(one)).toBe('1 done, answered');
  });

  test('acknowledges what is no verdict, and changes nothing', async () => {
    const one = await askedAbout();
    const verdict = swapped(one.requestId);
    expect(await brings('{')).toBe('200 ');
    expect(await brings({ ...verdict, status: 'Failed' })).toBe('200 ');
    expect(await brings(verdict, 'text/plain')).toBe('200 ');
    expect(await brings({ ...verdict, more: 'x'.repeat(9_000) })).toBe('200 ');
    expect(await changedAt(one)).toBeUndefined();
    expect(await checkOf(one)).toBe('1 due');
  });

  test('acknowledges a verdict on a request that nobody made', async () => {
    expect(await brings(swapped('ATSwpid_nobody'))).toBe('200 ');
  });

  test('does not acknowledge a verdict that could not be kept, and keeps it when it comes again', async () => {
    const one = await askedAbout();
    await misbehave('refuse', 'tuma.record_sim_swap', 4);
    const alerts = vi.spyOn(console, 'error').mockImplementation(() => {});
    expect(await brings(swapped(one.requestId))).toBe('503 ');
    alerts.mockRestore();
    expect(await brings(swapped(one.requestId))).toBe('200 ');
    expect(await changedAt(one)).toBe(kept);
  });

  test('is not there for strangers', async () => {
    const one = await askedAbout();
    expect(await brings(swapped(one.requestId), json, 'wrong')).toMatch(/^404 /);
    expect(await changedAt(one)).toBeUndefined();
  });

  test('is not there where the vendor has no token, and the log says so', async () => {
    const logs = vi.spyOn(console, 'log').mockImplementation(() => {});
    const path = '/sms/infobip/demo/delivery';
    const response = await exports.default.fetch(`https://tuma.test${path}`, { method: 'POST' });
    const told = logs.mock.calls.map(([line]) => JSON.parse(line));
    logs.mockRestore();
    expect(response.status).toBe(404);
    expect(told).toEqual([
      { event: 'callback_refused', kind: 'sms', gateway: 'infobip', why: 'not_set_up' },
    ]);
  });

  test('is posted to, and nothing else', async () => {
    expect(await brings('', '', 'demo', 'GET')).toMatch(/^405 /);
  });
});

describe('asking', () => {
  /** The system with a network that does this. */
  const withNetwork = (ask: (msisdn: Msisdn) => Promise<SimSwapAnswer>): Parts => ({
    ...parts,
    simSwapGateway: { ask },
  });

  test('is about everybody who is due, at most six at a time, and nobody twice', async () => {
    const due: Person[] = [];
    for (let i = 0; i < 14; i++) due.push(await person());
    for (const one of due) await wantedFor(one);
    const about: Msisdn[] = [];
    let [now, most] = [0, 0];
    const system = withNetwork(async (msisdn) => {
      about.push(msisdn);
      now += 1;
      most = Math.max(most, now);
      await new Promise((done) => setTimeout(done, 20));
      now -= 1;
      return { requestId: `at most six ${msisdn}` };
    });
    await runSimChecks(system);
    await runSimChecks(system);
    expect(about.toSorted()).toEqual(due.map(({ msisdn }) => msisdn).toSorted());
    expect(most).toBe(6);
  });

  test('that fails for one fails for nobody else, is logged, and is tried again later', async () => {
    const [one, other] = [await person(), await person()];
    for (const someone of [one, other]) await wantedFor(someone);
    const alerts = vi.spyOn(console, 'error').mockImplementation(() => {});
    const system = withNetwork(async (msisdn) => {
      if (msisdn === one.msisdn) throw new Error('the network is away');
      return { requestId: 'R', verdict: { requestId: 'R', changedAt: 1_000 } };
    });
    await runSimChecks(system);
    const told = alerts.mock.calls.map(([line]) => JSON.parse(line));
    alerts.mockRestore();
    expect(told).toEqual([{ event: 'sim_check_failed', what: 'Error: the network is away' }]);
    expect(await checkOf(one)).toBe('1 due');
    expect([await checkOf(other), await changedAt(other)]).toEqual(['1 done, answered', 1_000]);

    await rows(
      `update tuma.sim_checks set due_at = now() - interval '1 second' where account_id = $1`,
      [one.account],
    );
    await worker.scheduled(createScheduledController({ cron: '* * * * *' }), env);
    expect(await checkOf(one)).toBe('2 done, answered');
  });

  test('is left to the next timer when it takes too long', async () => {
    for (let i = 0; i < 13; i++) await wantedFor(await person());
    let now = parts.clock.now();
    let asked = 0;
    const network = withNetwork(async (msisdn) => {
      asked += 1;
      if (asked % 6 === 0) now += 16_000;
      return { requestId: `slow ${msisdn}` };
    });
    const system = { ...network, clock: { ...parts.clock, now: () => now } };
    await runSimChecks(system);
    expect(asked).toBe(12);
    await runSimChecks(system);
    expect(asked).toBe(13);
  });

  test('is never done where it is not set', async () => {
    const one = await person();
    await wantedFor(one);
    const never = { ...parts, settings: { ...parts.settings, SIM_CHECK_HOURS: 0 } };
    await runSimChecks(never);
    expect(await checkOf(one)).toBe('0 due');
    const { id, payer } = await pays(await person(), await person(), 1_00n);
    await sendReceipts(confirmationOf(id), never);
    expect(await checkOf({ ...one, account: payer })).toBeUndefined();
  });
});

let messages = 0;

function confirmationOf(paymentId: string) {
  const body = { topic: 'payment-confirmations', paymentIds: [paymentId] };
  const message = { id: `s${messages++}`, timestamp: Date.now(), attempts: 1, body };
  return createMessageBatch('payment-confirmations', [message]);
}

/** In the books and before the checks, as a Partition does it. Nobody rings for it. */
async function pays(from: Person, to: Person, minor: bigint) {
  const request = payment(from.account, to.account, minor);
  const { state } = await parts.payments(0).pay(request);
  return { ...request, state };
}

describe('a number whose SIM was changed an hour ago', () => {
  /** Pays small amounts to one person; the network is asked; then a large amount to another. */
  async function aLargePaymentOf(payer: Person) {
    const [known, stranger] = [await person(), await person()];
    for (const amount of [40_00n, 50_00n, 60_00n, 50_00n, 50_00n, 45_00n]) {
      const { id, state } = await pays(payer, known, amount);
      expect(state).toBe('completed');
      await sendReceipts(confirmationOf(id), parts);
    }
    expect(await checkOf(payer)).toBe('0 due');
    await worker.scheduled(createScheduledController({ cron: '* * * * *' }), env);
    expect(await checkOf(payer)).toBe('1 done, answered');

    const { id, state } = await pays(payer, stranger, 5_000_00n);
    const [row] = await rows(
      `select (select string_agg(f ->> 'code', ' ')
                 from jsonb_array_elements(evidence -> 'fraud' -> 'factors') f) factors
         from tuma.payments where id = $1`,
      [id],
    );
    return { state, factors: row?.factors };
  }

  test('pays a large unusual amount to somebody new: it is held for review, for the SIM too', async () => {
    expect(await aLargePaymentOf(await person('254798'))).toEqual({
      state: 'review',
      factors: 'UNUSUAL_AMOUNT NEW_RECIPIENT SIM_SWAP',
    });
  });

  test('differs from any other, whose payment is completed', async () => {
    expect(await aLargePaymentOf(await person())).toEqual({
      state: 'completed',
      factors: 'UNUSUAL_AMOUNT NEW_RECIPIENT',
    });
  });
});
