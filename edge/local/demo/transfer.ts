/** The transfer that the demonstration makes, and the figures that the demonstration data and the prices of Kenya give it. */
import { markets } from '../../../core/markets/index.ts';
import { money, toDecimal } from '../../../core/money.ts';

const kes = (minor: bigint) => money(minor, markets.KE.currency);

export const transfer = {
  payer: {
    msisdn: '254700123456',
    typedNumber: '0711987654',
    typedAmount: '5000',
    pin: '4821',
  },
  payee: { msisdn: '254711987654', givenName: 'JANE' },
  amount: kes(5_000_00n),
  fee: kes(15_00n),
  /** 25,000.00 less the amount and the fee. */
  payerBalance: kes(19_985_00n),
  /** 8,500.00 and the amount. */
  payeeBalance: kes(13_500_00n),
  /** 12,000.00 by the earlier payment, and the amount. */
  sentToday: kes(17_000_00n),
} as const;

/** "-5015.00": minor units of Kenya's currency as a decimal string. */
export function decimal(minor: bigint): string {
  return toDecimal(kes(minor));
}
