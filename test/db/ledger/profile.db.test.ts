/** What settle makes of a payer's profile is what the reference in core/fraud/profile.ts makes of it. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type History, noHistory, profileOf, updateHistory } from '../../../core/fraud/profile.ts';
import { kenya } from '../../../core/markets/ke.ts';
import { localTime } from '../../../core/markets/local-time.ts';
import type { PaymentRequest } from '../../../core/payments/request.ts';
import type { Ledger } from '../../../core/pipeline/ports.ts';
import { checkInputs } from '../../../db/ledger/check-inputs.ts';
import { ledger } from '../../../db/ledger/ledger.ts';
import { Books, funding } from '../../support/books/books.ts';
import { completed, ksh, newId, payment, released } from '../../support/books/payments.ts';
import { sampleOf, within } from '../../support/campaign.ts';
import { TestClock } from '../../support/clock/clock.ts';

let books: Books;
let payees: string[];
beforeAll(async () => {
  books = await Books.open();
  payees = await Promise.all(Array.from({ length: 10 }, () => books.account({ tier: null })));
});
afterAll(() => books.close());

const minutes = 60_000;
const hours = 60 * minutes;

const paid = fc.record({
  amount: fc.oneof(
    fc.bigInt({ min: 1n, max: 100_000_00n }),
    fc.constantFrom(1n, 100_00n, 100_00n, 100_01n, 10n ** 14n),
  ),
  payee: fc.nat({ max: 9 }),
  device: fc.option(fc.nat({ max: 7 }), { nil: undefined }),
  /** How long after the one before, or before it: another caller's clock. */
  later: fc.constantFrom(0, 1, 999, 30_000, minutes, 61_000, 59 * minutes, hours, 7 * hours, -500),
  /** What is refused moves nothing. */
  done: fc.constantFrom(true, true, true, true, false),
});

type Paid = typeof paid extends fc.Arbitrary<infer T> ? T : never;

async function payer(): Promise<string> {
  const id = await books.account({ tier: null });
  await books.pay({
    ...{ type: 'funding', channel: 'system', payer: funding, payee: id, amount: ksh(10n ** 16n) },
  });
  return id;
}

function requestOf(from: string, { amount, payee, device }: Paid, now: number): PaymentRequest {
  return payment({
    ...{ id: newId(now), payer: from, payee: payees[payee] ?? '', requestedAt: now },
    ...{ amount: ksh(amount), fee: ksh(0n) },
    ...(device !== undefined && { device: `device ${device}` }),
  });
}

function moved(history: History, request: PaymentRequest, now: number): History {
  const { amount, payee, device } = request;
  return updateHistory(history, {
    ...{ amount: amount.minor, payee, completedAt: now, hour: localTime(kenya, now).hour },
    ...(device !== undefined && { device }),
  });
}

interface Kept {
  readonly payments: number;
  readonly amount_median: number;
  readonly amount_deviation: number;
  readonly minute: Date;
  readonly in_minute: number;
  readonly in_minute_before: number;
  readonly hour: Date;
  readonly in_hour: number;
  readonly in_hour_before: number;
  readonly hours: string;
  readonly payees: string[];
  readonly devices: string[];
}

/** As the books have it, in the reference's words. */
async function kept(account: string): Promise<History> {
  const [row] = (await books.rows(
    `select payments, amount_median, amount_deviation, minute, in_minute, in_minute_before, hour,
            in_hour, in_hour_before, hours, recent_payees::text[] payees,
            array(select d.device from tuma.devices d where d.account_id = a.id
                   order by d.last_at desc, d.device desc) devices
       from tuma.accounts a where id = $1`,
    [account],
  )) as unknown as [Kept];
  return {
    payments: row.payments,
    median: row.amount_median,
    deviation: row.amount_deviation,
    minute: window(row.minute, row.in_minute, row.in_minute_before),
    hour: window(row.hour, row.in_hour, row.in_hour_before),
    hours: BigInt(row.hours),
    recentPayees: row.payees,
    devices: row.devices,
  };
}

