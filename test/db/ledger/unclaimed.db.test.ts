import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { AccountId } from '../../../core/account.ts';
import { kenya } from '../../../core/markets/ke.ts';
import type { Msisdn } from '../../../core/msisdn.ts';
import { pinCodes } from '../../../db/customers/pin-codes.ts';
import { receipts } from '../../../db/delivery/receipts.ts';
import { accounts } from '../../../db/operator/accounts.ts';
import { Books, house, type TierLimits } from '../../support/books/books.ts';
import { completed, ksh, payment, released } from '../../support/books/payments.ts';
import { poison } from '../../support/books/poison.ts';
import { until } from '../../support/clock/until.ts';

const aWeek = 7 * 24 * 60 * 60 * 1_000;

let books: Books;
let numbers = 0;
beforeAll(async () => {
  books = await Books.open();
});
afterAll(async () => {
  expect(await books.audit()).toEqual([]);
  await books.close();
});

const now = () => books.clock.now();
const stranger = () => {
  numbers += 1;
  return `2547990${String(numbers).padStart(5, '0')}` as Msisdn;
};
const end = (limit = 100) => books.operations.resolveUnclaimed(limit, now());
const becomes = (account: AccountId, status: string) =>
  books.rows('update tuma.accounts set status = $2 where id = $1', [account, status]);

/** Sends 500.00 for 20.00 to a number that nobody has registered; the sender had 1,000.00. */
async function sendTo(
  msisdn: Msisdn,
  payer?: AccountId,
): Promise<{ id: string; payer: AccountId }> {
  const request = payment({
    type: 'p2p_unregistered',
    payer: payer ?? (await books.account({ balance: 1_000_00n })),
    payee: house.unclaimed,
    amount: ksh(500_00n),
    fee: ksh(20_00n),
    accountReference: msisdn,
    requestedAt: now(),
  });
  await books.ledger.reserve(request);
  await books.ledger.settle(request, completed);
  return request;
}

/** Somebody registers the number, for whom its own network vouches unless it says otherwise. */
function register(msisdn: Msisdn, isProved = true): Promise<AccountId> {
  const person = { msisdn, givenName: 'Amina', familyName: 'Hassan', language: 'sw' } as const;
  return books.customers.open({ ...person, tier: 1, pinMac: 'c0de', isProved }, now());
}

async function ends(origin: string) {
  const [row] = await books.rows(
    `select p.id, p.type::text, p.payee::text, p.amount::text, p.state::text
       from tuma.unclaimed u join tuma.payments p on p.id = u.ended_by where u.payment_id = $1`,
    [origin],
  );
  return row;
}

