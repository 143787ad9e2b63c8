/** What may still come to an account, and what should have come and could not. */
import type { AccountId } from '../../core/account.ts';
import { type Currency, type Money, money } from '../../core/money.ts';
import type { PaymentType } from '../../core/payments/types.ts';
import { call } from '../driver/call.ts';
import { timestamp } from '../driver/columns.ts';
import type { Sql } from '../driver/sql.ts';

export type OwedKind =
  | 'delivery'
  | 'refund'
  | 'sent_waits'
  | 'waits_for_it'
  | 'reversal_to_it'
  | 'reversal_from_it'
  | 'review'
  | 'dispute'
  | 'failure';

export interface Owed {
  readonly what: OwedKind;
  /** The running number of the payment that it is about. */
  readonly number: bigint;
  readonly type: PaymentType;
  readonly amount: Money;
  /** The account that it is owed to, as people know it. */
  readonly ofNumber: string;
  readonly ofName: string | null;
  /** The phone number that it is for. */
  readonly to: string | null;
  readonly since: Date;
  /** When waiting money goes back. */
  readonly until: Date | null;
  /** `closed`, `no_room`, `no_room_there` or `failed` with a code; null where it is on its way. */
  readonly why: string | null;
}

export function owed(sql: Sql) {
  return {
    /** Lists it for one account; without one, all that needs a person. Oldest first. */
    async list(account: AccountId | undefined, limit: number, now: number): Promise<Owed[]> {
      const rows = await call<OwedRow>(sql, 'read_owed', {
        p_account: account ?? null,
        p_limit: limit,
        p_now: timestamp(now),
      });
      return rows.map(({ of_number, of_name, ...row }) => ({
        ...row,
        ofNumber: of_number,
        ofName: of_name,
        number: BigInt(row.number),
        amount: money(BigInt(row.amount), row.currency),
      }));
    },
  };
}

interface OwedRow extends Omit<Owed, 'number' | 'amount' | 'ofNumber' | 'ofName'> {
  readonly number: string;
  readonly amount: string;
  readonly currency: Currency;
  readonly of_number: string;
  readonly of_name: string | null;
}
