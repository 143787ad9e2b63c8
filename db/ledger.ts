/** The books, as the pipeline sees them: one payment at a time, over statements that take whole batches. */
import type { Clock } from '../core/clock.ts';
import { groupCommit } from '../core/group-commit.ts';
import { claimUntil, localTime, type Market } from '../core/market.ts';
import type { CoreAnswer, PaymentRequest, PaymentState } from '../core/payment.ts';
import type { Ending, Ledger, Settled } from '../core/pipeline.ts';
import type { Refusal } from '../core/refusal.ts';
import { batching } from './batching.ts';
import type { Sql } from './sql.ts';

/**
 * A reservation is released when nothing was heard of its payment for this long (milliseconds): the checks' 5 s and
 * a settle that had to be repeated, with room.
 */
export const reservationLifetime = 20_000;

/** `stripe` (0–63) chooses the account that takes this caller's fees, so that callers do not queue for one row. */
export function ledger(sql: Sql, market: Market, clock: Clock, stripe: number): Ledger {
  const reserve = groupCommit<PaymentRequest, CoreAnswer>({
    ...batching,
    key: (request) => request.payer,
    flush: (batch) => reserveBatch(sql, market, clock.now(), batch),
  });
  const settle = groupCommit<Settlement, SettledRow | undefined>({
    ...batching,
    key: ({ id }) => id,
    flush: (batch) => settleBatch(sql, market, stripe, clock.now(), batch),
  });

  return {
    reserve,
    settle: async (id, ending) => settled(await settle({ id, ending })),
    // The books keep nothing for an operator yet, so what would be reviewed is declined.
    review: async (id, { evidence }) =>
      settled(
        await settle({ id, ending: { state: 'rejected', refusal: 'fraud_declined', evidence } }),
      ),
    async abandon(request, ending) {
      const { id, type, channel, payer, payee, amount, fee, accountReference, requestedAt } =
        request;
      const [row] = await sql<SettledRow>(
        'select * from tuma.abandon($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)',
        [
          ...[id, type, channel, payer, payee, amount.minor.toString(), fee.minor.toString()],
          ...[accountReference ?? null, iso(requestedAt), localTime(market, requestedAt).day],
          ...[ending.state, ending.refusal ?? 'unavailable'],
          ...[JSON.stringify(ending.evidence), iso(clock.now())],
        ],
      );
      return settled(row);
    },
  };
}

interface Settlement {
  readonly id: string;
  readonly ending: Ending;
}

async function reserveBatch(
  sql: Sql,
  market: Market,
  now: number,
  batch: readonly PaymentRequest[],
): Promise<CoreAnswer[]> {
  const sorted = batch.toSorted((a, b) => ascending(BigInt(a.payer), BigInt(b.payer)));
  const rows = await sql<ReservedRow>(
    'select * from tuma.reserve($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)',
    [
      sorted.map((request) => request.id),
      sorted.map((request) => request.type),
      sorted.map((request) => request.channel),
      sorted.map((request) => request.payer),
      sorted.map((request) => request.payee),
      sorted.map((request) => request.amount.minor.toString()),
      sorted.map((request) => request.fee.minor.toString()),
      sorted.map((request) => request.accountReference ?? null),
      sorted.map((request) => iso(request.requestedAt)),
      sorted.map((request) => localTime(market, request.requestedAt).day),
      iso(now),
      iso(now + reservationLifetime),
    ],
  );
  // Two payers may (by mistake) use one id in one batch, so a row is its request's by place and not by id.
  const answers = new Map(sorted.map((request, i) => [request, rows[i]]));
  return batch.map((request) => {
    const row = answers.get(request);
    if (!row) throw new Error('reserve answered fewer payments than it was asked');
    return ended(row);
  });
}

interface ReservedRow {
  readonly id: string;
  readonly state: PaymentState;
  readonly refusal: Refusal | null;
  readonly number: string | null;
  readonly ended_at: Date | null;
}

interface SettledRow extends ReservedRow {
  readonly payer_balance: string | null;
}

async function settleBatch(
  sql: Sql,
  market: Market,
  stripe: number,
  now: number,
  batch: readonly Settlement[],
): Promise<(SettledRow | undefined)[]> {
  const sorted = batch.toSorted((a, b) => ascending(a.id, b.id));
  const rows = await sql<SettledRow>('select * from tuma.settle($1, $2, $3, $4, $5, $6, $7)', [
    sorted.map(({ id }) => id),
    sorted.map(({ ending }) => ending.state),
    sorted.map(({ ending }) => ending.refusal ?? null),
    sorted.map(({ ending }) => JSON.stringify(ending.evidence)),
    stripe,
    iso(now),
    iso(claimUntil(market, now)),
  ]);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return batch.map(({ id }) => byId.get(id));
}

function settled(row: SettledRow | undefined): Settled {
  if (!row) throw new Error('settle was asked of a payment that the books do not know');
  const payerBalance = row.payer_balance;
  return { ...ended(row), ...(payerBalance !== null && { payerBalance: BigInt(payerBalance) }) };
}

function ended(row: ReservedRow): CoreAnswer {
  return {
    state: row.state,
    ...(row.refusal && { refusal: row.refusal }),
    ...(row.number !== null && { number: BigInt(row.number) }),
    ...(row.ended_at && { endedAt: row.ended_at.getTime() }),
  };
}

function ascending<T extends bigint | string>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
