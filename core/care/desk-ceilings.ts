/**
 * The most that one act of a person at the operator may move, in each currency: as much as the largest wallet of its market may
 * hold. A slip of the hand, or a login in wrong hands, moves no more at a time; a larger sum takes several acts, each in the books.
 */

import { markets } from '../markets/index.ts';
import type { Market } from '../markets/market.ts';
import type { Currency } from '../money.ts';

export interface DeskCeiling {
  readonly currency: Currency;
  /** In minor units. */
  readonly amount: bigint;
}

export function deskCeilings(all: readonly Market[] = Object.values(markets)): DeskCeiling[] {
  return all.map(({ currency, tiers, deskCeiling }) => {
    const caps = Object.values(tiers).map(({ balanceCap }) => balanceCap);
    const largest = caps.reduce((a, b) => (a > b ? a : b), 0n);
    return { currency, amount: deskCeiling ?? largest };
  });
}
