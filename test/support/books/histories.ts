/** Random histories of payments between four accounts, for the real books and the model side by side. */
import fc from 'fast-check';
import type { PaymentRequest } from '../../../core/payments/request.ts';
import type { SettleCommand } from '../../../core/pipeline/ports.ts';
import { house } from './books.ts';
import { completed, ksh, newId, payment, released } from './payments.ts';

const minutes = 60_000;
const hours = 60 * minutes;
const days = 24 * hours;

/** An account that nobody has opened. */
export const nobody = '999999';

const amount = fc.constantFrom(10_00n, 30_00n, 50_00n, 70_00n, 100_00n, 100_01n);
const plenty = 10n ** 15n;

const window = fc.record({
  amount: fc.constantFrom(150_00n, 200_00n, 230_00n, 300_00n, plenty, plenty, plenty),
  count: fc.constantFrom(1, 2, 3, 5, 1_000, 1_000, 1_000, 1_000),
});
const windows = fc.record({ daily: window, weekly: window, monthly: window });

/** Limits that histories meet at their edges often; the accounts of one history that have any have these. */
export const limits = fc.record({
  balanceCap: fc.constantFrom(100_00n, 150_00n, 200_00n, plenty, plenty),
  sending: windows,
  receiving: windows,
});

/** As limits, balances, amounts and fees meet. In cents. Nobody brings a till money. */
export const openings = fc.array(
  fc.record({
    balance: fc.constantFrom(50_00n, 100_00n, 200_00n),
    dailyLimit: fc.constantFrom(100_00n, 150_00n, null, null),
    tier: fc.constantFrom(3, 3, null),
    kind: fc.constantFrom('wallet', 'wallet', 'wallet', 'till'),
  }),
  { minLength: 4, maxLength: 4 },
);

const draft = fc.record({
  payer: fc.nat({ max: 3 }),
  /** How many places after the payer the payee is. */
  to: fc.integer({ min: 1, max: 3 }),
  amount,
  fee: fc.constantFrom(0n, 50n, 10_00n, 20_00n),
  /** Of the fee. */
  duty: fc.constantFrom('none', 'none', 'a third', 'all'),
  reference: fc.constantFrom(undefined, 'A 1'),
  /** The last two are of a payee's kind, and of a payer's, that nobody here is of. */
  type: fc.constantFrom(
    ...(['p2p', 'p2p', 'p2p', 'p2p', 'p2p', 'p2p'] as const),
    ...(['buy_goods', 'buy_goods', 'fee', 'cash_out', 'cash_in'] as const),
  ),
  channel: fc.constantFrom('ussd', 'ussd', 'app', 'system'),
  unknown: fc.constantFrom(...Array<'none'>(12).fill('none'), 'payer', 'payee'),
});

export type Draft = typeof draft extends fc.Arbitrary<infer T> ? T : never;

const ending = fc.constantFrom<SettleCommand>(
  completed,
  completed,
  completed,
  released(),
  released('fraud_declined', 'rejected'),
);
/** Which of the payments so far, from the latest back. */
const back = fc.nat({ max: 9 });
const change = fc.constantFrom('amount', 'fee', 'payee', 'payer', 'type', 'reference');
/** How far this caller's clock is behind, in milliseconds. */
const behind = fc.constantFrom(0, 0, 0, 0, 26 * hours, 8 * days);
const drafts = fc.array(draft, { minLength: 2, maxLength: 6 });
const together = fc.uniqueArray(fc.record({ back, ending }), {
  minLength: 2,
  maxLength: 8,
  selector: (one) => one.back,
});
const status = fc.constantFrom(
  'active' as const,
  'active' as const,
  'frozen' as const,
  'closed' as const,
);
const time = fc.constantFrom(
  ...[1, 5_000, 15_000, 20_000, 10 * minutes, 9 * hours, 30 * hours, 6 * days, 27 * days],
);

const weighed = <T>(weight: number, arbitrary: fc.Arbitrary<T>) => ({ weight, arbitrary });

const step = fc.oneof(
  weighed(8, fc.record({ do: fc.constant('reserve'), draft, behind })),
  weighed(4, fc.record({ do: fc.constant('reserve together'), drafts })),
  weighed(2, fc.record({ do: fc.constant('reserve again'), back })),
  weighed(2, fc.record({ do: fc.constant('conflict'), back, change })),
  weighed(7, fc.record({ do: fc.constant('settle'), back, ending, behind })),
  weighed(4, fc.record({ do: fc.constant('settle together'), wanted: together })),
  weighed(1, fc.record({ do: fc.constant('voidPayment'), back, ending: fc.constant(released()) })),
  weighed(1, fc.record({ do: fc.constant('abandon unseen'), draft, reserveAfter: fc.boolean() })),
  weighed(1, fc.record({ do: fc.constant('abandon conflict'), back, change })),
  weighed(2, fc.record({ do: fc.constant('review'), back, hours: fc.constantFrom(0, 1, 24) })),
  weighed(2, fc.record({ do: fc.constant('verdict'), back, approve: fc.boolean() })),
  weighed(
    2,
    fc.record({ do: fc.constant('tell'), backs: fc.array(back, { minLength: 1, maxLength: 5 }) }),
  ),
  weighed(2, fc.record({ do: fc.constant('wait'), ms: time })),
  weighed(2, fc.record({ do: fc.constant('sweep') })),
  weighed(1, fc.record({ do: fc.constant('status'), account: fc.nat({ max: 3 }), status })),
);

export type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

export const histories = fc.array(step, { minLength: 5, maxLength: 40 });

export function requestOf(draft: Draft, accounts: readonly string[], now: number): PaymentRequest {
  const { payer, to, fee, duty, reference, type, channel, unknown } = draft;
  // What the house charges is the house's, and limits do not hold for it.
  const payee = type === 'fee' ? house.fees(0) : (accounts[(payer + to) % 4] ?? '');
  const excise = { none: 0n, 'a third': fee / 3n, all: fee }[duty];
  return payment({
    ...{ id: newId(now), type, channel, requestedAt: now },
    payer: unknown === 'payer' ? nobody : (accounts[payer] ?? ''),
    payee: unknown === 'payee' ? nobody : payee,
    amount: ksh(draft.amount),
    fee: ksh(fee),
    ...(excise > 0n && { excise: ksh(excise) }),
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
      return { ...request, type: request.type === 'p2p' ? 'buy_goods' : 'p2p' };
    case 'reference':
      return { ...request, accountReference: `${request.accountReference ?? ''}2` };
    case 'payer':
      return { ...request, payer: other };
    default:
      return { ...request, payee: other };
  }
}
