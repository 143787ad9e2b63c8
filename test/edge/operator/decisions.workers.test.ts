/** The running system carries out what operators decide: waiting reversals, and new fraud rules. */
import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { paymentId } from '../../../core/ids.ts';
import { sweep } from '../../../edge/jobs/sweep.ts';
import { until } from '../../support/clock/until.ts';
import {
  balanceOf,
  completed,
  inbox,
  parts,
  payment,
  person,
  reserved,
  rows,
} from '../../support/workers/town.ts';

async function pays(payer: string, payee: string, minor: bigint): Promise<string> {
  const request = payment(payer, payee, minor);
  await reserved(request);
  await completed(request);
  return request.id;
}

test('a reversal that waits is made by the sweep once there is money, and both are told', async () => {
  const [payer, payee, other] = [await person(), await person(), await person()];
  const origin = await pays(payer.account, payee.account, 500_00n);
  await pays(payee.account, other.account, 10_000_00n);
  const now = parts.clock.now();
  const id = paymentId(now, crypto.getRandomValues(new Uint8Array(10)));
  // The desk asks for it: the Worker may not.
  const wanted = [origin, id, 'wrong number', 'ann', new Date(now + 3_600_000), new Date(now)];
  expect(
    await rows(
      `select refusal, waits_until > now() waits
         from tuma.reverse_payment($1, $2, null, $3, $4, $5, $6)`,
      wanted.map((value) => (value instanceof Date ? value.toISOString() : value)),
    ),
  ).toEqual([{ refusal: 'insufficient_funds', waits: 't' }]);

  await sweep(parts);
  expect(await balanceOf(payer)).toEqual({ balance: '949700', held: '0' });
  await pays(other.account, payee.account, 500_00n);
  await sweep(parts);
  expect(await balanceOf(payer)).toEqual({ balance: '999700', held: '0' });
  const told = async (who: typeof payer, text: RegExp) =>
    (await inbox(who)).some((message) => text.test(message.text));
  expect(await until(() => told(payer, /Ksh500\.00 that you paid came back .* Ksh9,997\.00/))).toBe(
    true,
  );
  expect(await until(() => told(payee, /Ksh500\.00 that you received was taken back/))).toBe(true);
});

test('a partition judges by the rules that an operator has set, from its first payment on', async () => {
  const rules = {
    ...{ version: 1, review: 0.1, decline: 0.9, reviewHours: 1 },
    ...{ backup: { largest: {}, perHour: 1 } },
    rules: { LARGE_FOR_NEW: { weight: 0.5, history: 3, amount: { KES: '100.00' } } },
  };
  const [payer, payee] = [await person(), await person()];
  const [row] = await rows('select tuma.add_rule_set($1::jsonb, $2, now()) version', [
    ...[JSON.stringify(rules), 'ann'],
  ]);
  try {
    // No other test's payments fall to it.
    const stub = env.PARTITION.getByName('partition-62');
    const request = payment(payer.account, payee.account, 100_00n);
    await stub.pay(request);
    const found = await rows(
      'select state, fraud_model, fraud_score from tuma.payments where id = $1',
      [request.id],
    );
    const judged = { fraud_model: `rules ${row?.version}`, fraud_score: '50' };
    expect(found).toEqual([{ state: 'review', ...judged }]);
  } finally {
    // Not even the owner may, with the guards up.
    await rows(`do $$ begin
      set local session_replication_role = replica;
      delete from tuma.rule_sets;
    end $$`);
  }
});
