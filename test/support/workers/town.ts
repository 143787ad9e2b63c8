/** People, phones and books for the tests that run inside the Workers runtime. */
import { runInDurableObject } from 'cloudflare:test';
import { env, exports } from 'cloudflare:workers';
import type { AccountId } from '../../../core/account.ts';
import { paymentId } from '../../../core/ids.ts';
import { kenya } from '../../../core/markets/ke.ts';
import { type Money, money } from '../../../core/money.ts';
import type { Msisdn } from '../../../core/msisdn.ts';
import type { PaymentRequest } from '../../../core/payments/request.ts';
import type { CustomerPaymentType } from '../../../core/payments/types.ts';
import { feeFor } from '../../../core/revenue/tariff.ts';
import type { Calls, Fault, Misbehaviour } from '../../../db/local/neon-faults.ts';
import type { Session } from '../../../edge/channels/ussd/sessions.ts';
import { vault } from '../../../edge/crypto.ts';
import { SealedStorage } from '../../../edge/objects/sealed-storage.ts';
import { buildParts } from '../../../edge/system.ts';
import { turnForm } from '../phone/carrier.ts';

export const parts = buildParts(env);
/** Shared, so that whoever asks at the same time shares its statements. */
const { ledger } = parts.payments(0);

export interface Person {
  readonly msisdn: Msisdn;
  readonly account: AccountId;
}

export const pin = '7391';

/** Somebody new with 10,000.00, and a number that nobody has had. */
export async function person(prefix = '254733'): Promise<Person> {
  const [row] = await rows(`select lpad(nextval('tuma.customers_id_seq')::text, 6, '0') "number"`);
  return customer(`${prefix}${row?.number}` as Msisdn);
}

/** A new customer with 10,000.00. */
export async function customer(msisdn: Msisdn): Promise<Person> {
  const account = await parts.customers.open(
    {
      ...{ msisdn, givenName: 'Akinyi', familyName: 'Otieno', language: 'en', tier: 1 },
      pinMac: parts.pinMac.pin(msisdn, pin),
    },
    parts.clock.now(),
  );
  await rows(
    `select tuma.fund($1, 100, 1000000, 'a bank', $2, 'opening balance', 'a test', 'system', now())`,
    [account, account],
  );
  return { msisdn, account };
}

export function payment(
  payer: AccountId,
  payee: AccountId,
  minor: bigint,
  over: Partial<PaymentRequest> = {},
): PaymentRequest {
  const now = parts.clock.now();
  return {
    id: paymentId(now, crypto.getRandomValues(new Uint8Array(10))),
    ...{ type: 'p2p', channel: 'ussd', payer, payee, requestedAt: now },
    amount: money(minor, 'KES'),
    fee: feeFor(
      (over.type ?? 'p2p') as CustomerPaymentType,
      money(minor, 'KES'),
      1,
      kenya,
    ) as Money,
    ...over,
  };
}

export async function reserved(request: PaymentRequest): Promise<void> {
  const { state } = await ledger.reserve(request);
  if (state !== 'reserved') throw new Error(`not reserved: ${state}`);
}

/** Settles in the books alone: nobody rings for it. */
export async function completed(request: PaymentRequest): Promise<void> {
  await ledger.settle(request, { state: 'completed' });
}

/** Asks the database as its owner. All values are text. */
export async function rows(query: string, params: unknown[] = []) {
  const response = await fetch(env.NEON_ENDPOINT, {
    method: 'POST',
    headers: { 'Neon-Connection-String': env.OWNER_URL },
    body: JSON.stringify({ query, params }),
  });
  if (!response.ok) throw new Error(await response.text());
  return ((await response.json()) as { rows: Record<string, string | null>[] }).rows;
}

export function paymentsOf({ account }: Person) {
  return rows('select id, state, refusal from tuma.payments where payer = $1 order by number', [
    account,
  ]);
}

export async function balanceOf({ account }: Person) {
  const [row] = await rows('select balance, held from tuma.accounts where id = $1', [account]);
  return row;
}

/** A payment is to be seen to now; if it is open, its time is over. */
export async function comesDue(id: string): Promise<void> {
  const past = `now() - interval '1 second'`;
  await rows(`update tuma.payments set expires_at = ${past} where id = $1 and ended_at is null`, [
    id,
  ]);
  await rows(`update tuma.payment_timers set due_at = ${past} where $1 = any (payments)`, [id]);
}

/** Tells the database's endpoint to misbehave; null to behave. */
export function misbehave(fault: Fault | null, match?: string, times = 1, ms?: number) {
  return wish(
    fault === null ? { fault } : { fault, times, ...(match && { match }), ...(ms && { ms }) },
  );
}

/** The same, in all its detail. */
export async function wish(wanted: Misbehaviour | { fault: null }): Promise<void> {
  const response = await fetch(new URL('/misbehave', env.NEON_ENDPOINT), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(wanted),
  });
  if (!response.ok) throw new Error(await response.text());
}

/** How many faults of this kind fired so far. */
export async function fired(fault: Fault): Promise<number> {
  return (await calls()).fired[fault];
}

/** What the database's endpoint remembers. */
export async function calls(): Promise<Calls> {
  return (await fetch(new URL('/calls', env.NEON_ENDPOINT))).json();
}

/** One turn through the Worker's own door. */
export async function turn({ msisdn }: Person, sessionId: string, text: string): Promise<string> {
  const url = 'https://tuma.test/ussd/africastalking/demo';
  const body = turnForm({ msisdn, sessionId, text });
  return (await exports.default.fetch(url, { method: 'POST', body })).text();
}

/** The texts that a dialogue sends which pays 1,000.00 (fee 6.00), the last one with the PIN. */
export function payingTexts(payee: Person): [string, string, string, string, string] {
  const to = `1*0${payee.msisdn.slice(3)}`;
  return ['', '1', to, `${to}*1000`, `${to}*1000*${pin}`];
}

export function subscriber({ msisdn }: Person) {
  return env.SUBSCRIBER.getByName(parts.pseudonyms.subscriber(msisdn));
}

function opened({ id, storage }: DurableObjectState): SealedStorage {
  return new SealedStorage(storage.kv, vault(parts.settings.STORAGE_KEYS, id.toString()));
}

/** What the number's object has stored under this name, decrypted. */
export function storedBy<T>(who: Person, name: string): Promise<T | undefined> {
  return runInDurableObject(subscriber(who), (_, state) => opened(state).get<T>(name));
}

/** The sessions that the number's object has stored, decrypted. */
export function sessionsOf(who: Person): Promise<readonly Session[]> {
  return runInDurableObject(subscriber(who), (_, state) => opened(state).list<Session>('sessions'));
}

/** Changes them. The object knows it when it is made anew. */
export async function changeSessions(who: Person, change: (session: Session) => Session) {
  await runInDurableObject(subscriber(who), (_, state) => {
    const storage = opened(state);
    const changed = storage.list<Session>('sessions').map(change);
    storage.putList('sessions', changed, ({ seed }) => seed);
  });
}

export function inbox({ msisdn }: Person) {
  return env.HANDSET.getByName(parts.pseudonyms.subscriber(msisdn)).inbox();
}
