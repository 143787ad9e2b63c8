/** A payment type comes from its descriptor alone: a row, its value in the SQL enum, and a tariff where it is offered. */
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fraudByRules } from '../../../core/fraud/check.ts';
import { defaultRuleSet } from '../../../core/fraud/default-rule-set.ts';
import { kenya } from '../../../core/markets/ke.ts';
import type { Market } from '../../../core/markets/market.ts';
import type { Money } from '../../../core/money.ts';
import type { Msisdn } from '../../../core/msisdn.ts';
import type { PaymentRequest } from '../../../core/payments/request.ts';
import { accountReferenceOf, lookupOf, type PaymentTarget } from '../../../core/payments/target.ts';
import {
  type CustomerPaymentType,
  type Descriptors,
  descriptors,
  type PaymentDescriptor,
} from '../../../core/payments/types.ts';
import { pipeline } from '../../../core/pipeline/pipeline.ts';
import { quote } from '../../../core/revenue/quote.ts';
import { statements } from '../../../db/customers/statements.ts';
import { airtime } from '../../../db/delivery/airtime.ts';
import { receipts } from '../../../db/delivery/receipts.ts';
import { checkInputs } from '../../../db/ledger/check-inputs.ts';
import { migrate } from '../../../db/migrate.ts';
import { Books, house } from '../../support/books/books.ts';
import { ksh, newId } from '../../support/books/payments.ts';
import { freshDatabase } from '../../support/books/postgres.ts';

/** Mobile data for a phone number: the airtime gateway delivers it, and operators may take it back. */
const dataBundle: PaymentDescriptor<CustomerPaymentType> = {
  offered: 'customer',
  payers: ['wallet'],
  payees: ['airtime'],
  payee: 'airtime',
  reference: 'msisdn',
  otherSide: 'reference',
  followUp: 'airtime_order',
  feeBy: 'payer',
  countsTowardLimits: true,
  allowedWhenFrozen: false,
  reversible: true,
  takesBack: false,
  notifiesPayer: true,
  notifiesPayee: false,
};
const name = 'data_bundle' as CustomerPaymentType;
const types: Descriptors = { ...descriptors, [name]: dataBundle };
const market: Market = {
  ...kenya,
  tariff: { ...kenya.tariff, [name]: [{ upTo: 1_000_00n, fee: 7_00n }] },
};

const friend = '254722000001' as Msisdn;
const target = { type: name, to: friend } as PaymentTarget;

let books: Books;
let pay: ReturnType<typeof pipeline>;
beforeAll(async () => {
  const database = await freshDatabase();
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  await owner.query(`alter type tuma.payment_type add value '${name}'`);
  await owner.end();
  await migrate(database.ownerUrl, { appPassword: 'app', types });

  books = await Books.open(undefined, database);
  const { clock, sql, ledger } = books;
  pay = pipeline({
    ...{ ledger, clock, market, types, ruleSet: () => defaultRuleSet },
    checkInputs: checkInputs(sql, clock),
    fraud: fraudByRules(() => defaultRuleSet, market),
  });
});
afterAll(() => books.close());

/** The price that a customer is shown, or why there is none. */
async function quoted(payer: string, amount: Money, at = market) {
  const now = books.clock.now();
  const known = await books.customers.quoteInputs(
    await books.owner(payer),
    lookupOf(target, types),
    now,
  );
  const reference = accountReferenceOf(target, name, types);
  return quote({ payer, type: name, amount, ...reference }, known, house, at, now, types);
}

/** The request that follows from the quote, with some of it changed. */
async function requested(payer: string, amount: Money, changes: Partial<PaymentRequest> = {}) {
  const price = await quoted(payer, amount);
  if ('refusal' in price) throw new Error(price.refusal);
  const { payee, fee, excise, until } = price;
  return {
    ...{ id: newId(), type: name, channel: 'ussd', payer, payee, amount, fee, excise },
    ...{ quotedUntil: until, requestedAt: books.clock.now(), accountReference: friend },
    ...changes,
  } as PaymentRequest;
}