describe('money for a number that is not registered', () => {
  it('leaves its sender at once, with the fee, and waits', async () => {
    const { id, payer } = await sendTo(stranger());
    expect(await books.figures(payer)).toBe('48000/0/50000');
    expect(await end()).toEqual([]);
    expect(await ends(id)).toBeUndefined();
  });

  it('that is refused or released does not wait', async () => {
    const request = await books.request(500_00n, undefined, {
      type: 'p2p_unregistered',
      payee: house.unclaimed,
      accountReference: stranger(),
    });
    await books.ledger.reserve(request);
    await books.ledger.settle(request, released());
    expect(
      await books.rows('select from tuma.unclaimed where payment_id = $1', [request.id]),
    ).toEqual([]);
  });

  it('goes to whoever registers the number, all of it and once', async () => {
    const to = stranger();
    const first = await sendTo(to);
    const second = await sendTo(to);
    const account = await register(to);
    const both = await Promise.all([end(), end()]);
    expect(both.flat()).toHaveLength(2);
    expect(await books.figures(account)).toBe('100000/0/0');
    for (const { id } of [first, second]) {
      expect(await ends(id)).toMatchObject({ type: 'claim', payee: account, amount: '50000' });
    }
    expect(await end()).toEqual([]);
  });

  it('waits for the proof of who registered the number, and goes back where none comes', async () => {
    const to = stranger();
    const { id, payer } = await sendTo(to);
    const account = await register(to, false);
    expect(await books.customers.find(to)).toMatchObject({ account, moneyWaits: true });
    expect(await end()).toEqual([]);
    expect(await books.audit()).toEqual([]);
    await books.clock.advance(aWeek);
    await end();
    expect(await ends(id)).toMatchObject({ type: 'return', payee: payer });
    expect(await books.figures(account)).toBe('0/0/0');
    expect((await books.customers.find(to))?.moneyWaits).toBeUndefined();
  });

  it('comes with the code that was sent to the number, and with no other', async () => {
    const to = stranger();
    const { id } = await sendTo(to);
    const account = await register(to, false);
    const codes = pinCodes(books.sql);
    const notice = randomUUID();
    const send = () => codes.sendNumberCode(account, { mac: 'c0de', notice }, now());
    const type = (mac: string, attempt: string = randomUUID()) =>
      codes.proveNumber(account, mac, attempt, now());
    expect(await type('c0de')).toEqual({ verdict: 'over', triesLeft: 0 });
    expect([await send(), await send()]).toEqual(['sent', 'sent']);
    const kinds = 'select kind::text from tuma.notices where msisdn = $1';
    expect(await books.rows(kinds, [to])).toEqual([{ kind: 'number_code' }]);
    // The code for a PIN is another, and the code of another number is no code of this one.
    expect(await codes.verify(account, 'c0de', randomUUID(), now())).toMatchObject({
      verdict: 'over',
    });
    const attempt = randomUUID();
    for (const _ of [1, 2]) {
      expect(await type('badbad', attempt)).toEqual({ verdict: 'wrong', triesLeft: 4 });
    }
    expect(await end()).toEqual([]);
    const right = randomUUID();
    expect(await type('c0de', right)).toMatchObject({ verdict: 'right' });
    expect(await type('c0de', right), 'the same turn again').toMatchObject({ verdict: 'right' });
    expect(await end()).toHaveLength(1);
    expect(await ends(id)).toMatchObject({ type: 'claim', payee: account });
    expect(await codes.sendNumberCode(account, { mac: 'e110', notice: randomUUID() }, now())).toBe(
      'over',
    );
  });

  it('is of no use to who guesses: five wrong codes block them for a day', async () => {
    const to = stranger();
    await sendTo(to);
    const account = await register(to, false);
    const codes = pinCodes(books.sql);
    const send = () => codes.sendNumberCode(account, { mac: 'c0de', notice: randomUUID() }, now());
    expect(await send()).toBe('sent');
    for (let n = 0; n < 5; n += 1)
      await codes.proveNumber(account, `bad00${n}`, randomUUID(), now());
    const late = await codes.proveNumber(account, 'c0de', randomUUID(), now());
    expect(late).toEqual({ verdict: 'blocked', triesLeft: 0 });
    await books.clock.advance(60_001);
    expect(await send()).toBe('blocked');
    expect(await end()).toEqual([]);
    await codes.vouchForNumber(account, now());
    expect(await end()).toHaveLength(1);
  });

  it('comes with the first PIN that was chosen by a code, and with the word of the number’s own network', async () => {
    const [opened, vouched] = [stranger(), stranger()];
    const codes = pinCodes(books.sql);
    await sendTo(opened);
    await sendTo(vouched);
    const person = { givenName: 'Amina', familyName: 'Hassan', language: 'sw' } as const;
    const desk = accounts(books.desk, kenya);
    const why = { by: 'ann', reason: 'at the branch' };
    const first = (await desk.open({ ...person, msisdn: opened }, why, now())) ?? '';
    const second = await register(vouched, false);
    expect(await end()).toEqual([]);
    await codes.send(first, { mac: 'c0de', notice: randomUUID() }, now());
    const proof = randomUUID();
    await codes.verify(first, 'c0de', proof, now());
    await codes.choosePin(first, { pinMac: 'e110', proof, notice: randomUUID() }, now());
    await codes.vouchForNumber(second, now());
    expect(await end()).toHaveLength(2);
    for (const account of [first, second]) expect(await books.figures(account)).toBe('50000/0/0');
  });

  it('that was on its way while a number registered without proof waits, too', async () => {
    const to = stranger();
    const request = await books.request(500_00n, undefined, {
      type: 'p2p_unregistered',
      payee: house.unclaimed,
      accountReference: to,
    });
    await books.ledger.reserve(request);
    const account = await register(to, false);
    await books.ledger.settle(request, completed);
    expect(await end()).toEqual([]);
    await pinCodes(books.sql).vouchForNumber(account, now());
    expect(await end()).toHaveLength(1);
  });

  it('that was on its way while the number registered is claimed as well', async () => {
    const to = stranger();
    const request = await books.request(500_00n, undefined, {
      type: 'p2p_unregistered',
      payee: house.unclaimed,
      accountReference: to,
    });
    await books.ledger.reserve(request);
    const account = await register(to);
    await books.ledger.settle(request, completed);
    expect(await end()).toHaveLength(1);
    expect(await books.figures(account)).toBe('50000/0/0');
  });

  it('is claimed although many register and send at the same moment', async () => {
    const people = Array.from({ length: 12 }, stranger);
    const senders = await Promise.all(people.map(() => books.account({ balance: 1_000_00n })));
    const done = await Promise.all(
      people.flatMap((to, i) => [sendTo(to, senders[i]), register(to), end()]),
    );
    await end();
    for (const [i] of people.entries()) {
      expect(await books.figures(done[i * 3 + 1] as AccountId)).toBe('50000/0/0');
    }
  });

  it('goes back to its sender after a week, without the fee', async () => {
    const { id, payer } = await sendTo(stranger());
    await books.clock.advance(aWeek - 1);
    expect(await end()).toEqual([]);
    await books.clock.advance(1);
    await end();
    expect(await ends(id)).toMatchObject({ type: 'return', payee: payer, state: 'completed' });
    expect(await books.figures(payer)).toBe('98000/0/0');
  });

  it('is ended in parts, the longest due first', async () => {
    const to = stranger();
    const [first] = [await sendTo(to), await sendTo(to), await sendTo(to)];
    await register(to);
    expect(await end(1)).toEqual([(await ends(first.id))?.id]);
    expect(await end(1)).toHaveLength(1);
    expect(await end()).toHaveLength(1);
  });
});

