/** What Africa's Talking reports of messages that it took: the first end counts, and everything is taken politely. */
import { afterEach, beforeAll, expect, test } from 'vitest';
import { AfricasTalking } from '../../../support/carriers/africastalking.ts';
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
afterEach(() => here.neon.behave());

const path = '/sms/africastalking/demo/delivery';

/** The ids of the messages that were sent, each to be reported by one test. */
let ids: string[] = [];
beforeAll(async () => {
  const payments = 8;
  for (let i = 1; i <= payments; i += 1) {
    const screen = await here.phone(crowd(2 * i)).goes('1', local(crowd(1).msisdn), '100', '7391');
    expect(screen).toMatch(/ Confirmed\. /);
  }
  const sent = () =>
    here.rows<{ id: string }>(`select message_id id from tuma.receipts where state = 'sent'`);
  await until(async () => (await sent()).length === 2 * payments);
  ids = (await sent()).map(({ id }) => id);
  expect(ids).toHaveLength(2 * payments);
});

function messageId(): string {
  const id = ids.pop();
  if (!id) throw new Error('there are more tests than messages');
  return id;
}

async function reports(id: string, status: string, more: Record<string, string> = {}) {
  const fields = {
    id,
    status,
    phoneNumber: '+254722000001',
    networkCode: '63902',
    retryCount: '0',
  };
  const body = new URLSearchParams({ ...fields, ...more });
  expect(await post(here.url, body, { path })).toMatchObject({ status: 200, body: '' });
}

async function stateOf(id: string): Promise<string | undefined> {
  const [row] = await here.rows<{ state: string }>(
    'select state from tuma.receipts where message_id = $1',
    [id],
  );
  return row?.state;
}

test.each([
  ['Success', 'delivered'],
  ['Failed', 'undelivered'],
  ['Rejected', 'undelivered'],
  ['AbsentSubscriber', 'undelivered'],
  ['Expired', 'undelivered'],
])('%s ends a message as %s, and what comes later changes nothing', async (status, state) => {
  const id = messageId();
  await reports(id, status, { failureReason: 'DeliveryFailure' });
  expect(await stateOf(id)).toBe(state);
  for (const later of [status, 'Success', 'Failed', 'Sent', 'Expired']) await reports(id, later);
  expect(await stateOf(id)).toBe(state);
});

test.each(['Sent', 'Submitted', 'Buffered', 'Queued', '', 'success', '__proto__', 'x'.repeat(64)])(
  '"%s" is no end: the message may still have one',
  async (status) => {
    const id = ids.at(-1) ?? '';
    await reports(id, status);
    expect(await stateOf(id)).toBe('sent');
  },
);

test('a message has its end whichever came before it', async () => {
  const id = messageId();
  for (const status of ['Sent', 'Submitted', 'Buffered', 'Success']) await reports(id, status);
  expect(await stateOf(id)).toBe('delivered');
});

test('contradictory ends at once leave one of them', async () => {
  const id = messageId();
  await Promise.all(
    ['Success', 'Failed', 'Success', 'Expired'].map((status) => reports(id, status)),
  );
  const kept = await stateOf(id);
  expect(['delivered', 'undelivered']).toContain(kept);
  await reports(id, kept === 'delivered' ? 'Failed' : 'Success');
  expect(await stateOf(id)).toBe(kept);
});

test('a message that is not ours, and words that are not the carrier’s, are taken and logged safely', async () => {
  await reports('ATXid_of_nobody', 'Failed', { failureReason: '+254722000001 "ZZMARKERZZ"' });
  await reports('None', 'ZZMARKERZZ 254722000001');
  const logged = here.logs.join('\n');
  expect(logged).toContain(
    '{"event":"sms_reported","status":"Failed","final":true,"known":false,"why":"unknown"}',
  );
  expect(logged).toContain('{"event":"sms_reported","status":"unknown","final":false}');
  expect(logged).not.toMatch(/ZZMARKERZZ|254722|ATXid_of_nobody/);
});

test('the carrier hears 200 though the database is away', async () => {
  const id = messageId();
  here.neon.misbehave({ fault: 'refuse', match: 'tuma.report_delivery', times: 8 });
  await reports(id, 'Success');
  here.neon.behave();
  expect(await stateOf(id)).toBe('sent');
  expect(here.logs.join('\n')).toContain('"sms_callback_failed"');
});
