/** The benchmark leaves the books in order, and reports a fault in them. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AccountId } from '../../core/account.ts';
import { type FreshDatabase, freshDatabase } from '../support/books/postgres.ts';
import { numbers, openAccounts, openUnlimited } from './measuring/accounts.ts';
import { auditClean, type Books, openBooks } from './measuring/books.ts';
import { type Costs, costOf } from './measuring/costs.ts';
import { type DirectSql, directSql } from './measuring/direct-sql.ts';
import { addHistory } from './measuring/history.ts';
import { type Complaints, measure } from './measuring/measurement.ts';
import {
  byPlainCalls,
  noFraudRules,
  requests,
  throughPipeline,
  throughTimedPipeline,
} from './measuring/payments.ts';

let database: FreshDatabase;
let books: Books;
let direct: DirectSql;
let people: AccountId[];
beforeAll(async () => {
  database = await freshDatabase();
  books = await openBooks(database.ownerUrl, new Date());
  direct = directSql(database.appUrl, 4);
  people = await openAccounts(books.owner, numbers(20));
});
afterAll(async () => {
  await direct.close();
  await books.close();
  await database.drop();
});

async function audited(): Promise<Complaints> {
  const complaints: Complaints = [];
  await auditClean('', books, complaints);
  return complaints;
}

test('accounts that are opened and given a history leave the audit clean', async () => {
  const before = await books.read();
  await addHistory(books.owner, people, 80);
  expect((await books.read()).completed - before.completed).toBe(40);
  expect(await audited()).toEqual([]);
});

test.each([
  ['through the pipeline', throughPipeline()],
  ['through the pipeline, timed', throughTimedPipeline([])],
  ['by plain calls', byPlainCalls],
])('payments made %s are in the books as callers were told', async (_, road) => {
  const complaints: Complaints = [];
  const trial = { name: 'a few', callers: 2, sql: direct.sql, next: requests(people), road };
  const before = await books.read();
  await measure(trial, 0.1, books, complaints);
  expect((await books.read()).completed).toBeGreaterThan(before.completed);
  expect([...complaints, ...(await audited())]).toEqual([]);
});

test('one who pays everybody is not stopped by limits or the fraud rules', async () => {
  const [payer = ''] = await openUnlimited(books.owner, numbers(1, 1_000));
  const complaints: Complaints = [];
  const next = requests([payer], people);
  const trial = {
    name: 'one payer',
    next,
    road: throughPipeline(undefined, noFraudRules),
    callers: 8,
  };
  await costOf({ trial, direct, books, postmaster: process.pid, payments: 60 }, complaints);
  expect([...complaints, ...(await audited())]).toEqual([]);
});

test('a refusal that nobody expected is complained of, and one that was is not', async () => {
  const poor = await openAccounts(books.owner, numbers(4, 2_000), { balance: 1_00n });
  const next = requests(poor, people);
  const trial = { name: 'poor', callers: 1, sql: direct.sql, next, road: throughPipeline() };
  const [unexpected, expected]: [Complaints, Complaints] = [[], []];
  await measure(trial, 0.05, books, unexpected);
  await measure({ ...trial, poor: true }, 0.05, books, expected);
  expect(unexpected.join()).toContain('not completed (insufficient_funds)');
  expect(expected).toEqual([]);
});

test('counts of a payment are the same every time', async () => {
  const trial = { name: 'alone', callers: 1, next: requests(people), road: throughPipeline() };
  const counted = { trial, direct, books, postmaster: process.pid, payments: 10 };
  const count = ({ statements, rowsInserted, rowsUpdated }: Costs) => {
    return { statements, rowsInserted, rowsUpdated };
  };
  const complaints: Complaints = [];
  const first = await costOf(counted, complaints);
  expect(first.rowsInserted).toBeGreaterThan(0);
  expect(count(await costOf(counted, complaints))).toEqual(count(first));
  expect(complaints).toEqual([]);
});
