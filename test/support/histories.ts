/** Random histories of payments between four accounts, for the real books and the model side by side. */
import fc from 'fast-check';
import type { PaymentRequest } from '../../core/payment.ts';
import type { Ending } from '../../core/pipeline.ts';
import { completed, ksh, newId, payment, released } from './payments.ts';

const minutes = 60_000;
const hours = 60 * minutes;

/** Balances, limits, amounts and fees meet at their edges often. In cents. */
export const openings = fc.array(
  fc.record({
    balance: fc.constantFrom(50_00n, 100_00n, 200_00n),
    dailyLimit: fc.constantFrom(100_00n, 150_00n, null),
  }),
  { minLength: 4, maxLength: 4 },
);

const draft = fc.record({
  payer: fc.nat({ max: 3 }),
  /** How many places after the payer the payee is. */
  to: fc.integer({ min: 1, max: 3 }),
  amount: fc.constantFrom(10_00n, 30_00n, 50_00n, 70_00n, 100_00n, 100_01n),
  fee: fc.constantFrom(0n, 50n, 20_00n),
  reference: fc.constantFrom(undefined, 'A 1'),
  /** How long it was under way to the books. */
  late: fc.constantFrom(0, 0, 0, 3 * hours, 26 * hours),
});

export type Draft = typeof draft extends fc.Arbitrary<infer T> ? T : never;

const ending = fc.constantFrom<Ending>(
  completed,
  completed,
  released(),
  released('fraud_declined', 'rejected'),
);
/** Which of the payments so far, from the latest back. */
const back = fc.nat({ max: 9 });
const change = fc.constantFrom('amount', 'fee', 'payee', 'payer', 'type', 'reference');

const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('reserve'), draft }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('settle'), back, ending }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('reserve again'), back }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('conflict'), back, change }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('abandon'), back, ending: fc.constant(released()) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('abandon unseen'), draft, reserveAfter: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('abandon conflict'), back, change }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('reserve together'),
      drafts: fc.uniqueArray(draft, { minLength: 2, maxLength: 4, selector: ({ payer }) => payer }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('settle together'),
      wanted: fc.uniqueArray(fc.record({ back, ending }), {
        minLength: 2,
        maxLength: 8,
        selector: (one) => one.back,
      }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('wait'),
      ms: fc.constantFrom(1, 5_000, 20_000, 10 * minutes, 9 * hours, 30 * hours),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('expire') }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('freeze'),
      account: fc.nat({ max: 3 }),
      frozen: fc.boolean(),
    }),
  },
);

export type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

export const histories = fc.array(step, { minLength: 5, maxLength: 40 });

export function requestOf(draft: Draft, accounts: readonly string[], now: number): PaymentRequest {
  const { payer, to, amount, fee, reference, late } = draft;
  return payment({
    id: newId(now),
    payer: accounts[payer] ?? '',
    payee: accounts[(payer + to) % 4] ?? '',
    amount: ksh(amount),
    fee: ksh(fee),
    requestedAt: now - late,
    ...(reference !== undefined && { accountReference: reference }),
  });
}

/** Another request under the same id. */
export function conflicting(
  request: PaymentRequest,
  change: string,
  accounts: readonly string[],
): PaymentRequest {
  const other = accounts.find((id) => id !== request.payer && id !== request.payee) ?? '';
  switch (change) {
    case 'amount':
      return { ...request, amount: ksh(request.amount.minor + 1n) };
    case 'fee':
      return { ...request, fee: ksh(request.fee.minor + 1n) };
    case 'type':
      return { ...request, type: 'buy_goods' };
    case 'reference':
      return { ...request, accountReference: `${request.accountReference ?? ''}2` };
    case 'payer':
      return { ...request, payer: other };
    default:
      return { ...request, payee: other };
  }
}
