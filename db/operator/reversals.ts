/** Payments that are taken back. */
import { localTime } from '../../core/markets/local-time.ts';
import type { Market } from '../../core/markets/market.ts';
import { type Money, money } from '../../core/money.ts';
import type { Refusal } from '../../core/refusal.ts';
import type { Sql } from '../driver/sql.ts';

export interface ReversalRequest {
  /** The payment that is to be taken back. */
  readonly origin: string;
  /** The id of the payment that does it (a UUIDv7), made before it is tried. */
  readonly id: string;
  /** All of it where there is none. */
  readonly amount?: Money | undefined;
  readonly reason: string;
  readonly by: string;
  /** Where the money was spent: tried again until then (milliseconds since 1970, UTC). Refused at once without it. */
  readonly until?: number | undefined;
}

/** What became of a request: made under a running number, waiting for money, or refused. */
export interface Reversed {
  readonly refusal?: Refusal;
  readonly waitsUntil?: Date;
  readonly number?: bigint;
}

export interface Reversal {
  /** The running numbers of the payment that it takes back, and of the one that does it, once that is made. */
  readonly origin: bigint;
  readonly number: bigint | undefined;
  readonly originAmount: Money;
  readonly amount: Money;
  /** Numbers of who was paid and who had paid. */
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
  const { currency } = market;
  const dayOf = (now: number) => localTime(market, now).day;
  return {
    /** Takes a completed payment back. The same id again gets the same answer. */
    async reverse(wanted: ReversalRequest, now: number): Promise<Reversed> {
      const { origin, id, amount, reason, by, until } = wanted;
      const [row] = await sql<ReversedRow>(
        'select * from tuma.reverse_payment($1, $2, $3, $4, $5, $6, $7, $8)',
        [
          ...[origin, id, amount?.minor.toString() ?? null, reason, by],
          ...[until === undefined ? null : iso(until), dayOf(now), iso(now)],
        ],
      );
      if (!row) throw new Error('reverse_payment returned nothing');
      return {
        ...(row.waits_until
          ? { waitsUntil: row.waits_until }
          : row.refusal && { refusal: row.refusal }),
        ...(row.number !== null && { number: BigInt(row.number) }),
      };
    },

    /** Tries those that wait for money. Gives how many ended, and the payments that were made. */
    async retry(limit: number, now: number): Promise<{ ended: number; payments: string[] }> {
      const [row] = await sql<{ ended: number; payments: string[] }>(
        'select * from tuma.retry_reversals($1, $2, $3)',
        [limit, dayOf(now), iso(now)],
      );
      return row ?? { ended: 0, payments: [] };
    },

    /** The latest that were asked for, newest first. */
    async latest(limit: number): Promise<Reversal[]> {
      const rows = await sql<ReversalRow>('select * from tuma.read_reversals($1)', [limit]);
      return rows.map((row) => ({
        origin: BigInt(row.origin_number),
        number: row.number === null ? undefined : BigInt(row.number),
        originAmount: money(BigInt(row.origin_amount), currency),
        amount: money(BigInt(row.amount), currency),
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

function iso(at: number): string {
  return new Date(at).toISOString();
}
