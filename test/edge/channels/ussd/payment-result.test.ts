import { describe, expect, it } from 'vitest';
import { paymentStates } from '../../../../core/payments/outcome.ts';
import { paymentResult } from '../../../../edge/channels/ussd/payment-result.ts';

const details = { reference: 'TUMA000001' };

describe('the result of a payment', () => {
  it('is one of three, whatever its state', () => {
    const results = paymentStates.map((state) => [state, paymentResult({ state }, details).state]);
    expect(Object.fromEntries(results)).toEqual({
      ...{ reserved: 'pending', review: 'pending', completed: 'completed' },
      ...{ rejected: 'refused', failed: 'refused' },
    });
  });

  it('says what a completed payment is called', () => {
    const result = paymentResult({ state: 'completed' }, details);
    expect(result).toEqual({ state: 'completed', reference: 'TUMA000001' });
  });

  it('is pending where a completed payment has no details to show', () => {
    expect(paymentResult({ state: 'completed' }, undefined)).toEqual({ state: 'pending' });
  });

  it('says why, or that it was unavailable where nobody knows', () => {
    const refused = (refusal: 'timeout' | null) => paymentResult({ state: 'failed', refusal }, {});
    expect(refused('timeout')).toEqual({ state: 'refused', refusal: 'timeout' });
    expect(refused(null)).toEqual({ state: 'refused', refusal: 'unavailable' });
  });
});
