/** Every carrier runs the same dialogues against the whole system: one table, and one loop over it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  type CarrierName,
  carrierNames,
  carriers,
} from '../../../../../edge/channels/ussd/carriers/index.ts';
import { CarrierPhone, rows } from '../../../../support/carriers/carriers.ts';
import { curlsOf, performed } from '../../../../support/carriers/curl.ts';
import { until } from '../../../../support/clock/until.ts';
import { aboveKeys } from '../../../../support/phone/keys.ts';
import { mainMenu } from '../../../../support/phone/menus.ts';
import { crowd, local, town } from '../../../../support/system/town.ts';

const own = ['127.0.0.1', '::1', '203.0.113.0/24', '2001:db8::/32'];
const settings = Object.fromEntries(
  carrierNames.map((name) => [name, { token: 'demo', sources: own }] as const),
);
const here = town({
  settings: {
    CARRIERS: JSON.stringify({
      ...settings,
      airtel: { ...settings.airtel, userid: 'flares', password: 's3cret' },
      hubtel: { ...settings.hubtel, budgets: { narrow: 80 } },
      imimobile: { ...settings.imimobile, service: '*334#' },
      safaricom: { ...settings.safaricom, service: '*334*7#' },
    }),
  },
});

const menu = { text: mainMenu, end: false };
const over = { text: 'This session is over. Please dial again.', end: true };
const served =
  'Only mobile numbers of Kenya (+254) are served here.\nNamba za simu za Kenya (+254) pekee zinahudumiwa hapa.';
const sorry = 'Sorry, the service is not available now. Please try again later.';

describe.each(carrierNames.map((name, index) => [name, index] as const))('%s', (name, index) => {
  const row = rows[name];
  const payer = crowd(101 + 2 * index);
  const payee = crowd(102 + 2 * index);
  const phone = (who = payer) => new CarrierPhone(here.url, name, who);
  const paid = async () =>
    (await here.payments(payer)).filter(({ state }) => state === 'completed');

  test('sends money, once, however often a turn is sent again', async () => {
    const caller = phone();
    expect(await caller.dial()).toMatchObject({ status: 200, ...menu });
    expect(await caller.again()).toMatchObject(menu);
    expect(await caller.types('1')).toMatchObject({ text: 'Enter phone number:', end: false });
    expect(await caller.again()).toMatchObject({ text: 'Enter phone number:', end: false });
    expect(await caller.types('0')).toMatchObject(menu);
    expect(await caller.types('1')).toMatchObject({ text: 'Enter phone number:', end: false });
    await caller.types(local(payee.msisdn));
    const confirm = await caller.types('100');
    expect(confirm.text).toMatch(/^Send Ksh100\.00 to .* Fee Ksh0\.00\.\nEnter PIN:$/);
    expect((await caller.again()).body).toBe(confirm.body);

    const answers = await Promise.all([caller.types(payer.pin), ...repeated(caller)]);
    expect(answers[0]).toMatchObject({ status: 200, end: true });
    expect(answers[0]?.text).toMatch(
      /Confirmed\. Ksh100\.00 sent to .* New balance Ksh9,900\.00\.$/,
    );
    for (const { body } of answers) expect(body).toBe(answers[0]?.body);
    expect((await caller.again()).body).toBe(answers[0]?.body);
    expect(await paid()).toHaveLength(1);
    expect(await here.balance(payer)).toEqual({ balance: 9_900_00n, held: 0n });
  });

  test.runIf(row.dialsAhead)('a deep dial goes as far as the PIN, and no further', async () => {
    const caller = phone(payee);
    const asked = await caller.dial(`1*${local(payer.msisdn)}*50*${payee.pin}`);
    expect(asked.text).toMatch(/^Send Ksh50\.00 to .*\nEnter PIN:$/);
    expect(asked.end).toBe(false);
    expect((await caller.types('0000')).text).toMatch(/Wrong PIN\. 2 tries left\. Enter PIN:$/);
    expect(await here.payments(payee)).toEqual([]);
  });

  test.runIf(row.endings)('that hangs up is acknowledged, and nothing runs any more', async () => {
    for (const how of Object.keys(row.endings ?? {}) as ('end' | 'abort' | 'timeout')[]) {
      const caller = phone();
      await caller.dial();
      await caller.types('1');
      const [got, wanted] = await caller.leaves(how);
      expect(got).toBe(wanted);
      const [once_more] = await caller.leaves(how);
      expect(once_more).toBe(wanted);
      const late = await caller.types(local(payee.msisdn));
      if (row.unnamed) expect(late.text).toContain(menu.text);
      else expect(late).toMatchObject(over);
    }
    expect(await phone().dial()).toMatchObject(menu);
  });

  test('what is no turn gets a last screen of the protocol, and changes nothing', async () => {
    const nonsense = await phone().call(row.nonsense);
    expect(nonsense).toMatchObject({ status: 200, text: sorry, end: true });
    expect(nonsense.unreadable).toMatch(/^[\w.]+ (missing|wrong)(, [\w.]+ (missing|wrong))*$/);
    const trace = { what: 'callback_unreadable', carrier: name, fields: nonsense.unreadable };
    expect(here.logs.join('\n')).toContain(JSON.stringify(trace).slice(1));
    const { type, body } = row.nonsense;
    if (!type || !body) return;
    for (const broken of ['', '{', '<', '<!DOCTYPE a>', '[]', '\0', '%']) {
      const answer = await phone().call({ ...row.nonsense, body: broken });
      expect(answer).toMatchObject({ status: 200, text: sorry, end: true });
    }
    const large = { ...row.nonsense, body: body + ' '.repeat(9_000) };
    expect(await phone().call(large)).toMatchObject({
      ...{ status: 413, text: sorry, end: true },
      unreadable: 'body too long',
    });
    const wrong = { ...row.nonsense, type: 'text/html' };
    expect(await phone().call(wrong)).toMatchObject({
      ...{ status: 415, text: sorry, end: true },
      unreadable: 'content-type wrong',
    });
  });

  test.runIf(row.nonsense.body)('a body without a content type is read', async () => {
    const caller = phone();
    caller.saysType = false;
    expect(await caller.dial()).toMatchObject({ status: 200, ...menu });
    expect((await caller.types('1')).text).toMatch(/^Enter phone number/);
  });

  test('a number of another country is told whose numbers are served', async () => {
    const field = carriers[name].numberField;
    const answer = await phone({ ...payer, msisdn: '12025550100' }).dial();
    expect(answer).toMatchObject({ status: 200, text: served, end: true });
    expect(answer.unreadable).toBe(`${field} foreign number`);
    const short = await phone({ ...payer, msisdn: '25472200010' }).dial();
    expect(short).toMatchObject({ status: 200, text: served, end: true });
    expect(short.unreadable).toBe(`${field} unknown number`);
    const none = await phone({ ...payer, msisdn: 'nobody' }).dial();
    expect(none).toMatchObject({ status: 200, text: sorry, end: true });
    for (const what of ['foreign_number', 'unknown_number']) {
      expect(here.logs.join('\n')).toContain(JSON.stringify({ what, carrier: name }).slice(1, -1));
    }
  });

  test('is not there for who may not know it', async () => {
    const call = row.nonsense;
    const from = (address: string) => phone().call(call, 'demo', { 'cf-connecting-ip': address });
    expect((await phone().call(call, 'wrong')).status).toBe(404);
    expect((await phone().call({ ...call, path: `/more${call.path}` })).status).toBe(404);
    expect((await from('203.0.113.77')).status).toBe(200);
    expect((await from('2001:db8:1::7')).status).toBe(200);
    for (const address of ['203.0.114.1', '2001:db9::1', 'nonsense']) {
      expect((await from(address)).status, address).toBe(404);
    }
    const refused = here.logs.filter((line) => line.includes('callback_refused'));
    expect(refused.join('\n')).toContain(JSON.stringify({ carrier: name, why: 'source' }).slice(1));
    expect(refused.join('\n')).toContain(JSON.stringify({ carrier: name, why: 'token' }).slice(1));
  });

  test('takes no other method', async () => {
    for (const method of ['GET', 'POST', 'PUT', 'DELETE', 'HEAD']) {
      if (method === row.nonsense.method) continue;
      const { body: _, ...call } = row.nonsense;
      const answer = await phone().call({ ...call, method });
      expect({ method, status: answer.status }).toEqual({ method, status: 405 });
    }
  });
});

function repeated(caller: CarrierPhone) {
  return [1, 2, 3].map(() => caller.again());
}

test('who hangs up while the money is on its way has sent it, once, and is told by SMS', async () => {
  const [payer, payee] = [crowd(154), crowd(155)];
  const phone = new CarrierPhone(here.url, 'hubtel', payer);
  await phone.dial(`1*${local(payee.msisdn)}*100`);
  here.neon.misbehave({ fault: 'latency', match: 'tuma.settle', ms: 700 });
  const paying = phone.types(payer.pin);
  expect(await until(async () => (here.neon.calls.fired.latency ?? 0) > 0)).toBe(true);
  const [got, wanted] = await phone.leaves('abort');
  expect(got).toBe(wanted);
  expect((await paying).text).toMatch(/Confirmed\. Ksh100\.00 sent to /);
  expect((await phone.again()).body).toBe((await paying).body);
  here.neon.behave();
  expect(await here.messages(payer, 1)).toHaveLength(1);
  expect(await here.balance(payer)).toEqual({ balance: 9_900_00n, held: 0n });
});

describe('the page of commands', () => {
  const page = readFileSync(
    join(import.meta.dirname, '../../../../../edge/channels/ussd/carriers/README.md'),
    'utf8',
  );
  const curls = curlsOf(page);

  test('has one for each carrier', () => {
    expect(curls.map(([name]) => name).sort()).toEqual([...carrierNames].sort());
  });

  test.each(curls)('dials as %s: %s', async (name, command) => {
    const response = await performed(command, here.url);
    const body = await response.text();
    expect(response.status, body).toBe(200);
    const { text, end } = rows[name as CarrierName].shown(body, response.headers);
    expect({ text: aboveKeys(text), end }).toEqual(menu);
    expect(response.headers.get('tuma-unreadable')).toBeNull();
  });
});

test('the end of a session that names no number ends it, and a question for its status says so', async () => {
  const phone = new CarrierPhone(here.url, 'infobip', crowd(156));
  const session = `/session/status-${crowd(156).msisdn}`;
  const post = { method: 'POST', type: 'application/json' };
  const body = JSON.stringify({ msisdn: phone.msisdn, text: '' });
  const status = async (path = session) =>
    JSON.parse((await phone.call({ method: 'GET', path: `${path}/status` })).body);
  const said = (sessionActive: boolean) => ({
    ...{ sessionActive, responseExitCode: 200, responseMessage: '' },
  });
  expect(await status('/session/nobodys')).toEqual(said(false));
  expect(await phone.call({ ...post, path: `${session}/start`, body })).toMatchObject(menu);
  expect(await status()).toEqual(said(true));
  const ending = { path: `${session}/end`, body: '{"reason":"ok","exitCode":0}' };
  await phone.call({ ...post, ...ending, method: 'PUT' });
  expect(await status()).toEqual(said(false));
  const answer = JSON.stringify({ msisdn: phone.msisdn, text: '1' });
  expect(await phone.call({ ...post, path: `${session}/response`, body: answer })).toMatchObject(
    over,
  );
  const nobodys = { path: '/session/nobodys/end', body: '' };
  expect(await phone.call({ ...post, ...nobodys, method: 'PUT' })).toMatchObject({ status: 200 });
});

test('a code that is shared with others is not an answer, where a carrier sends all inputs', async () => {
  const shared = (USSD_PARAMS: string, SESSION_ID: string) => {
    const query = new URLSearchParams({
      ORIG: '254722000157',
      DEST: '334',
      SESSION_ID,
      USSD_PARAMS,
    });
    return new CarrierPhone(here.url, 'safaricom', crowd(157)).call({
      ...{ method: 'GET', path: `?${query}` },
    });
  };
  expect(await shared('7', 'shared-1')).toMatchObject(menu);
  expect((await shared('7*6', 'shared-1')).text).toMatch(/^My account\n/);
  expect((await shared('7*6', 'shared-2')).text).toMatch(/^My account\n/);
});

test('a password that the protocol has is asked for', async () => {
  const phone = new CarrierPhone(here.url, 'airtel', crowd(150));
  const query = 'SessionID=1&MSISDN=254722000150&MSC=m&input=334';
  for (const more of ['', '&userid=flares', '&userid=flares&password=wrong', '&password=s3cret']) {
    const answer = await phone.call({ method: 'GET', path: `?${query}${more}` });
    expect(answer.status).toBe(404);
  }
});

test('a screen fits the budget of its network', async () => {
  const call = (Message: string, Type: string, Sequence: number) => ({
    ...{ method: 'POST', path: '', type: 'application/json' },
    body: JSON.stringify({
      ...{ Type, Mobile: '+254722000151', SessionId: 'narrow', ServiceCode: '334', Message },
      ...{ Operator: 'narrow', Sequence },
    }),
  });
  const phone = new CarrierPhone(here.url, 'hubtel', crowd(151));
  const { text } = await phone.call(call('*334*1*0722000152*100#', 'Initiation', 1));
  expect(text).toMatch(/^Send Ksh100\.00 to /);
  expect(text.length).toBeLessThanOrEqual(80);
});

test('a notification of MTN is acknowledged and changes nothing', async () => {
  const phone = new CarrierPhone(here.url, 'mtn', crowd(153));
  expect(await phone.dial()).toMatchObject(menu);
  const body = JSON.stringify({ sessionId: '1', messageType: '3', msisdn: '254722000153' });
  const call = { method: 'POST', path: '', type: 'application/json', body };
  expect(await phone.call(call)).toMatchObject({ status: 200, text: '', end: true });
  expect((await phone.types('1')).text).toBe('Enter phone number:');
});

test('no log line holds a number or a PIN', () => {
  expect(here.logs.join('\n')).not.toMatch(/7391|254722/);
});
