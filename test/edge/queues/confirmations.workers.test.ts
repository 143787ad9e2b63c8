/** The consumer of confirmations and its gateways: a slow one, and one whose circuit is open. */
import { createMessageBatch } from 'cloudflare:test';
import { describe, expect, test, vi } from 'vitest';
import { kenya } from '../../../core/markets/ke.ts';
import { money } from '../../../core/money.ts';
import type { Msisdn } from '../../../core/msisdn.ts';
import type { DueReceipt } from '../../../db/delivery/receipts.ts';
import type { SmsGateway } from '../../../edge/gateways/sms/port.ts';
import { smsSender } from '../../../edge/gateways/sms/sender.ts';
import type { Parts } from '../../../edge/parts.ts';
import { sendReceipts } from '../../../edge/queues/confirmations.ts';
import { completed, parts, payment, person, reserved, rows } from '../../support/workers/town.ts';

/** Seconds that a gateway may take for one message, and after which a claimed receipt is due again. */
const slowest = 10;
const dueAgain = 30;

test('a hundred payments behind a slow gateway are each sent before anybody else would send them', async () => {
  let now = 0;
  let claimedAt = 0;
  const late: string[] = [];
  let sent = 0;
  let finished = 0;
  let sending: Promise<void> | undefined;
  const system = {
    market: kenya,
    settings: { SIM_CHECK_HOURS: 0 },
    clock: { now: () => now },
    receipts: {
      claim: async (payments: readonly string[]) => {
        claimedAt = now;
        return payments.flatMap((id) => [receipt(id, 'payer'), receipt(id, 'payee')]);
      },
      finish: async (deliveries: readonly unknown[]) => {
        finished += deliveries.length;
      },
    },
    sms: {
      order: ['slow'],
      // Messages that are sent together take the time of one.
      send: async (_: string, { text }: { text: string }) => {
        sent += 1;
        sending ??= Promise.resolve().then(() => {
          now += slowest;
          sending = undefined;
        });
        await sending;
        if (now - claimedAt > dueAgain) late.push(text);
        return { state: 'taken', messageId: `M${sent}` };
      },
    },
  } as unknown as Parts;

  const ids = Array.from({ length: 100 }, () => crypto.randomUUID());
  let acknowledged = false;
  await sendReceipts(
    {
      queue: 'payment-confirmations',
      messages: ids.map((id) => ({ body: { topic: 'payment-confirmations', paymentIds: [id] } })),
      ackAll: () => {
        acknowledged = true;
      },
    } as unknown as Parameters<typeof sendReceipts>[0],
    system,
  );
  expect({ sent, finished, acknowledged }).toEqual({
    sent: 200,
    finished: 200,
    acknowledged: true,
  });
  expect(late).toEqual([]);
});

function receipt(about: string, party: 'payer' | 'payee'): DueReceipt {
  return {
    ...{ about, party, type: 'p2p', language: 'en', state: 'completed', refusal: undefined },
    ...{ gateway: 'slow', messageId: `${about}-${party}-1`, unresolved: false },
    ...{ business: undefined, accountReference: undefined, number: 1n },
    amount: money(100_00n, 'KES'),
    fee: money(0n, 'KES'),
    balance: money(1_00n, 'KES'),
    to: '254700123456' as Msisdn,
    other: '254711987654' as Msisdn,
    endedAt: 0,
  };
}

describe('a gateway whose circuit is open', () => {
  /** A gateway that takes nothing, answers nothing and can be asked, before one that takes everything. */
  function twoGateways() {
    const silent: string[] = [];
    const asked: string[] = [];
    const taken: string[] = [];
    const first: SmsGateway = {
      async send({ messageId }) {
        silent.push(messageId);
        throw new Error('no answer');
      },
      async lookup(messageId) {
        asked.push(messageId);
        return undefined;
      },
    };
    const second: SmsGateway = {
      async send({ messageId }) {
        taken.push(messageId);
        return { messageId };
      },
    };
    let now = 0;
    const clock = { ...parts.clock, now: () => now };
    const circuits = new Map();
    /** As each batch has a sender of its own, and the isolate's circuits. */
    const consume = async (...ids: readonly string[]) => {
      const sms = smsSender(
        [
          ['first', first],
          ['second', second],
        ],
        { circuits, clock },
      );
      const body = { topic: 'payment-confirmations', paymentIds: ids };
      const message = { id: ids.join(), timestamp: 0, attempts: 1, body };
      await sendReceipts(createMessageBatch('payment-confirmations', [message]), { ...parts, sms });
    };
    const waits = (ms: number) => {
      now += ms;
    };
    return { silent, asked, taken, consume, waits };
  }

  async function paid(): Promise<string> {
    const request = payment((await person()).account, (await person()).account, 100_00n);
    await reserved(request);
    await completed(request);
    return request.id;
  }

  function receiptsOf(id: string) {
    return rows(
      'select state, gateway, attempts from tuma.receipts where about = $1 order by party',
      [id],
    );
  }

  const both = <T>(one: T) => [one, one];

  test('is not called, the next one sends at once, and it is still asked about what it may have taken', async () => {
    const alerts = vi.spyOn(console, 'error').mockImplementation(() => {});
    const logs = vi.spyOn(console, 'log').mockImplementation(() => {});
    const { silent, asked, taken, consume, waits } = twoGateways();
    const unanswered = [await paid(), await paid(), await paid()];
    await consume(...unanswered);
    expect(silent).toHaveLength(6);
    for (const id of unanswered) {
      expect(await receiptsOf(id)).toEqual(
        both({ state: 'sending', gateway: 'first', attempts: '1' }),
      );
    }

    const next = await paid();
    await consume(next);
    const sent = both({ state: 'sent', gateway: 'second', attempts: '1' });
    expect(await receiptsOf(next)).toEqual(sent);
    expect([silent.length, asked.length, taken.length]).toEqual([6, 0, 2]);

    await rows(
      `update tuma.receipts set at = at - interval '1 minute' where about = any ($1::uuid[])`,
      [`{${unanswered.join()}}`],
    );
    await consume(...unanswered);
    expect(asked.toSorted()).toEqual(silent.toSorted());
    for (const id of unanswered) {
      expect(await receiptsOf(id)).toEqual(
        both({ state: 'sent', gateway: 'second', attempts: '2' }),
      );
    }
    expect([silent.length, taken.length]).toEqual([6, 8]);

    // Half a minute later one message tries it again.
    waits(30_000);
    const trial = await paid();
    await consume(trial);
    expect((await receiptsOf(trial)).map(({ gateway }) => gateway).toSorted()).toEqual([
      'first',
      'second',
    ]);
    expect(silent).toHaveLength(7);
    alerts.mockRestore();
    logs.mockRestore();
  });
});