function window(start: Date, count: number, before: number) {
  return { start: start.getTime(), count, before };
}

/** The books keep the two estimates in four bytes each. */
function close(history: Pick<History, 'median' | 'deviation'>) {
  const { median, deviation } = history;
  return { median: expect.closeTo(median, 3), deviation: expect.closeTo(deviation, 3) };
}

describe('a payer’s profile in the books', () => {
  it(
    'is moved by each completed payment as the reference is',
    async () => {
      const sequences = fc.array(paid, { minLength: 1, maxLength: 40 });
      const property = fc.asyncProperty(sequences, async (payments) => {
        const account = await payer();
        const clock = new TestClock(books.clock.now());
        const by: Ledger = ledger(books.directHouse, kenya, clock, 0);
        let history = noHistory;
        for (const one of payments) {
          await clock.advance(one.later);
          const request = requestOf(account, one, clock.now());
          await by.reserve(request);
          await by.settle(request, one.done ? completed : released());
          if (one.done) history = moved(history, request, clock.now());
        }
        const found = await kept(account);
        expect(found).toEqual({ ...history, ...close(history), devices: expect.anything() });
        expect(new Set(found.devices).size).toBe(history.devices.length);

        const device = 'device 3';
        const next = { ...requestOf(account, payments[0] as Paid, clock.now()), device };
        const { profile } = await checkInputs(books.direct, clock)(next);
        const { sharedBy = 0, known } = profile.device ?? {};
        expect(known).toBe(found.devices.includes(device));
        const told = { ...history, devices: found.devices };
        const expected = profileOf(told, clock.now(), { token: device, sharedBy });
        const estimates = {
          ...close(history),
          lastMinute: expect.closeTo(expected.lastMinute, 6),
          lastHour: expect.closeTo(expected.lastHour, 6),
        };
        expect(profile).toEqual({ ...expected, ...estimates });
      });
      const all = { device: undefined, done: true, amount: 1_00n, payee: 0 };
      // A clock that is behind the other's by the turn of a minute.
      const behind = [0, 60_000 - (books.clock.now() % 60_000), -500].map((later) => ({
        ...all,
        later,
      }));
      await fc.assert(property, {
        ...sampleOf(30, 20_000),
        examples: [[behind]],
      });
    },
    within(60_000),
  );

  it('keeps the devices that were used last, at times that tell them apart', async () => {
    const account = await payer();
    const used = [0, 1, 2, 3, 4, 5, 1, 6];
    let history = noHistory;
    for (const device of used) {
      await books.clock.advance(1_000);
      const one = { amount: 1n, payee: 0, device, later: 0, done: true };
      const request = requestOf(account, one, books.clock.now());
      await books.ledger.reserve(request);
      await books.ledger.settle(request, completed);
      history = moved(history, request, books.clock.now());
    }
    expect((await kept(account)).devices).toEqual(history.devices);
  });

  it('counts all that one batch completes, whose last payment speaks for its amounts, hour and payee', async () => {
    const account = await payer();
    await books.clock.advance(hours);
    const now = books.clock.now();
    const one = { payee: 0, device: undefined, later: 0, done: true };
    const requests = [3n, 500n, 100_00n].map((amount, i) =>
      requestOf(account, { ...one, amount, payee: i }, now),
    );
    const inOrder = requests.toSorted((a, b) => (a.id < b.id ? -1 : 1));
    await Promise.all(inOrder.map((request) => books.ledger.reserve(request)));
    await Promise.all(inOrder.map((request) => books.ledger.settle(request, completed)));
    const last = moved(noHistory, inOrder.at(-1) as PaymentRequest, now);
    const found = await kept(account);
    expect(found).toEqual({
      ...{ ...last, ...close(last), payments: 3 },
      ...{ minute: { ...last.minute, count: 3 }, hour: { ...last.hour, count: 3 } },
    });
  });
});
