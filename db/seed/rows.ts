/** The rows of reference data that come from `core/`: each migration writes them, and the audit holds the database against them. */
import { allSystemAccounts } from '../../core/ledger/system-accounts.ts';
import { type Descriptors, descriptors } from '../../core/payments/types.ts';
import { tierRows } from './tiers.ts';

/** The rows by the name that the files in db/seed have for them. A row has its columns' names; a column that is absent is null. */
export function seedRows(
  types: Descriptors = descriptors,
): Readonly<Record<string, readonly object[]>> {
  return {
    system_accounts: allSystemAccounts(),
    tiers: tierRows(),
    payment_rules: Object.entries(types).map(([type, row]) => columnsOf({ type, ...row })),
  };
}

/** The row with the names of columns: `feeBy` is `fee_by`. */
function columnsOf(row: object): object {
  const column = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [column(name), value]));
}