describe('money that waits for, or came from, somebody who cannot have it', () => {
  it('goes to a wallet that is frozen: only its way out is', async () => {
    const to = stranger();
    const { id } = await sendTo(to);
    const account = await register(to);
    await becomes(account, 'frozen');
    await end();
    expect(await ends(id)).toMatchObject({ type: 'claim', payee: account });
  });

  it('goes back where the wallet of its number is closed', async () => {
    const to = stranger();
    const { id, payer } = await sendTo(to);
    const account = await register(to);
    await becomes(account, 'closed');
    await end();
    expect(await ends(id)).toMatchObject({ type: 'return', payee: payer });
    expect(await books.figures(account)).toBe('0/0/0');
    expect(await books.figures(payer)).toBe('98000/0/0');
  });

  it('waits while its sender’s wallet is closed as well, keeps nobody waiting, and is found', async () => {
    const to = stranger();
    const { id, payer } = await sendTo(to);
    await becomes(payer, 'closed');
    const later = stranger();
    const { id: other } = await sendTo(later);
    await books.clock.advance(aWeek);
    expect(await end(1)).toEqual([]);
    expect(await end(1)).toHaveLength(1);
    expect(await ends(id)).toBeUndefined();
    expect(await ends(other)).toMatchObject({ type: 'return' });
    const late = await books.operations.audit(now() + 11 * 60_000);
    expect(late).toContainEqual(
      expect.objectContaining({
        invariant: '15 nothing waits past its time',
        subject: `payment ${id}`,
      }),
    );
    const account = await register(to);
    expect(await end()).toHaveLength(1);
    expect(await books.figures(account)).toBe('50000/0/0');
  });
});

describe('money whose account is closed in the moment when it is paid', () => {
  const blocks = `select from pg_locks l where not l.granted and pg_backend_pid() = any (pg_blocking_pids(l.pid))`;

  it('waits, and keeps nobody waiting', async () => {
    const [closing, other] = [await sendTo(stranger()), await sendTo(stranger())];
    await books.clock.advance(aWeek);
    await books.rows('begin');
    await becomes(closing.payer, 'closed');
    const ending = end();
    expect(await until(async () => (await books.rows(blocks)).length > 0)).toBe(true);
    await books.rows('commit');
    await ending;
    expect(await ends(closing.id)).toBeUndefined();
    expect(await ends(other.id)).toMatchObject({ type: 'return', state: 'completed' });
    await becomes(closing.payer, 'active');
    expect(await end(), 'it is looked at again in a minute').toEqual([]);
    await books.clock.advance(60_000);
    await end();
    expect(await ends(closing.id)).toMatchObject({ type: 'return', payee: closing.payer });
  });
});

