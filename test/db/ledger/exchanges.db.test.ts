import { afterAll, beforeAll, expect, it, test } from 'vitest';
import type { AccountId } from '../../../core/account.ts';
import { systemAccountsOf } from '../../../core/ledger/system-accounts.ts';
import { markets } from '../../../core/markets/index.ts';
import type { Market } from '../../../core/markets/market.ts';
import { money } from '../../../core/money.ts';
import type { Msisdn } from '../../../core/msisdn.ts';
import { convert, parseRate, quoteExchange } from '../../../core/revenue/exchange.ts';
import { customers } from '../../../db/customers/customers.ts';
import { type ExchangeRequest, exchanges } from '../../../db/ledger/exchanges.ts';
import { Books } from '../../support/books/books.ts';
import { ksh, newId } from '../../support/books/payments.ts';

const { KE, UG } = markets;
const rate = parseRate('28.5');

let books: Books;
let people = 0;
beforeAll(async () => {
  books = await Books.open();
});
afterAll(async () => {
  expect(await books.audit()).toEqual([]);
  await books.close();
});

test('shillings of Kenya become shillings of Uganda, which have no cents, at the quoted rate', async () => {
  const request = await wanted(1_000_33n, 5_00n);
  const { state, payerBalance } = await exchange(request);
  expect([state, payerBalance]).toEqual(['completed', 25_000_00n - 1_000_33n - 5_00n]);
  // 1,000.33 × 28.5 = 28,509.405, of which the house keeps what is less than a shilling.
  expect(await balance(request.payee)).toBe('28509');
  expect(await entriesOf(request)).toEqual([
    [`${request.payer}`, '-100533', 'KES'],
    [systemAccountsOf('KES').exchange, '100033', 'KES'],
    [systemAccountsOf('KES').fees(3), '500', 'KES'],
    [systemAccountsOf('UGX').exchange, '-28509', 'UGX'],
    [`${request.payee}`, '28509', 'UGX'],
  ]);
});

test('asked again, it is the same exchange', async () => {
  const request = await wanted(500_00n);
  const first = await exchange(request);
  expect(await exchange(request)).toEqual(first);
  expect(await balance(request.payee)).toBe('14250');
  const other = { ...request, quote: quoted(501_00n) };
  expect(await exchange(other)).toEqual({ state: 'rejected', refusal: 'idempotency_conflict' });
  expect(await balance(request.payee)).toBe('14250');
});

test('the id of a payment that is there already is not the payee’s side of another', async () => {
  const taken = await wanted(100_00n);
  const reserved = await books.request(10_00n, { balance: 100_00n });
  await books.ledger.reserve(reserved);
  await exchange(taken);
  for (const other of [reserved.id, taken.in]) {
    const request = { ...(await wanted(100_00n)), in: other };
    const conflict = { state: 'rejected', refusal: 'idempotency_conflict' };
    expect(await exchange(request)).toMatchObject(conflict);
    expect(await balance(request.payer)).toBe('2500000');
    expect(await balance(request.payee)).toBe('0');
  }
  await books.ledger.settle(reserved, { state: 'completed' });
});

it.each([
  ['the payer has not enough', async () => wanted(30_000_00n), 'insufficient_funds'],
  [
    'the payee may not be paid',
    async () => {
      const request = await wanted(100_00n);
      await books.rows(`update tuma.accounts set status = 'closed' where id = $1`, [request.payee]);
      return request;
    },
    'recipient_unavailable',
  ],
  [
    'the payee has another currency than the quote',
    async () => ({ ...(await wanted(100_00n)), payee: await books.account() }),
    'currency_mismatch',
  ],
  [
    'the payee may not keep so much',
    async () => {
      const request = await wanted(100_00n);
      await books.rows(
        `update tuma.tiers set balance_cap = 2849 where market = 'UG' and tier = 1`,
        [],
      );
      return request;
    },
    'recipient_limit_exceeded',
  ],
] as const)('nothing moves on either side where %s', async (_, ask, refusal) => {
  const request = await ask();
  const before = [await balance(request.payer), await balance(request.payee)];
  expect(await exchange(request)).toMatchObject({ state: 'rejected', refusal });
  expect([await balance(request.payer), await balance(request.payee)]).toEqual(before);
  const [held] = await books.rows('select held from tuma.accounts where id = $1', [request.payer]);
  expect(held).toEqual({ held: '0' });
});

