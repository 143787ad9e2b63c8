import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kenya } from '../../../core/markets/ke.ts';
import { accounts } from '../../../db/operator/accounts.ts';
import { type BankTransfer, funding } from '../../../db/operator/funding.ts';
import { Books, funding as source } from '../../support/books/books.ts';
import { ksh } from '../../support/books/payments.ts';

let books: Books;
let desk: ReturnType<typeof funding>;
beforeAll(async () => {
  books = await Books.open();
  desk = funding(books.desk, kenya);
});
afterAll(async () => {
  expect(await books.audit()).toEqual([]);
  await books.close();
});

const now = () => books.clock.now();
const ann = { by: 'ann', reason: 'deposit' };
let references = 0;

async function fund(wanted: Partial<BankTransfer> = {}) {
  references += 1;
  const transfer = {
    account: wanted.account ?? (await books.account()),
    ...{
      amount: ksh(1_000_00n),
      bank: 'KCB',
      reference: `FT${references}`,
      channel: 'desk' as const,
    },
    ...wanted,
  };
  return { transfer, done: await desk.fund(transfer, ann, now()) };
}

async function paymentOf(number: bigint | undefined) {
  const [row] = await books.rows(
    `select p.id, p.type::text, p.state::text, p.payer, p.payee, p.amount, p.account_reference "reference", a.made_by "by"
       from tuma.payments p join tuma.operator_actions a on a.payment_id = p.id where p.number = $1`,
    [String(number)],
  );
  return row;
}

describe('funding', () => {
  it('issues e-money for a transfer at the bank, signed, and tells who got it', async () => {
    const { transfer, done } = await fund();
    expect(done).toEqual({ refusal: undefined, number: expect.any(BigInt), known: false });
    const payment = await paymentOf(done.number);
    expect(payment).toMatchObject({
      ...{ type: 'funding', state: 'completed', payer: source, payee: transfer.account },
      ...{ amount: '100000', reference: transfer.reference, by: 'ann' },
    });
    expect(await books.figures(transfer.account)).toBe('100000/0/0');
    expect(await books.tells(String(payment?.id))).toEqual(['payee']);
  });

  it('of one reference happens once, however often and by how many it is asked for', async () => {
    const { transfer, done } = await fund();
    const again = await Promise.all([1, 2, 3].map(() => desk.fund(transfer, ann, now())));
    expect(again).toEqual(
      again.map(() => ({ refusal: undefined, number: done.number, known: true })),
    );
    expect(await books.figures(transfer.account)).toBe('100000/0/0');
    const account = await books.account();
    const fresh = { ...transfer, account, reference: 'FT new' };
    const many = await Promise.all([1, 2, 3].map(() => desk.fund(fresh, ann, now())));
    expect(many.filter(({ known }) => !known)).toHaveLength(1);
    expect(await books.figures(account)).toBe('100000/0/0');
  });

  it('of a reference that has moved other money is refused, and that payment is named', async () => {
    const { transfer, done } = await fund();
    for (const other of [
      { amount: ksh(1_000_01n) },
      { amount: ksh(-1_000_00n) },
      { account: await books.account() },
    ]) {
      const refused = await desk.fund({ ...transfer, ...other }, ann, now());
      expect(refused).toMatchObject({ refusal: 'idempotency_conflict', number: done.number });
    }
    expect((await fund({ reference: transfer.reference, bank: 'EQUITY' })).done.known).toBe(false);
  });

  it('takes e-money back that the bank pays out, and tells who gave it', async () => {
    const { transfer } = await fund();
    const { account } = transfer;
    const { done } = await fund({ account, amount: ksh(-400_00n) });
    const payment = await paymentOf(done.number);
    expect(payment).toMatchObject({ type: 'redemption', payer: account, payee: source });
    expect(await books.figures(account)).toBe('60000/0/0');
    expect(await books.tells(String(payment?.id))).toEqual(['payer']);
  });

  it('is refused, without a trace, where the account may not have it', async () => {
    const till = await books.account({ kind: 'till', tier: null, status: 'frozen' });
    const closed = await books.account({ status: 'closed' });
    const full = await books.account();
    const cap = kenya.tiers[1]?.balanceCap ?? 0n;
    const refusals = [
      (await fund({ account: till })).done.refusal,
      (await fund({ account: closed })).done.refusal,
      (await fund({ account: full, amount: ksh(cap + 1n) })).done.refusal,
      (await fund({ account: full, amount: ksh(-1n) })).done.refusal,
      (await fund({ account: full, amount: ksh(0n) })).done.refusal,
    ];
    expect(refusals).toEqual([
      ...['recipient_unavailable', 'recipient_unavailable', 'recipient_limit_exceeded'],
      ...['insufficient_funds', 'invalid_amount'],
    ]);
    expect(await accounts(books.desk, kenya).actions(full, 10)).toEqual([]);
    const { done } = await fund({ account: full, amount: ksh(cap), reference: `FT${references}` });
    expect(done.refusal).toBeUndefined();
  });
});
