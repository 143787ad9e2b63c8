/** How many receipts one consumer holds while a gateway is slow: what it cannot send before they are due again is not its. */
import { expect, test } from 'vitest';
import { kenya } from '../../../core/markets/ke.ts';
import { money } from '../../../core/money.ts';
import type { Msisdn } from '../../../core/msisdn.ts';
import type { DueReceipt } from '../../../db/delivery/receipts.ts';
import type { Parts } from '../../../edge/parts.ts';
import { sendReceipts } from '../../../edge/queues/confirmations.ts';

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
