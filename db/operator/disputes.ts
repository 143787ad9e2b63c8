/** Complaints of a payment's party, for customer care. */

import type { AccountId } from '../../core/account.ts';
import type { DisputeReason } from '../../core/care/dispute.ts';
import type { PaymentType } from '../../core/payments/types.ts';
import type { Sql } from '../driver/sql.ts';

/** Which payment is complained of, by whom and why. */
export interface NewDispute {
  readonly account: AccountId;
  /** Running numbers of payments that it may be about, the likeliest first. */
  readonly numbers: readonly bigint[];
  readonly reason: DisputeReason;
  /** The id of the notice that tells the customer what became of it (a UUID); absent for none. */
  readonly notice?: string;
}

/** What a customer has reported, and nobody has ended. */
export interface OpenDispute {
  /** The payment's running number. */
  readonly number: bigint;
  readonly type: PaymentType;
  /** In minor units. */
  readonly amount: bigint;
  readonly paidAt: Date;
  readonly openedAt: Date;
  readonly reason: DisputeReason;
  readonly byNumber: string;
  readonly byName: string;
  readonly payer: string;
  readonly payee: string;
  /** What came of it the last time, where it was reported again. */
  readonly outcome: string | null;
}

export function disputes(sql: Sql) {
  return {
    /** What is open, oldest first. */
    async listOpen(limit: number): Promise<OpenDispute[]> {
      const rows = await sql<DisputeRow>('select * from tuma.read_disputes($1)', [limit]);
      return rows.map((row) => ({
        number: BigInt(row.number),
        type: row.type,
        amount: BigInt(row.amount),
        paidAt: row.ended_at,
        openedAt: row.opened_at,
        reason: row.reason,
        byNumber: row.by_number,
        byName: row.by_name,
        payer: row.payer_number ?? '',
        payee: row.payee_number,
        outcome: row.outcome,
      }));
    },

    /** Ends the disputes of a payment, and says who did and what came of it. Gives how many there were. */
    async close(payment: string, by: string, outcome: string, now: number): Promise<number> {
      const [row] = await sql<{ closed: number }>(
        'select tuma.close_disputes($1, $2, $3, $4) closed',
        [...[payment, by, outcome, new Date(now).toISOString()]],
      );
      return row?.closed ?? 0;
    },

    /**
     * Opens a dispute, unless there is one. Gives the number of the payment that it is of; undefined where none of them
     * is a payment of the account's of late.
     */
    async open(
      { account, numbers, reason, notice }: NewDispute,
      now: number,
    ): Promise<bigint | undefined> {
      const [row] = await sql<{ number: string | null }>(
        'select tuma.open_dispute($1, $2, $3, $4, $5) number',
        [account, numbers.map(String), reason, notice ?? null, new Date(now).toISOString()],
      );
      return row?.number == null ? undefined : BigInt(row.number);
    },
  };
}

interface DisputeRow {
  readonly number: string;
  readonly type: PaymentType;
  readonly amount: string;
  readonly ended_at: Date;
  readonly opened_at: Date;
  readonly reason: DisputeReason;
  readonly by_number: string;
  readonly by_name: string;
  readonly payer_number: string | null;
  readonly payee_number: string;
  readonly outcome: string | null;
}
