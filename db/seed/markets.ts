/** The rows of `tuma.markets` and `tuma.price_lists`: what the database has to know of the markets by itself. */

import { markets } from '../../core/markets/index.ts';
import type { Market } from '../../core/markets/market.ts';
import { money } from '../../core/money.ts';
import {
  type CustomerPaymentType,
  type Descriptors,
  descriptors,
} from '../../core/payments/types.ts';
import { allowedRange } from '../../core/revenue/check.ts';
import { bandsFor, exciseIn } from '../../core/revenue/tariff.ts';

/** Makes a row for each market. */
export function marketRows(): object[] {
  return Object.values(markets).map(({ code, currency, timeZone, claimDays }) => ({
    ...{ market: code, currency, time_zone: timeZone, claim_days: claimDays },
  }));
}

/** Makes a row for each payment type that a market offers and each of its tiers, with amounts in minor units. */
export function priceListRows(
  sold: readonly Market[] = Object.values(markets),
  types: Descriptors = descriptors,
): object[] {
  return sold.flatMap((market) =>
    (Object.keys(market.tariff) as CustomerPaymentType[]).flatMap((type) =>
      Object.entries(market.tiers).flatMap(([tier, limits]) => {
        const bands = bandsFor(type, Number(tier), market);
        if (bands.length === 0) return [];
        const { min, max } = allowedRange(type, limits, market);
        return {
          ...{ market: market.code, type, tier: Number(tier), fee_by: types[type].feeBy },
          ...{ smallest: String(min), largest: String(max) },
          up_to: bands.map(({ upTo }) => String(upTo)),
          fees: bands.map(({ fee }) => String(fee)),
          excises: bands.map(({ fee }) =>
            String(exciseIn(money(fee, market.currency), market).minor),
          ),
        };
      }),
    ),
  );
}
