/** Infobip's answers, reports and messages, one by one. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { kenya } from '../../../../core/markets/ke.ts';
import type { Msisdn } from '../../../../core/msisdn.ts';
import { infobip } from '../../../../edge/gateways/sms/infobip.ts';
import type { SmsAnswer } from '../../../../edge/gateways/sms/port.ts';
import { type Fate, Infobip, infobipAccount } from '../../../support/carriers/infobip.ts';
import { TestClock } from '../../../support/clock/clock.ts';

const settings = {
  INFOBIP_BASE_URL: infobipAccount.base,
  INFOBIP_API_KEY: infobipAccount.key,
  INFOBIP_SENDER: 'TUMA',
  INFOBIP_DELIVERY_URL: 'https://tuma.test/sms/infobip/t/delivery',
};
const tools = { clock: new TestClock(), market: kenya, deliver: async () => {} };
const gateway = infobip.settings.parse(settings)(tools);
const to = '254700123456' as Msisdn;
const sms = { to, text: 'Habari', messageId: 'M-payer-1' };

let provider = new Infobip();
beforeEach(() => {
  provider = new Infobip();
  vi.stubGlobal('fetch', (input: URL, init: RequestInit) => {
    const answer = provider.handle(new Request(input, { ...init, signal: null }));
    const { promise, reject } = Promise.withResolvers<Response>();
    init.signal?.addEventListener('abort', () => reject(init.signal?.reason));
    return Promise.race([answer, promise]);
  });
});
afterEach(() => vi.unstubAllGlobals());

const taken: SmsAnswer = { messageId: sms.messageId };
const refused = (why: string, final = false, elsewhere = true): SmsAnswer => ({
  ...{ refused: why, final, elsewhere },
});

describe('a message', () => {
  test('goes out under our id, with the sender and the address for its reports', async () => {
    expect(await gateway.send(sms)).toEqual(taken);
    expect(provider.delivered).toEqual([{ ...sms, sender: 'TUMA' }]);
    expect(provider.asked).toMatchObject([{ webhook: settings.INFOBIP_DELIVERY_URL }]);
  });

  test('that was taken before is not sent again, and counts as taken', async () => {
    await gateway.send(sms);
    expect(await gateway.send(sms)).toEqual(taken);
    expect(provider.delivered).toHaveLength(1);
  });

  test.each<[fate: Fate, answer: SmsAnswer]>([
    [6, refused('status 6')],
    [8, refused('status 8', true, false)],
    [10, refused('status 10', true, false)],
    [11, refused('status 11', true)],
    [12, refused('status 12')],
    [13, refused('status 13', true)],
    [14, refused('status 14', true, false)],
    [19, refused('status 19')],
    [20, refused('status 20', false, false)],
    [21, refused('status 21')],
    [52, refused('status 52', true, false)],
    ['busy', refused('HTTP 429')],
    ['unable', refused('HTTP 503')],
    ['wrong key', refused('HTTP 401')],
  ])('that meets %s is refused', async (fate, answer) => {
    provider.fate(to, fate);
    expect(await gateway.send(sms)).toEqual(answer);
    expect(provider.delivered).toEqual([]);
  });

  test.each<[fate: Fate, why: string]>([
    ['broken', 'HTTP 500'],
    ['front', 'HTTP 503'],
    ['lost', 'HTTP 502'],
    ['garbage', 'HTTP 200'],
    ['cut', 'HTTP 200'],
    ['other id', 'HTTP 200'],
  ])('that meets %s has an unknown outcome', async (fate, why) => {
    provider.fate(to, fate);
    const failure = await gateway.send(sms).catch((error) => String(error));
    expect(failure).toBe(`NoAnswer: Infobip did not answer: ${why}`);
  });

  test('that is not answered in ten seconds has an unknown outcome', async () => {
    const timeout = vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
      const late = new AbortController();
      queueMicrotask(() => late.abort(new DOMException('late', 'TimeoutError')));
      expect(ms).toBe(10_000);
      return late.signal;
    });
    provider.fate(to, 'hang');
    await expect(gateway.send(sms)).rejects.toThrow('Infobip did not answer: late');
    timeout.mockRestore();
  });

  test('whose way is cut has an unknown outcome, and the error holds no key', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new Error(infobipAccount.key)));
    await expect(gateway.send(sms)).rejects.toThrow(/^Infobip did not answer: away$/);
  });
});

describe('a question about a message', () => {
  test('is answered with what became of it', async () => {
    expect(await gateway.lookup?.(sms.messageId)).toBeUndefined();
    provider.fate(to, 'lost');
    await gateway.send(sms).catch(() => {});
    expect(await gateway.lookup?.(sms.messageId)).toEqual(taken);
    provider.fate(to, 12);
    await gateway.send({ ...sms, messageId: 'other' });
    expect(await gateway.lookup?.('other')).toEqual(refused('status 12'));
  });

  test('throws where there is no answer', async () => {
    provider.logsAnswer = false;
    await expect(gateway.lookup?.(sms.messageId)).rejects.toThrow('HTTP 502');
  });
});

describe('its callbacks', () => {
  const status = (groupId: number, name: string) => ({ groupId, groupName: 'G', id: 5, name });
  const results = (...all: object[]) => JSON.stringify({ results: all });

  test.each([
    [1, undefined],
    [2, 'undelivered'],
    [3, 'delivered'],
    [4, 'undelivered'],
    [5, 'undelivered'],
    [9, undefined],
  ])('report a message of group %s as %s', (group, end) => {
    const body = results({ messageId: 'M', to, status: status(group, 'N'), error: { name: 'E' } });
    const report = { messageId: 'M', end, status: 'N', why: 'E' };
    expect(infobip.callbacks?.delivery(body)).toEqual([report]);
  });

  test('bring messages', () => {
    const message = { messageId: 'I', from: '254700123456', to: '22334', text: 'Hi', smsCount: 1 };
    const read = [{ id: 'I', from: '254700123456', text: 'Hi' }];
    expect(infobip.callbacks?.inbound?.(results(message, message))).toEqual([...read, ...read]);
  });

  test('are read row by row: what is wrong with one takes no other with it', () => {
    const good = { messageId: 'M', status: status(3, 'N') };
    const report = { messageId: 'M', end: 'delivered', status: 'N' };
    const wrong = { unreadable: ['messageId missing', 'status missing'] };
    expect(infobip.callbacks?.delivery(results(good, {}, good))).toEqual([report, wrong, report]);
    const message = { messageId: 'I', from: '254700123456' };
    const read = { id: 'I', from: '254700123456', text: '' };
    const nobody = { unreadable: ['from missing'] };
    expect(infobip.callbacks?.inbound?.(results(message, { messageId: 'J' }))).toEqual([
      read,
      nobody,
    ]);
  });

  test('need nothing that is only logged', () => {
    const bare = { messageId: 'M', status: { groupId: 3 }, error: 'none' };
    const report = { messageId: 'M', end: 'delivered', status: 'unknown' };
    expect(infobip.callbacks?.delivery(results(bare))).toEqual([report]);
  });

  test.each([
    ['', 'body unreadable'],
    ['{', 'body unreadable'],
    ['[]', 'body unreadable'],
    ['{}', 'results missing'],
    ['{"results":7}', 'results wrong'],
  ])('are not read of %s', (body, what) => {
    expect(infobip.callbacks?.delivery(body)).toEqual([{ unreadable: [what] }]);
    expect(infobip.callbacks?.inbound?.(body)).toEqual([{ unreadable: [what] }]);
  });
});
