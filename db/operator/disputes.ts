/** Disputes: a payment that somebody who is told of it has reported, for customer care. */

import type { AccountId } from '../../core/account.ts';
import type { DisputeReason } from '../../core/care/dispute.ts';
import type { PaymentState } from '../../core/payments/outcome.ts';
import type { PaymentType } from '../../core/payments/types.ts';
import { call, callForValue } from '../driver/call.ts';
import { optional, timestamp } from '../driver/columns.ts';
import type { Sql } from '../driver/sql.ts';

/** A report of a payment, by one of its parties. */
export interface NewDispute {
  readonly account: AccountId;
  /** The running numbers of payments that it may be about, the likeliest first. */
  readonly numbers: readonly bigint[];
  readonly reason: DisputeReason;
  /** The id of the notice that answers the customer by SMS (a UUID); absent for none. */
  readonly notice?: string;
}

/** The end of a dispute without a reversal. */
export interface DisputeEnd {
  readonly by: string;
  /** For the operator; the customer does not read it. */
  readonly outcome: string;
  /** For the customer, in letters of GSM-7. */
  readonly message?: string | undefined;
}

/** A dispute that nobody has closed. */
export interface OpenDispute {
  /** The payment's running number. */
  readonly number: bigint;
  readonly type: PaymentType;
  /** In minor units. */
  readonly amount: bigint;
  readonly state: PaymentState;
  readonly endedAt: Date;
  readonly openedAt: Date;
  readonly reason: DisputeReason;
  readonly byNumber: string;
  readonly byName: string;
  readonly payer: string;
  readonly payee: string;
  /** The outcome of the last time, where it was reported again. */
  readonly outcome: string | null;
}

export function disputes(sql: Sql) {
  return {
    /** Lists the open disputes, oldest first. */
    async listOpen(limit: number): Promise<OpenDispute[]> {
      const rows = await call<DisputeRow>(sql, 'read_disputes', { p_limit: limit });
      return rows.map((row) => ({
        number: BigInt(row.number),
        type: row.type,
        amount: BigInt(row.amount),
        state: row.state,
        endedAt: row.ended_at,
        openedAt: row.opened_at,
        reason: row.reason,
        byNumber: row.by_number,
        byName: row.by_name,
        payer: row.payer_number ?? '',
        payee: row.payee_number,
        outcome: row.outcome,
      }));
    },

    /**
     * Closes the disputes of a payment, with who did it and the outcome, and tells the reporters by SMS: with `message`, or in
     * the usual words. Gives how many there were.
     */
    async close(
      payment: string,
      { by, outcome, message }: DisputeEnd,
      now: number,
    ): Promise<number> {
      const closed = await callForValue<number>(sql, 'close_disputes', {
        p_payment: payment,
        p_by: by,
        p_outcome: outcome,
        p_tell: true,
        p_message: message ?? null,
        p_now: timestamp(now),
      });
      return closed ?? 0;
    },

    /**
     * Opens a dispute, unless there is one. Gives the number of its payment; undefined where none of the numbers is a
     * payment that the account is a party of.
     */
    async open(
      { account, numbers, reason, notice }: NewDispute,
      now: number,
    ): Promise<bigint | undefined> {
      const number = await callForValue<string>(sql, 'open_dispute', {
        p_account: account,
        p_numbers: numbers.map(String),
        p_reason: reason,
        p_notice: notice ?? null,
        p_now: timestamp(now),
      });
      return optional(number, BigInt);
    },
  };
}

interface DisputeRow {
  readonly number: string;
  readonly type: PaymentType;
  readonly amount: string;
  readonly state: PaymentState;
  readonly ended_at: Date;
  readonly opened_at: Date;
  readonly reason: DisputeReason;
  readonly by_number: string;
  readonly by_name: string;
  readonly payer_number: string | null;
  readonly payee_number: string;
  readonly outcome: string | null;
}
