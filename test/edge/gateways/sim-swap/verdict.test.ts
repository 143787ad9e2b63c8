import { describe, expect, it } from 'vitest';
import { africastalking } from '../../../../edge/gateways/sim-swap/africastalking.ts';

const readSimSwap = (fields: unknown, at: number) => africastalking.callbacks?.verdict(fields, at);

const now = Date.UTC(2024, 8, 2, 14, 30);

/** As Africa's Talking's callback has it. */
const swapped = {
  status: 'Swapped',
  lastSimSwapDate: '30-08-2024',
  providerRefId: 'fe3b-46fd-931c-b2ef3a64da93311064104',
  requestId: 'ATSwpid_4032b7bfddd5fdca0c401184a84cbb0d',
  transactionId: '738e202b-ea2f-43e5-b451-a85334e90fb5',
};
const { requestId } = swapped;

describe('a verdict on a SIM swap', () => {
  it('is the end of the day on which the SIM was changed', () => {
    expect(readSimSwap(swapped, now)).toEqual({ requestId, changedAt: Date.UTC(2024, 7, 31) });
  });

  it('is the moment where that day is today', () => {
    const today = { ...swapped, lastSimSwapDate: '02-09-2024' };
    expect(readSimSwap(today, now)).toEqual({ requestId, changedAt: now });
  });

  it('is as good of a SIM that the network says was not changed lately', () => {
    const before = { ...swapped, status: 'NotSwapped', lastSimSwapDate: '01-03-2020' };
    expect(readSimSwap(before, now)).toEqual({ requestId, changedAt: Date.UTC(2020, 2, 2) });
  });

  it('is that there was none, of a SIM that was never changed', () => {
    const never = { ...swapped, status: 'NotSwapped', lastSimSwapDate: '01-01-1900' };
    expect(readSimSwap(never, now)).toEqual({ requestId });
  });

  it('needs the day and the request, and nothing else', () => {
    const { lastSimSwapDate } = swapped;
    const changedAt = Date.UTC(2024, 7, 31);
    expect(readSimSwap({ requestId, lastSimSwapDate }, now)).toEqual({ requestId, changedAt });
  });

  it.each<[string, unknown]>([
    ['a check that failed', { ...swapped, status: 'Failed' }],
    ['one that goes on', { ...swapped, status: 'Pending' }],
    ['a day that there is not', { ...swapped, lastSimSwapDate: '31-04-2024' }],
    ['a month that there is not', { ...swapped, lastSimSwapDate: '01-13-2024' }],
    ['a day written otherwise', { ...swapped, lastSimSwapDate: '2024-08-30' }],
    ['no day', { ...swapped, lastSimSwapDate: undefined }],
    ['no request', { ...swapped, requestId: undefined }],
    ['a request that is too long', { ...swapped, requestId: 'x'.repeat(129) }],
    ['nothing', undefined],
  ])('is not %s', (_, body) => {
    expect(readSimSwap(body, now)).toHaveProperty('unreadable');
  });
});
