/** The rows of reference data that come from `core/`: each migration writes them, and the audit holds the database against them. */

import { deskCeilings } from '../../core/care/desk-ceilings.ts';
import { allSystemAccounts } from '../../core/ledger/system-accounts.ts';
import { markets } from '../../core/markets/index.ts';
import type { Market } from '../../core/markets/market.ts';
import { type Descriptors, descriptors } from '../../core/payments/types.ts';
import { marketRows, priceListRows } from './markets.ts';
import { tierRows } from './tiers.ts';

export type SeedRows = Readonly<Record<string, readonly object[]>>;

/** What the rows are made from: all that core/ has, by default. */
export interface SeedSources {
  readonly types?: Descriptors;
  readonly sold?: readonly Market[];
}

/** The rows by the name that the files in db/seed have for them. A row has its columns' names; a column that is absent is null. */
export function seedRows({
  types = descriptors,
  sold = Object.values(markets),
}: SeedSources = {}): SeedRows {
  return {
    system_accounts: allSystemAccounts(),
    tiers: tierRows(),
    markets: marketRows(),
    price_lists: priceListRows(sold, types),
    desk_ceilings: deskCeilings().map(({ currency, amount }) => ({
      currency,
      amount: `${amount}`,
    })),
    payment_rules: Object.entries(types).map(([type, row]) => columnsOf({ type, ...row })),
  };
}

/** The row with the names of columns: `feeBy` is `fee_by`. */
function columnsOf(row: object): object {
  const column = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [column(name), value]));
}

/** Puts the rows in place of each `:name`, as a JSON literal. */
export function withRows(text: string, seeds: SeedRows): string {
  return Object.entries(seeds).reduce(
    (all, [name, rows]) => all.replace(`(:${name})`, `('${JSON.stringify(rows)}')`),
    text,
  );
}