it('is quoted by the tariff of a market that has one, and refused in another', async () => {
  const payer = await books.account({ balance: 5_000_00n });
  expect(await quoted(payer, ksh(500_00n))).toMatchObject({
    ...{ type: name, payee: house.airtime, fee: ksh(7_00n) },
  });
  expect(await quoted(payer, ksh(500_00n), kenya)).toEqual({ refusal: 'unknown_type' });
});

it('is paid, with its fee, its receipt, its place in the statement and its follow-up', async () => {
  const payer = await books.account({ balance: 5_000_00n });
  const request = await requested(payer, ksh(500_00n));
  const paid = await pay(request);
  expect(paid).toMatchObject({ state: 'completed', fee: ksh(7_00n), balance: ksh(4_493_00n) });
  expect(await pay(request)).toEqual(paid);
  // 500.00 is counted toward the limits: the fee is not.
  expect(await books.figures(payer)).toBe('449300/0/50000');

  const now = books.clock.now();
  const told = await receipts(books.sql, market).claim([request.id], newId(), now);
  expect(told).toMatchObject([{ party: 'payer', type: name, other: friend, fee: ksh(7_00n) }]);
  expect(told).toHaveLength(1);
  const [line] = await statements(books.sql, market).last(await books.owner(payer), 1);
  expect(line).toMatchObject({ type: name, fee: ksh(7_00n), accountReference: friend });
  expect(line?.other).toBeUndefined();

  const orders = await airtime(books.sql, market).claim([request.id], newId(), now);
  expect(orders).toEqual([{ paymentId: request.id, to: friend, amount: ksh(500_00n), attempt: 1 }]);

  // The audit does not trust the descriptors: it names the types that may have an airtime order itself.
  const violations = await books.audit();
  expect(violations).toHaveLength(1);
  expect(JSON.stringify(violations)).toContain('16 airtime is delivered or paid back, once');
});

it('is not offered again among recent recipients, who are customers paid by number', async () => {
  const payer = await books.account({ balance: 5_000_00n });
  await pay(await requested(payer, ksh(100_00n)));
  expect(await statements(books.sql, market).recipients(await books.owner(payer), 3)).toEqual([]);
});

it.each<[string, Partial<PaymentRequest>, string]>([
  ['without a number that it is for', { accountReference: '888880' }, 'recipient_not_found'],
  ['to an account of another kind', { payee: house.unclaimed }, 'recipient_not_found'],
  ['of more than the balance', { amount: ksh(999_00n) }, 'insufficient_funds'],
])('is refused %s', async (_, changes, refusal) => {
  const payer = await books.account({ balance: 800_00n });
  const request = await requested(payer, ksh(100_00n), changes);
  expect(await pay(request)).toMatchObject({ state: 'rejected', refusal });
  expect(await books.figures(payer)).toBe('80000/0/0');
});

it('is refused over the payer’s daily limit, and so is its quote', async () => {
  const payer = await books.account({ balance: 5_000_00n, dailyLimit: 600_00n });
  const second = await requested(payer, ksh(200_00n));
  expect(await pay(await requested(payer, ksh(500_00n)))).toMatchObject({ state: 'completed' });
  expect(await pay(second)).toMatchObject({ state: 'rejected', refusal: 'daily_limit_exceeded' });
  expect(await quoted(payer, ksh(200_00n))).toEqual({
    refusal: 'daily_limit_exceeded',
    allowed: ksh(100_00n),
  });
});

it('does not exist where the books and the pipeline have no row of it', async () => {
  const payer = await books.account({ balance: 800_00n });
  const request = await requested(payer, ksh(100_00n));
  const without = pipeline({
    ...{ ledger: books.ledger, clock: books.clock, market, ruleSet: () => defaultRuleSet },
    checkInputs: checkInputs(books.sql, books.clock),
    fraud: fraudByRules(() => defaultRuleSet, market),
  });
  expect(await without(request)).toMatchObject({ state: 'rejected', refusal: 'unknown_type' });
});
