/** Deliveries of airtime that was paid for. */
import type { Market } from '../../core/markets/market.ts';
import type { Money } from '../../core/money.ts';
import type { Msisdn } from '../../core/msisdn.ts';
import { call } from '../driver/call.ts';
import { moneyIn, timestamp } from '../driver/columns.ts';
import { ringLostAfter } from '../driver/retries.ts';
import type { Sql } from '../driver/sql.ts';

/** Airtime that one delivery has claimed to send. */
export interface DueAirtime {
  readonly paymentId: string;
  readonly to: Msisdn;
  readonly amount: Money;
  /** 1 for the first try. Each earlier try may have delivered, and only its answer was lost. */
  readonly attempt: number;
}

/** The result of one try: accepted under a request id, failed for good, or to be tried again. */
export interface AirtimeDelivery {
  readonly paymentId: string;
  readonly requestId?: string;
  /** It is delivered already; without it the gateway reports that later. */
  readonly delivered?: boolean;
  /** Why the gateway refused it, where it did. */
  readonly refused?: string;
  readonly final: boolean;
}

export function airtime(sql: Sql, market: Market) {
  return { ...deliveries(sql, market), ...ends(sql) };
}

/** Claims airtime, for one try each, and records what came of the tries. */
function deliveries(sql: Sql, market: Market) {
  return {
    /** Claims the due airtime of these payments: from now on each is tried under `claim` (a UUID). */
    async claim(payments: readonly string[], claim: string, now: number): Promise<DueAirtime[]> {
      const rows = await call<{
        payment_id: string;
        msisdn: Msisdn;
        amount: string;
        attempt: number;
      }>(sql, 'claim_airtime', {
        p_payments: payments,
        p_claim: claim,
        p_now: timestamp(now),
      });
      return rows.map(({ payment_id, msisdn, amount, attempt }) => ({
        paymentId: payment_id,
        to: msisdn,
        amount: moneyIn(market.currency)(amount),
        attempt,
      }));
    },

    /** Records the results of tries. Gives the payments that paid back what failed for good. */
    async finish(
      deliveries: readonly AirtimeDelivery[],
      claim: string,
      now: number,
    ): Promise<string[]> {
      const rows = await call<{ payment_id: string }>(sql, 'finish_airtime', {
        p_payments: deliveries.map(({ paymentId }) => paymentId),
        p_request_ids: deliveries.map(({ requestId }) => requestId ?? null),
        p_final: deliveries.map(({ final }) => final),
        p_claim: claim,
        p_now: timestamp(now),
        p_answers: deliveries.map(({ refused }) => refused ?? null),
        p_delivered: deliveries.map(({ delivered }) => delivered ?? false),
      });
      return rows.map((row) => row.payment_id);
    },

    /** Finds airtime that needs another try. What was tried often enough is given up, and named here once. */
    async due(now: number, limit: number): Promise<{ due: string[]; givenUp: string[] }> {
      const rows = await call<{ payment_id: string; given_up: boolean }>(sql, 'due_airtime', {
        p_untried_before: timestamp(now - ringLostAfter),
        p_limit: limit,
        p_now: timestamp(now),
      });
      const those = (givenUp: boolean) =>
        rows.filter((row) => row.given_up === givenUp).map((row) => row.payment_id);
      return { due: those(false), givenUp: those(true) };
    },
  };
}

/** Ends what gateways took, and pays back what is owed. */
function ends(sql: Sql) {
  return {
    /** Records the gateway's report of a request. Gives the payment that paid back, if any. */
    async report(requestId: string, delivered: boolean, now: number): Promise<string[]> {
      const rows = await call<{ payment_id: string }>(sql, 'report_airtime', {
        p_request_id: requestId,
        p_delivered: delivered,
        p_now: timestamp(now),
      });
      return rows.map((row) => row.payment_id);
    },

    /** Pays back what failed and could not be paid back before. Gives the payments that did. */
    async refundOwed(limit: number, now: number): Promise<string[]> {
      const rows = await call<{ payment_id: string }>(sql, 'refund_owed_airtime', {
        p_limit: limit,
        p_now: timestamp(now),
      });
      return rows.map((row) => row.payment_id);
    },
  };
}
