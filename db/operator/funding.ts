/** E-money is issued for money that came to the operator's bank, and taken back for money that the bank pays out. */

import type { AccountId } from '../../core/account.ts';
import type { Reason } from '../../core/care/operator-action.ts';
import { systemAccountsOf } from '../../core/ledger/system-accounts.ts';
import type { Market } from '../../core/markets/market.ts';
import type { Money } from '../../core/money.ts';
import type { Refusal } from '../../core/refusal.ts';
import { call } from '../driver/call.ts';
import { optional, timestamp } from '../driver/columns.ts';
import type { Sql } from '../driver/sql.ts';

/** A transfer at the operator's bank, and whose e-money it changes. */
export interface BankTransfer {
  readonly account: AccountId;
  /** Negative where the bank pays out. */
  readonly amount: Money;
  readonly bank: string;
  /** The bank's reference, as its statement has it. It moves money once. */
  readonly reference: string;
  /** `system` tells nobody: for demonstrations. */
  readonly channel: 'desk' | 'system';
}

export interface Funded {
  readonly refusal: Refusal | undefined;
  /** The running number of the payment that the bank's reference has made, now or before. */
  readonly number: bigint | undefined;
  /** The reference had moved this money before, and nothing was written. */
  readonly known: boolean;
}

export function funding(sql: Sql, market: Market) {
  return {
    async fund(transfer: BankTransfer, { by, reason }: Reason, now: number): Promise<Funded> {
      const { account, amount, bank, reference, channel } = transfer;
      const [row] = await call<{ refusal: Refusal | null; number: string | null; known: boolean }>(
        sql,
        'fund',
        {
          p_account: account,
          p_system_account: systemAccountsOf(market.currency).funding,
          p_amount: amount.minor.toString(),
          p_bank: bank,
          p_bank_reference: reference,
          p_reason: reason,
          p_by: by,
          p_channel: channel,
          p_now: timestamp(now),
        },
      );
      return {
        refusal: row?.refusal ?? undefined,
        number: optional(row?.number ?? null, BigInt),
        known: row?.known ?? false,
      };
    },
  };
}
