import { describe, expect, it } from 'vitest';
import { kenya } from '../../core/market.ts';
import type { Refusal } from '../../core/refusal.ts';
import { refusals } from '../../core/refusal.ts';
import { checkRevenue } from '../../core/revenue/check.ts';
import { type QuoteFacts, quote } from '../../core/revenue/quote.ts';
import { ksh, payment } from '../support/payments.ts';

/** The example's payer: 25,000.00, of the day's 70,000.00 used 12,000.00. */
const facts: QuoteFacts = {
  balance: 25_000_00n,
  available: 25_000_00n,
  dailyLimit: 70_000_00n,
  dailyUsed: 12_000_00n,
  tier: 1,
  payerStatus: 'active',
  payeeStatus: 'active',
  sameCurrency: true,
  payee: '8',
  payeeName: 'Jane W.',
};

const quoted = (minor: bigint, changes: Partial<QuoteFacts> = {}) =>
  quote('7', ksh(minor), { ...facts, ...changes }, kenya);

describe('a quote', () => {
  it('names the recipient and the fee', () => {
    expect(quoted(5_000_00n)).toEqual({ payee: '8', payeeName: 'Jane W.', fee: ksh(15_00n) });
  });

  it.each<[string, bigint, Partial<QuoteFacts>, Refusal | undefined]>([
    ['all that there is', 24_940_00n, {}, undefined],
    ['a cent more than there is', 24_940_01n, {}, 'insufficient_funds'],
    ['money that is held', 5_000_00n, { available: 5_014_99n }, 'insufficient_funds'],
    ['all that is left of the day', 20_000_00n, { dailyUsed: 50_000_00n }, undefined],
    ['a cent past the day', 20_000_01n, { dailyUsed: 50_000_00n }, 'daily_limit_exceeded'],
    ['without a limit', 20_000_00n, { dailyUsed: 70_000_00n, dailyLimit: null }, undefined],
    ['the smallest payment', 1_00n, {}, undefined],
    ['less than the smallest', 99n, {}, 'amount_too_small'],
    ['more than the largest', 70_000_01n, {}, 'amount_too_large'],
    ['from a frozen account', 1_00n, { payerStatus: 'frozen' }, 'payer_unavailable'],
    ['from a closed account', 1_00n, { payerStatus: 'closed' }, 'payer_unavailable'],
    ['to a frozen account, which can receive', 1_00n, { payeeStatus: 'frozen' }, undefined],
    ['to a closed account', 1_00n, { payeeStatus: 'closed' }, 'recipient_unavailable'],
    ['to nobody', 1_00n, { payee: null, payeeName: null }, 'recipient_not_found'],
    ['to oneself', 1_00n, { payee: '7' }, 'same_party'],
  ])('for %s', (_, minor, changes, refusal) => {
    const answer = quoted(minor, changes);
    expect('refusal' in answer ? answer.refusal : undefined).toBe(refusal);
  });

  it('knows no payer without a standing', () => {
    expect(quote('7', ksh(1_00n), undefined, kenya)).toEqual({ refusal: 'payer_not_found' });
  });
});

/** What makes each refusal true by itself, where both parties are known: in the order of the list. */
const wrongs = {
  currency_mismatch: { sameCurrency: false },
  payer_unavailable: { payerStatus: 'frozen' },
  recipient_unavailable: { payeeStatus: 'closed' },
  daily_limit_exceeded: { dailyUsed: 69_999_99n },
  insufficient_funds: { available: 0n },
} as const satisfies { readonly [R in Refusal]?: Partial<QuoteFacts> };

const kinds = Object.keys(wrongs) as (keyof typeof wrongs)[];

describe('where two refusals apply', () => {
  it('the list of refusals says which is given', () => {
    expect(kinds).toEqual(refusals.filter((refusal) => refusal in wrongs));
  });

  it.each(
    kinds.flatMap((first, i) => kinds.slice(i + 1).map((second) => [first, second] as const)),
  )('%s comes before %s', (first, second) => {
    expect(quoted(5_000_00n, { ...wrongs[first], ...wrongs[second] })).toEqual({
      refusal: first,
    });
  });

  it.each(['currency_mismatch', 'payer_unavailable', 'recipient_unavailable'] as const)(
    '%s comes before an amount that is too small, or so large that it has no price',
    (refusal) => {
      expect(quoted(99n, wrongs[refusal])).toEqual({ refusal });
      expect(quoted(70_000_01n, wrongs[refusal])).toEqual({ refusal });
    },
  );

  it.each<[Refusal, bigint]>([
    ['amount_too_small', 99n],
    ['amount_too_large', 70_000_01n],
  ])('%s comes before the limit and the balance', (refusal, minor) => {
    const standing = { ...facts, dailyUsed: 70_000_00n, available: 0n };
    const request = payment({ amount: ksh(minor) });
    expect(checkRevenue(request, standing, kenya)).toMatchObject({ decision: 'declined', refusal });
  });

  it('an unknown recipient comes before all that is wrong with accounts and amounts', () => {
    const all = Object.assign({}, ...Object.values(wrongs)) as Partial<QuoteFacts>;
    const nobody = { payee: null, payeeName: null, payeeStatus: null };
    expect(quoted(70_000_01n, { ...all, ...nobody })).toEqual({ refusal: 'recipient_not_found' });
  });
});

describe('the revenue check', () => {
  it('answers with the figures that it looked at', () => {
    expect(checkRevenue(payment(), facts, kenya)).toEqual({
      decision: 'approved',
      fee: ksh(15_00n),
      balance: ksh(25_000_00n),
      dailyLimit: ksh(70_000_00n),
      dailyUsed: ksh(12_000_00n),
      remaining: ksh(19_985_00n),
    });
  });

  it('takes the fee that the payer was shown, whatever the tariff says by now', () => {
    const request = payment({ fee: ksh(1_00n) });
    expect(checkRevenue(request, facts, kenya)).toMatchObject({ fee: ksh(1_00n) });
  });
});
