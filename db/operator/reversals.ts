/** Reversals of completed payments. */
import type { Market } from '../../core/markets/market.ts';
import type { Money } from '../../core/money.ts';
import type { Refusal } from '../../core/refusal.ts';
import { call } from '../driver/call.ts';
import { moneyIn, nullable, optional, timestamp } from '../driver/columns.ts';
import type { Sql } from '../driver/sql.ts';

export interface ReversalRequest {
  /** The payment that is to be reversed. */
  readonly origin: string;
  /** The id of the reversal's own payment (a UUIDv7), made before it is tried. */
  readonly id: string;
  /** The part that is reversed; absent for all of it. */
  readonly amount?: Money | undefined;
  readonly reason: string;
  readonly by: string;
  /** Where the money was spent, the reversal is tried until then (milliseconds since 1970, UTC), or refused at once without it. */
  readonly until?: number | undefined;
}

/** The result of a request: made under a running number, waiting for money, or refused. */
export interface Reversed {
  readonly refusal?: Refusal;
  readonly waitsUntil?: Date;
  readonly number?: bigint;
}

export interface Reversal {
  /** The running numbers of the payment that is reversed, and of the reversal once it is made. */
  readonly origin: bigint;
  readonly number: bigint | undefined;
  readonly originAmount: Money;
  readonly amount: Money;
  /** The numbers of the payee, who gives the money back, and of the payer. */
  readonly from: string | null;
  readonly to: string | null;
  readonly askedAt: Date;
  readonly askedBy: string;
  readonly reason: string;
  readonly until: Date | null;
  readonly refusal: Refusal | null;
  readonly refusedAt: Date | null;
  readonly endedAt: Date | null;
}

export function reversals(sql: Sql, market: Market) {
  const inMoney = moneyIn(market.currency);
  return {
    /** Reverses a completed payment. The same id again gets the same answer. */
    async reverse(wanted: ReversalRequest, now: number): Promise<Reversed> {
      const { origin, id, amount, reason, by, until } = wanted;
      const [row] = await call<ReversedRow>(sql, 'reverse_payment', {
        p_origin: origin,
        p_id: id,
        p_amount: amount?.minor.toString() ?? null,
        p_reason: reason,
        p_by: by,
        p_until: nullable(until, timestamp),
        p_now: timestamp(now),
      });
      if (!row) throw new Error('reverse_payment returned nothing');
      return {
        ...(row.waits_until
          ? { waitsUntil: row.waits_until }
          : row.refusal && { refusal: row.refusal }),
        ...(row.number !== null && { number: BigInt(row.number) }),
      };
    },

    /** Tries the reversals that wait for money. Gives how many ended, and the payments that were made. */
    async retry(limit: number, now: number): Promise<{ ended: number; payments: string[] }> {
      const [row] = await call<{ ended: number; payments: string[] }>(sql, 'retry_reversals', {
        p_limit: limit,
        p_now: timestamp(now),
      });
      return row ?? { ended: 0, payments: [] };
    },

    /** Lists the latest requests, newest first. */
    async latest(limit: number): Promise<Reversal[]> {
      const rows = await call<ReversalRow>(sql, 'read_reversals', { p_limit: limit });
      return rows.map((row) => ({
        origin: BigInt(row.origin_number),
        number: optional(row.number, BigInt),
        originAmount: inMoney(row.origin_amount),
        amount: inMoney(row.amount),
        from: row.from_number,
        to: row.to_number,
        askedAt: row.asked_at,
        askedBy: row.asked_by,
        reason: row.reason,
        until: row.until,
        refusal: row.refusal,
        refusedAt: row.refused_at,
        endedAt: row.ended_at,
      }));
    },
  };
}

interface ReversedRow {
  readonly refusal: Refusal | null;
  readonly waits_until: Date | null;
  readonly number: string | null;
}

interface ReversalRow {
  readonly origin_number: string;
  readonly origin_amount: string;
  readonly amount: string;
  readonly from_number: string | null;
  readonly to_number: string | null;
  readonly asked_at: Date;
  readonly asked_by: string;
  readonly reason: string;
  readonly until: Date | null;
  readonly refused_at: Date | null;
  readonly refusal: Refusal | null;
  readonly number: string | null;
  readonly ended_at: Date | null;
}
