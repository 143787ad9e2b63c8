/** SIM checks: the questions to networks about the SIMs of customers' numbers, and the answers. */

import type { AccountId } from '../../core/account.ts';
import type { Msisdn } from '../../core/msisdn.ts';
import { call, callForValue } from '../driver/call.ts';
import { nullable, timestamp } from '../driver/columns.ts';
import type { Sql } from '../driver/sql.ts';

/** A customer whose SIM one caller has claimed to ask about. */
export interface DueSimCheck {
  readonly account: AccountId;
  readonly msisdn: Msisdn;
}

export function simChecks(sql: Sql) {
  return {
    /** Schedules a check of each payer of these payments, unless one was made since `askedBefore`. */
    async schedule(payments: readonly string[], askedBefore: number, now: number): Promise<void> {
      await call(sql, 'schedule_sim_checks', {
        p_payments: payments,
        p_asked_before: timestamp(askedBefore),
        p_now: timestamp(now),
      });
    },

    /** Claims up to `limit` due checks. No other caller gets them before their next try is due. */
    async claim(limit: number, now: number): Promise<DueSimCheck[]> {
      const rows = await call<{ account_id: string; msisdn: Msisdn }>(sql, 'claim_sim_checks', {
        p_limit: limit,
        p_now: timestamp(now),
      });
      return rows.map(({ account_id, msisdn }) => ({ account: account_id, msisdn }));
    },

    /** The network accepted the question, and will name this request in its answer. */
    async recordRequest(account: AccountId, requestId: string): Promise<void> {
      await call(sql, 'record_sim_request', { p_account: account, p_request_id: requestId });
    },

    /** Records the network's answer. False where there was no such request. Without `changedAt` the SIM was never changed. */
    async recordSwap(
      requestId: string,
      changedAt: number | undefined,
      now: number,
    ): Promise<boolean> {
      const known = await callForValue<boolean>(sql, 'record_sim_swap', {
        p_request_id: requestId,
        p_changed_at: nullable(changedAt, timestamp),
        p_now: timestamp(now),
      });
      return known ?? false;
    },
  };
}
