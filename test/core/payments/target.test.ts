import { describe, expect, it } from 'vitest';
import type { Msisdn } from '../../../core/msisdn.ts';
import {
  accountReferenceOf,
  lookupOf,
  type PaymentTarget,
  personOf,
  recipientOf,
} from '../../../core/payments/target.ts';

const jane = '254711987654' as Msisdn;

const targets: readonly [PaymentTarget, object][] = [
  [
    { type: 'p2p', to: jane },
    { lookup: { msisdn: jane }, person: jane, recipient: { recipient: jane }, reference: {} },
  ],
  [
    { type: 'p2p_unregistered', to: jane },
    {
      ...{ lookup: { msisdn: jane }, person: jane, recipient: { recipient: jane } },
      reference: { accountReference: jane },
    },
  ],
  [
    { type: 'airtime', to: jane },
    {
      ...{ lookup: {}, person: undefined, recipient: { recipient: jane } },
      reference: { accountReference: jane },
    },
  ],
  [
    { type: 'cash_out', code: '123456' },
    {
      ...{ lookup: { code: '123456' }, person: undefined, recipient: { code: '123456' } },
      reference: {},
    },
  ],
  [
    { type: 'buy_goods', code: '500100' },
    {
      ...{ lookup: { code: '500100' }, person: undefined, recipient: { code: '500100' } },
      reference: {},
    },
  ],
  [
    { type: 'pay_bill', code: '888880', accountReference: '01450123458' },
    {
      ...{ lookup: { code: '888880' }, person: undefined, recipient: { code: '888880' } },
      reference: { accountReference: '01450123458' },
    },
  ],
];

describe('the target of a payment', () => {
  it.each(targets)('%o is found, named and referred to by its descriptor', (target, expected) => {
    expect({
      lookup: lookupOf(target),
      person: personOf(target),
      recipient: recipientOf(target),
      reference: accountReferenceOf(target),
    }).toEqual(expected);
  });

  it('needs no reference any more where its number has registered', () => {
    expect(accountReferenceOf({ type: 'p2p_unregistered', to: jane }, 'p2p')).toEqual({});
  });
});
