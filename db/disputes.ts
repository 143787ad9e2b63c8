/** Complaints of a payment's party, for customer care. */
import type { DisputeReason } from '../core/dispute.ts';
import type { AccountId } from '../core/payment.ts';
import type { Sql } from './sql.ts';

/** Which payment is complained of, by whom and why. */
export interface Complaint {
  readonly account: AccountId;
  /** Running numbers of payments that it may be about, the likeliest first. */
  readonly numbers: readonly bigint[];
  readonly reason: DisputeReason;
  /** The id of the notice that tells the customer what became of it (a UUID); absent for none. */
  readonly notice?: string;
}

export function disputes(sql: Sql) {
  return {
    /**
     * Opens a dispute, unless there is one. Gives the number of the payment that it is of; undefined where none of them
     * is a payment of the account's of late.
     */
    async open(
      { account, numbers, reason, notice }: Complaint,
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
