/** The rows of `tuma.tiers`: the limits of the markets' tiers. */

import { markets } from '../../core/markets/index.ts';
import type { Limits } from '../../core/markets/market.ts';

/** Makes a row for each tier of each market, with amounts in minor units. */
export function tierRows(): object[] {
  return Object.values(markets).flatMap(({ code, tiers }) =>
    Object.entries(tiers).map(([tier, { balanceCap, sending, receiving }]) => ({
      ...{ market: code, tier: Number(tier), balance_cap: balanceCap.toString() },
      ...limitsOf('send', sending),
      ...limitsOf('receive', receiving),
    })),
  );
}

function limitsOf(way: string, limits: Limits): Record<string, string | number> {
  const windows = ['daily', 'weekly', 'monthly'] as const;
  return Object.fromEntries(
    windows.flatMap((window) => [
      [`${way}_${window}`, limits[window].amount.toString()],
      [`${way}_${window}_count`, limits[window].count],
    ]),
  );
}
