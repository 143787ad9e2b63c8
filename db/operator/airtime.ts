/** Airtime that a person at the operator ends, because nobody knew what became of it. */
import { call } from '../driver/call.ts';
import { optional, timestamp } from '../driver/columns.ts';
import type { Sql } from '../driver/sql.ts';

export type AirtimeState = 'intended' | 'sending' | 'sent' | 'delivered' | 'failed' | 'unanswered';

export interface EndedAirtime {
  /** False where it had ended before, or is still being tried. */
  readonly ended: boolean;
  readonly state: AirtimeState;
  /** The running number of the payment that paid it back. */
  readonly refund: bigint | undefined;
}

export function airtimeEnds(sql: Sql) {
  return {
    /** Ends the airtime of a payment, and pays it back where it was not delivered. Undefined where the payment is for none. */
    async end(
      payment: string,
      delivered: boolean,
      { by, reason }: { readonly by: string; readonly reason: string },
      now: number,
    ): Promise<EndedAirtime | undefined> {
      const [row] = await call<{ ended: boolean; state: AirtimeState; refund: string | null }>(
        sql,
        'end_airtime_by_operator',
        {
          p_payment: payment,
          p_delivered: delivered,
          p_by: by,
          p_reason: reason,
          p_now: timestamp(now),
        },
      );
      return row && { ...row, refund: optional(row.refund, BigInt) };
    },
  };
}
