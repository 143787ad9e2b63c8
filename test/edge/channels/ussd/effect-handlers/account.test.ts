/** The lines of a statement as the phone is told them. */
import { expect, test } from 'vitest';
import { kenya } from '../../../../../core/markets/ke.ts';
import type { Msisdn } from '../../../../../core/msisdn.ts';
import { readStatement } from '../../../../../edge/channels/ussd/effect-handlers/account.ts';
import type { EffectContext } from '../../../../../edge/channels/ussd/effect-handlers/handler.ts';
import { formatOtherParty } from '../../../../../ussd/text/format.ts';
import { texts } from '../../../../../ussd/text/index.ts';
import { ksh } from '../../../../support/books/payments.ts';

test.each([
  ['who has a number', '254711987654' as Msisdn],
  ['who has no number any more', undefined],
])('the other side %s has no more than a first name and an initial', async (_, msisdn) => {
  const row = {
    at: Date.parse('2024-09-02T14:30:03Z'),
    ...{
      seq: 1n,
      incoming: true,
      type: 'p2p',
      number: 1n,
      amount: ksh(100_00n),
      reversed: undefined,
    },
    ...{ fee: ksh(0n), balance: ksh(100_00n), business: undefined, accountReference: undefined },
    other: { msisdn, givenName: 'Jane Nyambura', familyName: 'Wanjiku' },
  };
  const context = {
    account: () => '7',
    owner: () => ({ account: '7', msisdn: '254700000001' }),
  } as unknown as EffectContext;
  const statements = { last: async () => [row] };
  const parts = { market: kenya, statements } as unknown as Parameters<typeof readStatement>[2];
  const { lines } = (await readStatement({ type: 'read_statement' }, context, parts)) as {
    lines: readonly Parameters<typeof formatOtherParty>[0][];
  };
  const reader = { text: texts.en, market: kenya, msisdn: '254700123456' as Msisdn };
  expect(lines.map((line) => formatOtherParty(line, reader))).toEqual(['JANE W.']);
});