it.each([
  ['a quote that is over', { until: 0 }, 'quote_expired'],
  ['a quote of the other way', { from: money(100n, 'UGX'), to: ksh(100n) }, 'currency_mismatch'],
  ['nothing', { from: ksh(0n) }, 'invalid_amount'],
] as const)('%s is refused before anything is looked at', async (_, change, refusal) => {
  const request = await wanted(100_00n);
  const wrong = { ...request, quote: { ...request.quote, ...change } };
  expect(await exchange(wrong)).toEqual({ state: 'rejected', refusal });
  expect(await books.rows('select from tuma.payments where id = $1', [request.out])).toEqual([]);
});

test('many at once, both ways, end in order and without a deadlock', async () => {
  await books.rows(
    `update tuma.tiers set balance_cap = 1000000000 where market = 'UG' and tier = 1`,
    [],
  );
  const there = await Promise.all(Array.from({ length: 6 }, () => wanted(200_00n)));
  const back = exchanges(books.desk, UG, KE, books.clock, 5);
  await Promise.all(there.map(exchange));
  const rateBack = parseRate('0.035');
  if (!rateBack) throw new Error('no rate');
  const returned = there.map(({ payer, payee }) => {
    const quote = quoteExchange(money(5_000n, 'UGX'), 'KES', { rate: rateBack, ...terms() });
    if ('refusal' in quote) throw new Error(quote.refusal);
    const ids = { out: newId(books.clock.now()), in: newId(books.clock.now()) };
    return {
      ...ids,
      channel: 'app',
      payer: payee,
      payee: payer,
      quote,
      fee: money(0n, 'UGX'),
    } as const;
  });
  const more = await Promise.all(
    there.map(({ payer, payee }) => wanted(100_00n, 0n, payer, payee)),
  );
  const ends = await Promise.all([...returned.map(back), ...more.map(exchange)]);
  expect(ends.map(({ state }) => state)).toEqual(Array(12).fill('completed'));
  const gained = convert(money(5_000n, 'UGX'), rateBack, 'KES').minor;
  for (const { payer } of there) {
    expect(await balance(payer)).toBe(String(25_000_00n - 300_00n + gained));
  }
});

function exchange(request: ExchangeRequest) {
  return exchanges(books.desk, KE, UG, books.clock, 3)(request);
}

function terms() {
  return { spread: 0n, now: books.clock.now() };
}

function quoted(minor: bigint) {
  if (!rate) throw new Error('no rate');
  const quote = quoteExchange(ksh(minor), 'UGX', { rate, ...terms() });
  if ('refusal' in quote) throw new Error(quote.refusal);
  return quote;
}

/** From a new payer with 25,000.00 in Kenya to a new customer in Uganda. */
async function wanted(
  minor: bigint,
  fee = 0n,
  payer?: AccountId,
  payee?: AccountId,
): Promise<ExchangeRequest> {
  const now = books.clock.now();
  return {
    ...{ out: newId(now), in: newId(now), channel: 'app', quote: quoted(minor), fee: ksh(fee) },
    payer: payer ?? (await books.account({ balance: 25_000_00n })),
    payee: payee ?? (await opened(UG)),
  };
}

async function opened(market: Market): Promise<AccountId> {
  people += 1;
  const msisdn = `2567${String(people).padStart(8, '0')}` as Msisdn;
  const name = { givenName: 'Amina', familyName: 'Nakato' };
  const person = { msisdn, ...name, language: 'en', tier: 1, pinMac: 'c0de' } as const;
  return customers(books.house, market).open(person, books.clock.now());
}

async function balance(account: AccountId): Promise<unknown> {
  const [row] = await books.rows('select balance from tuma.accounts where id = $1', [account]);
  return row?.balance;
}

async function entriesOf(request: ExchangeRequest): Promise<unknown> {
  const rows = await books.rows(
    `select e.account_id, e.amount, a.currency from tuma.entries e join tuma.accounts a on a.id = e.account_id
      where e.payment_id = any ($1) order by a.currency, e.amount <> abs(e.amount) desc, e.amount desc`,
    [[request.out, request.in]],
  );
  return rows.map((row) => Object.values(row));
}
