/** Airtime that was paid for: what is to be delivered, and what became of it. */
import { localTime } from '../../core/markets/local-time.ts';
import type { Market } from '../../core/markets/market.ts';
import { type Money, money } from '../../core/money.ts';
import type { Msisdn } from '../../core/msisdn.ts';
import { retrySeconds, ringLostAfter, tries } from '../driver/retries.ts';
import type { Sql } from '../driver/sql.ts';

/** What one delivery has claimed to send. */
export interface DueAirtime {
  readonly paymentId: string;
  readonly to: Msisdn;
  readonly amount: Money;
  /** 1 for the first try. Behind each earlier one there may be a delivery whose answer was lost. */
  readonly attempt: number;
}

/** What became of one try: accepted under a request id, failed for good, or to be tried again. */
export interface AirtimeDelivery {
  readonly paymentId: string;
  readonly requestId?: string;
  readonly final: boolean;
}

export function airtime(sql: Sql, market: Market) {
  return {
    /** The due airtime of these payments, each tried under `claim` (a UUID) from now on. */
    async claim(payments: readonly string[], claim: string, now: number): Promise<DueAirtime[]> {
      const rows = await sql<{
        payment_id: string;
        msisdn: Msisdn;
        amount: string;
        attempt: number;
      }>('select * from tuma.claim_airtime($1, $2, $3, $4, $5)', [
        payments,
        claim,
        tries,
        retrySeconds,
        iso(now),
      ]);
      return rows.map(({ payment_id, msisdn, amount, attempt }) => ({
        paymentId: payment_id,
        to: msisdn,
        amount: money(BigInt(amount), market.currency),
        attempt,
      }));
    },

    /** Gives the payments that paid back what failed for good. */
    async finish(
      deliveries: readonly AirtimeDelivery[],
      claim: string,
      now: number,
    ): Promise<string[]> {
      const rows = await sql<{ payment_id: string }>(
        'select * from tuma.finish_airtime($1, $2, $3, $4, $5, $6)',
        [
          deliveries.map(({ paymentId }) => paymentId),
          deliveries.map(({ requestId }) => requestId ?? null),
          deliveries.map(({ final }) => final),
          ...[claim, localTime(market, now).day, iso(now)],
        ],
      );
      return rows.map((row) => row.payment_id);
    },

    /** The gateway's report of a request. Gives the payment that paid back, if any. */
    async report(requestId: string, delivered: boolean, now: number): Promise<string[]> {
      const rows = await sql<{ payment_id: string }>(
        'select * from tuma.report_airtime($1, $2, $3, $4)',
        [requestId, delivered, localTime(market, now).day, iso(now)],
      );
      return rows.map((row) => row.payment_id);
    },

    /** What nobody has answered for; what was tried often enough is given up, and only told of here. */
    async due(now: number, limit: number): Promise<{ due: string[]; givenUp: string[] }> {
      const rows = await sql<{ payment_id: string; given_up: boolean }>(
        'select * from tuma.due_airtime($1, $2, $3, $4, $5)',
        [tries, retrySeconds, iso(now - ringLostAfter), limit, iso(now)],
      );
      const those = (givenUp: boolean) =>
        rows.filter((row) => row.given_up === givenUp).map((row) => row.payment_id);
      return { due: those(false), givenUp: those(true) };
    },
  };
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
