import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fraudByRules } from '../../../core/fraud/check.ts';
import { defaultRuleSet } from '../../../core/fraud/default-rule-set.ts';
import { kenya } from '../../../core/markets/ke.ts';
import type { PaymentRequest } from '../../../core/payments/request.ts';
import { pipeline } from '../../../core/pipeline/pipeline.ts';
import { checkInputs } from '../../../db/ledger/check-inputs.ts';
import { ledger } from '../../../db/ledger/ledger.ts';
import { type NeonEndpoint, startNeonEndpoint } from '../../../db/local/neon.ts';
import { Books } from '../../support/books/books.ts';
import { ksh, payment } from '../../support/books/payments.ts';

let endpoint: NeonEndpoint;
let books: Books;
let pay: ReturnType<typeof pipeline>;
beforeAll(async () => {
  endpoint = await startNeonEndpoint();
  books = await Books.open(endpoint.url);
});
beforeEach(() => {
  const { sql, clock } = books;
  const ruleSet = () => defaultRuleSet;
  pay = pipeline({
    ledger: ledger(sql, kenya, clock, 0),
    checkInputs: checkInputs(sql, clock),
    fraud: fraudByRules(ruleSet, kenya),
    ruleSet,
    market: kenya,
    clock,
  });
});
afterAll(async () => {
  await books.close();
  await endpoint.close();
});

/** The functions that statements called while `work` ran, in the order of arrival; one statement per request. */
async function calls<T>(work: () => Promise<T>): Promise<{ names: string[]; result: T }> {
  const { requests, statements } = endpoint.calls;
  const texts: string[] = [];
  const stop = endpoint.onQuery((text, when) => {
    if (when === 'before') texts.push(text);
  });
  const result = await work();
  stop();
  expect(endpoint.calls.statements - statements).toBe(texts.length);
  expect(endpoint.calls.requests - requests).toBe(texts.length);
  return { names: texts.map((text) => /tuma\.(\w+)/.exec(text)?.[1] ?? text), result };
}

describe('a lone payment', () => {
  it('takes three statements: two at once, and then the settle', async () => {
    const request = await books.request(5_000_00n);
    // Each of the two waits until both have arrived, which they never would one after the other.
    const arrived = Promise.withResolvers<void>();
    let waiting = 0;
    const stop = endpoint.onQuery((text, when) => {
      if (when === 'after' || text.includes('settle')) return;
      waiting += 1;
      if (waiting === 2) arrived.resolve();
      return arrived.promise;
    });
    const { names, result } = await calls(() => pay(request));
    stop();
    expect(result).toMatchObject({ state: 'completed', balance: ksh(19_985_00n) });
    expect(names.slice(0, 2).toSorted()).toEqual(['read_check_inputs', 'reserve']);
    expect(names.slice(2)).toEqual(['settle']);
  });

  it('asked again takes as many, and writes nothing', async () => {
    const request = await books.request(5_000_00n);
    const first = await pay(request);
    const before = await books.everything();
    const { names, result } = await calls(() => pay(request));
    expect(result).toEqual(first);
    expect(names).toHaveLength(3);
    expect(await books.everything()).toBe(before);
  });

  it('that is refused at once takes none', async () => {
    const { names } = await calls(() => pay(payment({ amount: ksh(0n) })));
    expect(names).toEqual([]);
  });
});

describe('two hundred payments at once', () => {
  let payers: string[];
  let payees: string[];
  beforeAll(async () => {
    const open = (balance: bigint) =>
      Promise.all(Array.from({ length: 200 }, () => books.account({ balance })));
    [payers, payees] = [await open(1_000_00n), await open(0n)];
  });

  it.each([
    ['to as many payees', (i: number) => payees[i]],
    ['to one payee', () => payees[0]],
  ])('by different payers %s share a few statements', async (_, payee) => {
    const requests = payers.map((payer, i) =>
      payment({ payer, payee: payee(i) ?? '', amount: ksh(10_00n), fee: ksh(0n) }),
    );
    const { names, result } = await calls(() => Promise.all(requests.map(pay)));
    expect(result.map(({ state }) => state)).toEqual(Array(200).fill('completed'));
    expect(names.length).toBeLessThanOrEqual(6);
    expect(await books.audit()).toEqual([]);
  });

  it('by one payer, too, and are decided in one statement', async () => {
    const [payer = '', payee = ''] = payers;
    const requests: PaymentRequest[] = Array.from({ length: 20 }, () =>
      payment({ payer, payee, amount: ksh(1_00n), fee: ksh(0n) }),
    );
    const { names, result } = await calls(() => Promise.all(requests.map(pay)));
    expect(result.map(({ state }) => state)).toEqual(Array(20).fill('completed'));
    expect(names.toSorted()).toEqual(['read_check_inputs', 'reserve', 'settle']);
  });
});
