/** One id is one payment, and one payment has one end. */
import { expect } from 'vitest';
import { conflicting } from '../support/books/histories.ts';
import { completed, ksh, released } from '../support/books/payments.ts';
import { SideBySide } from '../support/books/side-by-side.ts';
import type { Laws } from './laws.ts';

const changes = ['amount', 'fee', 'payee', 'payer', 'type', 'reference'];

export const identityLaws = {
  async 'an id is one payment, whatever is asked for under it'(books) {
    const both = await SideBySide.open(books, { balances: [100_00n, 100_00n, 0n] });
    const request = both.wants(0, 1, 60_00n, { fee: ksh(1_00n), accountReference: 'A 1' });
    const refused = both.wants(2, 1, 1_00n);
    expect(await both.reserve(request, refused)).toEqual(['reserved', 'insufficient_funds']);
    for (const change of changes) {
      const other = conflicting(request, change, both.accounts);
      expect(await both.reserve(other)).toEqual(['idempotency_conflict']);
    }
    expect(await both.reserve(request, both.wants(1, 0, 5_00n), refused)).toEqual([
      ...['reserved', 'reserved', 'insufficient_funds'],
    ]);
    await both.completes(both.wants(0, 2, 5_00n));
    expect(await both.reserve(refused)).toEqual(['insufficient_funds']);
    await both.settle(completed, request);
    expect(await both.reserve(request)).toEqual(['completed']);
    await both.agree();
  },

  async 'an end is for ever, and whoever comes later learns it'(books) {
    const both = await SideBySide.open(books, { balances: [100_00n, 0n] });
    const paid = both.wants(0, 1, 10_00n, { fee: ksh(1_00n) });
    const freed = both.wants(0, 1, 10_00n);
    const doubted = both.wants(0, 1, 10_00n);
    await both.reserve(paid, freed, doubted);
    await both.review(doubted, books.clock.now() + 3_600_000);
    expect(await both.settle(completed, paid)).toEqual(['completed']);
    expect(await both.settle(released(), freed)).toEqual(['timeout']);
    for (const ending of [completed, released('fraud_declined', 'rejected')]) {
      expect(await both.settle(ending, paid)).toEqual(['completed']);
      expect(await both.settle(ending, freed)).toEqual(['timeout']);
      // A person is asked, and nobody else decides.
      expect(await both.settle(ending, doubted)).toEqual(['review']);
    }
    const open = both.wants(0, 1, 5_00n);
    await both.reserve(open);
    await both.settle(completed, freed, open, paid, doubted);
    await both.agree();
  },

  async 'an outcome that is not known is made one'(books) {
    const both = await SideBySide.open(books, { balances: [100_00n, 0n, 0n] });
    const unseen = both.wants(0, 1, 10_00n, { accountReference: 'A 1' });
    await both.voidPayment(unseen);
    expect(await both.reserve(unseen)).toEqual(['timeout']);
    const held = both.wants(0, 1, 10_00n);
    const paid = both.wants(0, 1, 10_00n);
    await both.reserve(held, paid);
    await both.settle(completed, paid);
    for (const change of changes) {
      for (const request of [unseen, held, paid]) {
        await both.voidPayment(conflicting(request, change, both.accounts));
      }
    }
    await both.voidPayment(held, released('unavailable'));
    await both.voidPayment(paid);
    await both.agree();
  },

  async 'what the books pay of themselves is named after its origin, and done or refused'(books) {
    const [payer, payee, closed] = [
      await books.account({ balance: 1_000_00n }),
      await books.account(),
      await books.account({ status: 'closed' }),
    ];
    const origin = await books.pay({ payer, payee, amount: ksh(100_00n) });
    const pays = async (to: string, amount: string) => {
      const [row] = await books.rows(
        `select id, tuma.post_payment(id, $1, 'reversal', 'system', $2, $3, $4, null, $5) paid
           from (select uuidv7() id offset 0) i`,
        [origin.id, payee, to, amount, new Date(books.clock.now())],
      );
      const [logged] = await books.rows(
        'select state, linked_payment = $2 named from tuma.payments where id = $1',
        [row?.id, origin.id],
      );
      return { paid: row?.paid, ...logged };
    };
    expect(await pays(closed, '1')).toMatchObject({ paid: false, state: 'rejected' });
    expect(await pays(payer, '10000')).toEqual({ paid: true, state: 'completed', named: true });
    expect(await pays(payer, '1')).toMatchObject({ paid: false, state: 'rejected' });
    expect(await books.figures(payee)).toBe('0/0/0');
  },
} as const satisfies Laws;