/** What the audit says at a time of what is owed. */
const owedFound = async (at: number) =>
  (await books.operations.audit(at)).filter(({ invariant }) => /^(15|16|24) /.test(invariant));

describe('money that does not fit', () => {
  const notices = (id: string) =>
    books.rows(
      `select n.kind::text, n.msisdn from tuma.notices n join tuma.payments p on p.number = n.payment_number where p.id = $1`,
      [id],
    );
  const day24 = 24 * 3_600_000;
  // Nobody has more than their tier allows because another test has made it small.
  afterEach(() => books.tier());

  /** A customer of this number, whose tier allows no more than this. */
  async function registerSmall(to: Msisdn, limits: Partial<TierLimits>): Promise<AccountId> {
    await books.tier(limits);
    const account = await register(to);
    await books.rows('update tuma.accounts set tier = 3 where id = $1', [account]);
    return account;
  }

  it('its wallet waits, its customer hears it once, and it comes when there is room', async () => {
    const to = stranger();
    const [first, second] = [await sendTo(to), await sendTo(to)];
    const account = await registerSmall(to, { balanceCap: 800_00n });
    expect(await end()).toHaveLength(1);
    expect(await books.figures(account)).toBe('50000/0/0');
    const waits = (await ends(first.id)) ? second : first;
    expect(await notices(waits.id)).toEqual([{ kind: 'claim_waits', msisdn: to }]);
    expect(await owedFound(now() + day24)).toEqual([]);

    await books.clock.advance(60_000);
    expect(await end()).toEqual([]);
    expect(await notices(waits.id)).toHaveLength(1);
    await books.pay({ payer: account, payee: await books.account(), amount: ksh(300_00n) });
    await books.clock.advance(60_000);
    expect(await end()).toHaveLength(1);
    expect(await books.figures(account)).toBe('70000/0/30000');
    expect(await ends(waits.id)).toMatchObject({ type: 'claim', payee: account });
  });

  it('goes back to its sender when its time is over', async () => {
    const to = stranger();
    const { id, payer } = await sendTo(to);
    const account = await registerSmall(to, { balanceCap: 499_99n });
    expect(await end()).toEqual([]);
    await books.clock.advance(aWeek - 1);
    expect(await end()).toEqual([]);
    await books.clock.advance(1);
    expect(await end()).toHaveLength(1);
    expect(await ends(id)).toMatchObject({ type: 'return', payee: payer });
    expect(await books.figures(payer)).toBe('98000/0/0');
    expect(await books.figures(account)).toBe('0/0/0');
  });

  const once = { amount: 10n ** 17n, count: 1 };
  const little = { amount: 999_99n, count: 10 };
  const wide = { amount: 10n ** 17n, count: 10 };
  it.each<[string, TierLimits['receiving'], number]>([
    ['amount of a day', { daily: little, weekly: wide, monthly: wide }, 1],
    ['number of a day', { daily: once, weekly: wide, monthly: wide }, 1],
    ['amount of a month', { daily: wide, weekly: wide, monthly: little }, 30],
  ])('what its customer may receive waits: the %s', async (_, receiving, days) => {
    const to = stranger();
    await sendTo(to);
    await sendTo(to);
    const account = await registerSmall(to, { receiving });
    expect(await end()).toHaveLength(1);
    const [row] = await books.rows('select received_today from tuma.accounts where id = $1', [
      account,
    ]);
    expect(row?.received_today).toBe('50000');
    const later = now() + days * day24;
    const at = new Date(later).toISOString();
    const due = 'select * from tuma.resolve_unclaimed(100, $1::timestamptz)';
    expect(await books.rows(due, [at])).toHaveLength(1);
    expect(await owedFound(now())).toEqual([]);
  });

  it('its sender waits, is named by the audit, and comes when there is room', async () => {
    const { id, payer } = await sendTo(stranger());
    await books.tier({ balanceCap: 900_00n });
    await books.rows('update tuma.accounts set tier = 3 where id = $1', [payer]);
    await books.clock.advance(aWeek);
    expect(await end()).toEqual([]);
    expect(await notices(id)).toEqual([]);
    expect(await owedFound(now() + 11 * 60_000)).toContainEqual(
      expect.objectContaining({ invariant: '15 nothing waits past its time' }),
    );
    await books.tier({ balanceCap: 980_00n });
    await books.clock.advance(60_000);
    expect(await end()).toHaveLength(1);
    expect(await ends(id)).toMatchObject({ type: 'return', payee: payer });
  });

  it('is looked at more and more seldom, and at once when its account opens', async () => {
    const { id, payer } = await sendTo(stranger());
    await becomes(payer, 'closed');
    await books.clock.advance(aWeek);
    let looks = 0;
    for (let hour = 0; hour < 48; hour += 1) {
      for (let minute = 0; minute < 60; minute += 1) {
        const [due] = await books.rows(
          `select from tuma.unclaimed where payment_id = $1 and due_at <= $2`,
          [id, new Date(now()).toISOString()],
        );
        if (due) looks += 1;
        if (due) await end();
        await books.clock.advance(60_000);
      }
    }
    expect(looks).toBeGreaterThan(48);
    expect(looks).toBeLessThan(110);
    const act = [payer, 'reopen', 'asked', 'ann', new Date(now()).toISOString()];
    await books.rows('select from tuma.change_account($1, $2, $3, $4, $5)', act);
    expect(await end()).toHaveLength(1);
  });
});

