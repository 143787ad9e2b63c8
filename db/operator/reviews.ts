/** Reviews: payments that a person has to decide about. */

import { systemAccountsOf } from '../../core/ledger/system-accounts.ts';
import type { Market } from '../../core/markets/market.ts';
import type { Money } from '../../core/money.ts';
import type { PaymentState } from '../../core/payments/outcome.ts';
import type { PaymentType } from '../../core/payments/types.ts';
import type { Evidence } from '../../core/pipeline/check-results.ts';
import type { Refusal } from '../../core/refusal.ts';
import { call } from '../driver/call.ts';
import { moneyIn, timestamp } from '../driver/columns.ts';
import type { Sql } from '../driver/sql.ts';

/** A payer or payee as people know them: a name, and a number unless it is a system account. */
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
  /** The review is declined when nobody has decided by then. */
  readonly expiresAt: Date;
  /** 0 to 100. */
  readonly score: number;
  readonly fraudModel: string;
  readonly evidence: Evidence | null;
}

/** A person's decision on a payment in review. */
export interface ReviewDecision {
  readonly approve: boolean;
  readonly by: string;
  readonly note?: string | undefined;
}

/** The decision that counts, and how the payment ended. */
export interface DecidedReview {
  /** True where this call decided; false where another came before. */
  readonly isFirst: boolean;
  readonly approved: boolean;
  readonly by: string;
  readonly at: Date;
  readonly state: PaymentState;
  readonly refusal: Refusal | null;
}

export function reviews(sql: Sql, market: Market) {
  const inMoney = moneyIn(market.currency);
  return {
    /** Lists the open reviews, the most urgent first. */
    async open(limit: number): Promise<OpenReview[]> {
      const rows = await call<ReviewRow>(sql, 'read_reviews', { p_limit: limit });
      return rows.map((row) => ({
        number: BigInt(row.number),
        type: row.type,
        amount: inMoney(row.amount),
        fee: inMoney(row.fee),
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

    /** Decides a review. The first decision counts, and is the answer to every later one. Undefined where there was no review. */
    async decide(
      payment: string,
      decision: ReviewDecision,
      now: number,
    ): Promise<DecidedReview | undefined> {
      const { approve, by, note } = decision;
      const system = systemAccountsOf(market.currency);
      const [row] = await call<DecidedRow>(sql, 'decide_review', {
        p_payment: payment,
        p_approve: approve,
        p_by: by,
        p_note: note ?? null,
        p_fees_to: system.fees(0),
        p_excise_to: system.excise(0),
        p_now: timestamp(now),
      });
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
