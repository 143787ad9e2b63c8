import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AccountId } from '../../../core/account.ts';
import type { Msisdn } from '../../../core/msisdn.ts';
import { simChecks } from '../../../db/customers/sim-checks.ts';
import { checkInputs } from '../../../db/ledger/check-inputs.ts';
import { Books } from '../../support/books/books.ts';
import { completed, ksh, payment, released } from '../../support/books/payments.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

let books: Books;
let checks: ReturnType<typeof simChecks>;
beforeAll(async () => {
  books = await Books.open();
  checks = simChecks(books.sql);
});
afterAll(() => books.close());
beforeEach(() => books.rows('delete from tuma.sim_checks'));

const now = () => books.clock.now();
const claimed = async (limit = 6) =>
  (await checks.claim(limit, now())).map(({ account }) => account);
const wanted = (...ids: string[]) => checks.schedule(ids, now() - day, now());
const changedAt = async (account: AccountId) => {
  const request = payment({ payer: account, payee: await books.account(), requestedAt: now() });
  const { profile } = await checkInputs(books.sql, books.clock)(request);
  return profile.simChangedAt;
};

/** Somebody who paid once, and the payment. */
async function paid() {
  const { id, payer } = await books.pay({
    payer: await books.account({ balance: 100_00n }),
    payee: await books.account(),
    amount: ksh(1_00n),
  });
  return { id, payer };
}

let people = 0;

function registers(checkSim?: boolean) {
  people += 1;
  const msisdn = `2541100${String(people).padStart(5, '0')}` as Msisdn;
  const person = { msisdn, givenName: 'Akinyi', familyName: 'Otieno', tier: 1, pinMac: 'c0de' };
  const wish = checkSim === undefined ? {} : { checkSim };
  return books.customers.open({ ...person, ...wish, language: 'en' }, now());
}

describe('who is to be asked about', () => {
  it('is who paid, however often it is told', async () => {
    const { id, payer } = await paid();
    await Promise.all([wanted(id), wanted(id, id), wanted(id)]);
    expect(await claimed()).toEqual([payer]);
    await wanted(id);
    expect(await claimed()).toEqual([]);
  });

  it('is nobody for a payment that did not complete, and nobody of the house', async () => {
    const request = await books.request(1_00n);
    await books.ledger.reserve(request);
    await wanted(request.id);
    await books.ledger.settle(request, released());
    await wanted(request.id);
    const opening = payment({ type: 'funding', channel: 'system', payer: '100', fee: ksh(0n) });
    const request2 = { ...opening, payee: await books.account(), requestedAt: now() };
    await books.ledger.reserve(request2);
    await books.ledger.settle(request2, completed);
    await wanted(request2.id);
    expect(await claimed()).toEqual([]);
  });

  it('is not who was asked about within the time, and is again after it', async () => {
    const { id, payer } = await paid();
    await wanted(id);
    expect(await claimed()).toEqual([payer]);
    await checks.recordRequest(payer, 'daily');
    await checks.recordSwap('daily', undefined, now());
    await books.clock.advance(day - 1);
    await wanted(id);
    expect(await claimed()).toEqual([]);
    await books.clock.advance(2);
    await wanted(id);
    expect(await claimed()).toEqual([payer]);
  });

  it('is who registers, where that is wished, and once', async () => {
    await registers();
    await registers(false);
    const account = await registers(true);
    people -= 1;
    expect(await registers(true)).toBe(account);
    expect(await claimed()).toEqual([account]);
  });
});

describe('a claim', () => {
  it('gives each to one caller, those first who have waited longest', async () => {
    const waiting: AccountId[] = [];
    for (let i = 0; i < 8; i++) {
      waiting.push(await registers(true));
      await books.clock.advance(1_000);
    }
    expect(await claimed(2)).toHaveLength(2);
    const others = await Promise.all([claimed(2), claimed(2), claimed(2), claimed(2)]);
    expect(others.flat().toSorted()).toEqual(waiting.slice(2).toSorted());
  });

  it('that got no verdict is made again after 10, 20 and 40 minutes, and then given up', async () => {
    const account = await registers(true);
    for (const minutes of [10, 20, 40, 80]) {
      expect(await claimed()).toEqual([account]);
      await books.clock.advance(minutes * minute - 1);
      expect(await claimed(), `before ${minutes} minutes`).toEqual([]);
      await books.clock.advance(1);
    }
    expect(await claimed()).toEqual([]);
    const [row] = await books.rows('select due_at, tries from tuma.sim_checks');
    expect(row).toEqual({ due_at: null, tries: 4 });
  });

  it('that was given up is made again for a payment after the time', async () => {
    const { id, payer } = await paid();
    await wanted(id);
    for (const minutes of [10, 20, 40, 80]) {
      await claimed();
      await books.clock.advance(minutes * minute);
    }
    expect(await claimed()).toEqual([]);
    await wanted(id);
    expect(await claimed()).toEqual([]);
    await books.clock.advance(day);
    await wanted(id);
    expect(await claimed()).toEqual([payer]);
  });
});

describe('a verdict', () => {
  it('is what the fraud rules know of the payer, and the next one takes its place', async () => {
    const { id, payer } = await paid();
    for (const [request, changed] of [
      ['first', now() - hour],
      ['second', undefined],
    ] as const) {
      await wanted(id);
      expect(await claimed()).toEqual([payer]);
      await checks.recordRequest(payer, request);
      expect(await checks.recordSwap(request, changed, now())).toBe(true);
      expect(await changedAt(payer)).toBe(changed);
      await books.clock.advance(day + 1);
    }
  });

  it('ends the tries', async () => {
    const account = await registers(true);
    await claimed();
    await checks.recordRequest(account, 'ends');
    await checks.recordSwap('ends', undefined, now());
    await books.clock.advance(day);
    expect(await claimed()).toEqual([]);
  });

  it('that comes again changes nothing, also when the next is due', async () => {
    const { id, payer } = await paid();
    await wanted(id);
    await claimed();
    await checks.recordRequest(payer, 'twice');
    const changed = now() - hour;
    await checks.recordSwap('twice', changed, now());
    await books.clock.advance(day + 1);
    await wanted(id);
    expect(await checks.recordSwap('twice', undefined, now())).toBe(true);
    expect(await changedAt(payer)).toBe(changed);
    expect(await claimed()).toEqual([payer]);
  });

  it('counts after it was given up, and of two requests only on the later', async () => {
    const account = await registers(true);
    await claimed();
    await checks.recordRequest(account, 'earlier');
    await books.clock.advance(10 * minute);
    await claimed();
    await checks.recordRequest(account, 'later');
    expect(await checks.recordSwap('earlier', now(), now())).toBe(false);
    await books.rows('update tuma.sim_checks set due_at = null');
    expect(await checks.recordSwap('later', now() - hour, now())).toBe(true);
    expect(await changedAt(account)).toBe(now() - hour);
  });

  it('on a request that nobody made is nobody’s', async () => {
    const account = await registers(true);
    expect(await checks.recordSwap('stranger', now(), now())).toBe(false);
    expect(await changedAt(account)).toBeUndefined();
    expect(await claimed()).toEqual([account]);
  });
});