describe('one of six sums that fails', () => {
  it.each([0, 1, 2, 3, 4, 5])(
    'in place %i is noted, keeps no other waiting, and comes later',
    async (place) => {
      const all = [];
      for (let i = 0; i < 6; i += 1) all.push(await sendTo(stranger()));
      const bad = all[place] as (typeof all)[number];
      const heal = await poison(books, 'insert', 'payments', `new.payee = ${bad.payer}`);
      await books.clock.advance(aWeek);
      expect(await end()).toHaveLength(5);
      expect(await ends(bad.id)).toBeUndefined();
      expect(await books.operations.failures(now() - 1)).toEqual([
        { job: 'resolve_unclaimed', item: bad.id, sqlstate: 'P0042' },
      ]);
      await books.clock.advance(60_000);
      expect(await end()).toEqual([]);
      expect(await owedFound(now() + 10 * 60_000)).toContainEqual(
        expect.objectContaining({
          invariant: '24 what fails again is looked into',
          subject: `payment ${bad.id}`,
          detail: 'resolve_unclaimed failed 2 times: P0042',
        }),
      );
      await heal();
      await books.clock.advance(60_000);
      expect(await end()).toHaveLength(1);
      await books.rows('delete from tuma.failures');
    },
  );
});

describe('who is told of it', () => {
  const told = async (id: string) => {
    const found = await receipts(books.sql, kenya).claim([id], crypto.randomUUID(), now());
    return found
      .map(({ party, to, other, language, balance }) => ({
        ...{ party, to, other, language, balance: balance?.minor },
      }))
      .toSorted((a, b) => a.party.localeCompare(b.party));
  };
  const numberOf = async (account: AccountId) => {
    const rows = await books.rows('select msisdn from tuma.customers where account_id = $1', [
      account,
    ]);
    return rows[0]?.msisdn;
  };

  it('when it is sent: the sender, and the number in its sender’s language', async () => {
    const to = stranger();
    const { id, payer } = await sendTo(to);
    const from = await numberOf(payer);
    expect(await told(id)).toEqual([
      { party: 'payee', to, other: from, language: 'en', balance: undefined },
      { party: 'payer', to: from, other: to, language: 'en', balance: 480_00n },
    ]);
  });

  it('when it is claimed: the new customer, who sees their balance, and the sender, who sees none', async () => {
    const to = stranger();
    const { payer } = await sendTo(to);
    const from = await numberOf(payer);
    await register(to);
    const [claim = ''] = await end();
    expect(await told(claim)).toEqual([
      { party: 'payee', to, other: from, language: 'sw', balance: 500_00n },
      { party: 'payer', to: from, other: to, language: 'en', balance: undefined },
    ]);
  });

  it('when it is returned: the sender, and the number that it waited for', async () => {
    const to = stranger();
    const { id, payer } = await sendTo(to);
    await books.clock.advance(aWeek);
    await end();
    const back = String((await ends(id))?.id);
    const from = await numberOf(payer);
    expect(await told(back)).toEqual([
      { party: 'payee', to: from, other: to, language: 'en', balance: 980_00n },
      { party: 'payer', to, other: from, language: 'en', balance: undefined },
    ]);
  });
});
