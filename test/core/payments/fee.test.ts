import { describe, expect, it } from 'vitest';
import { feeExceedsAmount, payeeFee, payerFee } from '../../../core/payments/fee.ts';
import { descriptors, paymentTypes } from '../../../core/payments/types.ts';
import { ksh } from '../../support/books/payments.ts';

const parties = ['wallet', 'agent', 'biller', 'till'];

describe('whose fee it is', () => {
  it('is the payer’s, but for goods, whose fee is the till’s', () => {
    expect(payerFee('p2p', ksh(15_00n))).toEqual(ksh(15_00n));
    expect(payerFee('buy_goods', ksh(15_00n))).toEqual(ksh(0n));
    expect(payeeFee('p2p', ksh(15_00n))).toEqual(ksh(0n));
    expect(payeeFee('buy_goods', ksh(15_00n))).toEqual(ksh(15_00n));
  });

  it.each(paymentTypes)(
    'is never the house’s own, out of what waits there for others: %s',
    (type) => {
      const { feeBy, payees } = descriptors[type];
      if (feeBy === 'payee') expect(parties).toEqual(expect.arrayContaining([...payees]));
    },
  );

  it('leaves a payee who pays it at least a cent', () => {
    expect(feeExceedsAmount('buy_goods', ksh(15_01n), ksh(15_00n))).toBe(false);
    expect(feeExceedsAmount('buy_goods', ksh(15_00n), ksh(15_00n))).toBe(true);
    expect(feeExceedsAmount('buy_goods', ksh(14_99n), ksh(15_00n))).toBe(true);
    expect(feeExceedsAmount('p2p', ksh(1n), ksh(15_00n))).toBe(false);
  });
});
