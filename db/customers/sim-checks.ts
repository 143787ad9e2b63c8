/** What networks are asked about the SIMs of customers' numbers, and their verdicts. */

import type { AccountId } from '../../core/account.ts';
import type { Msisdn } from '../../core/msisdn.ts';
import type { Sql } from '../driver/sql.ts';

/** Without a verdict it is asked again after 10 minutes, then 20 and 40; 80 after that it is given up. */
const tries = 4;
const retrySeconds = 600;

/** Whose SIM one caller has claimed to ask about. */
export interface DueSimCheck {
  readonly account: AccountId;
  readonly msisdn: Msisdn;
}

export function simChecks(sql: Sql) {
  return {
    /** Customers who paid these payments are to be asked about, unless they were since `askedBefore`. */
    async schedule(payments: readonly string[], askedBefore: number, now: number): Promise<void> {
      await sql('select tuma.schedule_sim_checks($1, $2, $3)', [
        payments,
        iso(askedBefore),
        iso(now),
      ]);
    },

    /** Up to `limit` who are to be asked about now. Nobody else has them before their next try is due. */
    async claim(limit: number, now: number): Promise<DueSimCheck[]> {
      const rows = await sql<{ account_id: string; msisdn: Msisdn }>(
        'select * from tuma.claim_sim_checks($1, $2, $3, $4)',
        [limit, tries, retrySeconds, iso(now)],
      );
      return rows.map(({ account_id, msisdn }) => ({ account: account_id, msisdn }));
    },

    /** The network took the question, and will name its verdict by this request. */
    async recordRequest(account: AccountId, requestId: string): Promise<void> {
      await sql('select tuma.record_sim_request($1, $2)', [account, requestId]);
    },

    /** False where there was no such request. Without `changedAt` the SIM was never changed. */
    async recordSwap(
      requestId: string,
      changedAt: number | undefined,
      now: number,
    ): Promise<boolean> {
      const [row] = await sql<{ known: boolean }>('select tuma.record_sim_swap($1, $2, $3) known', [
        requestId,
        changedAt === undefined ? null : iso(changedAt),
        iso(now),
      ]);
      return row?.known ?? false;
    },
  };
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
