import { describe, expect, it } from 'vitest';
import { firstUnexplained, type PostedEntry } from '../../../core/ledger/statement-replay.ts';
import { type PaymentState, publicState } from '../../../core/payments/outcome.ts';
import { ksh } from '../../support/books/payments.ts';

const entry = (seq: bigint, amount: bigint, balance: bigint): PostedEntry => ({
  seq,
  amount,
  balance,
});

describe('a history', () => {
  const history = [entry(1n, 500n, 500n), entry(2n, -200n, 300n), entry(3n, -300n, 0n)];

  it('is explained where every entry leads from the balance before it to its own', () => {
    expect(firstUnexplained(0n, history)).toBeUndefined();
    expect(firstUnexplained(500n, history.slice(1))).toBeUndefined();
    expect(firstUnexplained(7n, [])).toBeUndefined();
  });

  it.each<[string, bigint, readonly PostedEntry[], bigint]>([
    ['it began with another balance', 1n, history, 1n],
    ['an amount was changed', 0n, history.with(1, entry(2n, -201n, 300n)), 2n],
    ['a balance was changed', 0n, history.with(1, entry(2n, -200n, 301n)), 2n],
    ['an entry is missing', 0n, history.toSpliced(1, 1), 3n],
    ['an entry without effect is missing', 0n, [entry(1n, 5n, 5n), entry(3n, 1n, 6n)], 3n],
  ])('is not explained where %s', (_, opening, entries, seq) => {
    expect(firstUnexplained(opening, entries)?.seq).toBe(seq);
  });
});

describe('a state is called outside', () => {
  it.each<[PaymentState, bigint | undefined, string]>([
    ['reserved', undefined, 'PENDING'],
    ['review', undefined, 'PENDING'],
    ['completed', undefined, 'COMPLETED'],
    ['completed', 499_99n, 'COMPLETED'],
    ['completed', 500_00n, 'REVERSED'],
    ['rejected', undefined, 'REJECTED'],
    ['failed', undefined, 'FAILED'],
  ])('%s, with %s of 50000 taken back: %s', (state, reversed, outside) => {
    const back = reversed === undefined ? undefined : ksh(reversed);
    expect(publicState(state, ksh(500_00n), back)).toBe(outside);
  });
});
