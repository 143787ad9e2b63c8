/** The house's own accounts, by their ids in the books (db/migrations, db/house.sql). */
import type { AccountId } from '../core/payment.ts';

export const house = {
  /** Where e-money comes from. */
  funding: '100',
  /** What was paid for airtime. */
  airtime: '102',
  /** What waits for numbers that are not registered. */
  unclaimed: '103',
} as const satisfies Record<string, AccountId>;
