/** Payments that a person has to decide about. */

import { systemAccountsOf } from '../../core/ledger/system-accounts.ts';
import { localTime } from '../../core/markets/local-time.ts';
import { claimUntil, type Market } from '../../core/markets/market.ts';
import { type Money, money } from '../../core/money.ts';
import type { PaymentState } from '../../core/payments/outcome.ts';
import type { PaymentType } from '../../core/payments/types.ts';
import type { Evidence } from '../../core/pipeline/check-results.ts';
import type { Refusal } from '../../core/refusal.ts';
import type { Sql } from '../driver/sql.ts';

/** Who pays or is paid, as people know them: a number, where it is not the house's, and a name. */
export interface Party {
  readonly number: string | null;
  readonly name: string;
}

export interface OpenReview {
  /** The payment's running number. */
  readonly number: bigint;
  readonly type: PaymentType;
  readonly amount: Money;
  readonly fee: Money;
  readonly payer: Party;
  readonly payee: Party;
  readonly accountReference: string | null;
  readonly openedAt: Date;
  /** It is declined when nobody has decided by then. */
  readonly expiresAt: Date;
  /** 0 to 100. */
  readonly score: number;
  readonly fraudModel: string;
  readonly evidence: Evidence | null;
}

/** What an operator says of a payment, and who says so. */
export interface ReviewDecision {
  readonly approve: boolean;
  readonly by: string;
  readonly note?: string | undefined;
}

/** The verdict that stands, and what became of the payment. */
export interface DecidedReview {
  /** Whether this was it; false where another came before. */
  readonly isFirst: boolean;
  readonly approved: boolean;
  readonly by: string;
  readonly at: Date;
  readonly state: PaymentState;
  readonly refusal: Refusal | null;
}

export function reviews(sql: Sql, market: Market) {
  const { currency } = market;
  return {
    /** What waits for a verdict, the most urgent first. */
    async open(limit: number): Promise<OpenReview[]> {
      const rows = await sql<ReviewRow>('select * from tuma.read_reviews($1)', [limit]);
      return rows.map((row) => ({
        number: BigInt(row.number),
        type: row.type,
        amount: money(BigInt(row.amount), currency),
        fee: money(BigInt(row.fee), currency),
        payer: { number: row.payer_number, name: row.payer_name },
        payee: { number: row.payee_number, name: row.payee_name },
        accountReference: row.account_reference,
        openedAt: row.opened_at,
        expiresAt: row.expires_at,
        score: row.score,
        fraudModel: row.fraud_model,
        evidence: row.evidence,
      }));
    },

    /** The first verdict stands, and is the answer to every later one. Undefined where the payment was in no review. */
    async decide(
      payment: string,
      verdict: ReviewDecision,
      now: number,
    ): Promise<DecidedReview | undefined> {
      const { approve, by, note } = verdict;
      const { day, hour } = localTime(market, now);
      const house = systemAccountsOf(currency);
      const [row] = await sql<DecidedRow>(
        'select * from tuma.decide_review($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)',
        [
          ...[payment, approve, by, note ?? null, house.fees(0), house.excise(0)],
          ...[market.code, day, Math.floor(hour / 2), iso(now), iso(claimUntil(market, now))],
        ],
      );
      return (
        row && {
          isFirst: row.is_first,
          approved: row.approved,
          by: row.decided_by,
          at: row.decided_at,
          state: row.state,
          refusal: row.refusal,
        }
      );
    },
  };
}

interface ReviewRow {
  readonly number: string;
  readonly type: PaymentType;
  readonly amount: string;
  readonly fee: string;
  readonly payer_number: string | null;
  readonly payer_name: string;
  readonly payee_number: string | null;
  readonly payee_name: string;
  readonly account_reference: string | null;
  readonly opened_at: Date;
  readonly expires_at: Date;
  readonly score: number;
  readonly fraud_model: string;
  readonly evidence: Evidence | null;
}

interface DecidedRow {
  readonly is_first: boolean;
  readonly approved: boolean;
  readonly decided_by: string;
  readonly decided_at: Date;
  readonly state: PaymentState;
  readonly refusal: Refusal | null;
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
