/** The books, as the pipeline sees them: one payment at a time, over statements that take whole batches. */
import type { Clock } from '../../core/clock.ts';
import { groupCommit } from '../../core/concurrency/group-commit.ts';
import { stripes, systemAccountsOf } from '../../core/ledger/system-accounts.ts';
import { localTime } from '../../core/markets/local-time.ts';
import { claimUntil, type Market } from '../../core/markets/market.ts';
import type { PaymentState, ReserveResult } from '../../core/payments/outcome.ts';
import type { PaymentRequest } from '../../core/payments/request.ts';
import type { CheckResults } from '../../core/pipeline/check-results.ts';
import type { Ledger, SettleCommand, SettleResult } from '../../core/pipeline/ports.ts';
import type { Refusal } from '../../core/refusal.ts';
import { arrayLiteral, batching, type StatementObserver } from '../driver/batching.ts';
import type { Sql } from '../driver/sql.ts';

/**
 * A reservation is released when nothing was heard of its payment for this long (milliseconds): the checks' 5 s and
 * a settle that had to be repeated, with room.
 */
export const reservationLifetime = 20_000;

/**
 * `stripe` (0–63) chooses the accounts that take this caller's fees, so that callers do not queue for one row; settles in
 * flight at once have each their own.
 */
export function ledger(
  sql: Sql,
  market: Market,
  clock: Clock,
  stripe: number,
  observer?: StatementObserver,
): Ledger {
  const figures = batching(clock);
  const byId = { ...figures, key: ({ id }: { id: string }) => id };
  const accounts = { inFlight: new Map<string, number>(), maxDeferrals: 8 };
  const stripeOf = (lane: number) => stripe + lane * Math.floor(stripes / figures.maxFlights);
  const reserve = groupCommit<PaymentRequest, ReserveResult>({
    ...byId,
    observer: observer?.('reserve'),
    conflictPolicy: { ...accounts, resourcesOf: ({ payer }) => [payer] },
    flush: (batch) => reserveBatch(sql, market, clock.now(), batch),
  });
  const settle = groupCommit<Settlement, SettledRow | undefined>({
    ...byId,
    observer: observer?.('settle'),
    conflictPolicy: { ...accounts, resourcesOf: ({ request }) => [request.payer, request.payee] },
    flush: (batch, lane) => settleBatch(sql, market, stripeOf(lane), clock.now(), batch),
  });

  return {
    reserve,
    settle: async (request, ending) => settled(await settle({ id: request.id, request, ending })),
    async voidPayment(request, { state, refusal, results }) {
      const { id, type, channel, payer, payee, amount, fee, accountReference } = request;
      const now = clock.now();
      const [row] = await sql<SettledRow>(
        'select * from tuma.void_payment($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)',
        [
          ...[id, type, channel, payer, payee, amount.minor.toString(), fee.minor.toString()],
          ...[accountReference ?? null, iso(request.requestedAt), localTime(market, now).day],
          ...[state, refusal ?? 'unavailable', evidenceOf(results), iso(now)],
        ],
      );
      return settled(row);
    },
    async review({ id }, findings, until) {
      const { fraudModel, checksMs } = findings;
      const [row] = await sql<SettledRow>(
        'select * from tuma.open_review($1, $2, $3, $4, $5, $6, $7)',
        [
          ...[id, scoreOf(findings), fraudModel, checksMs, evidenceOf(findings)],
          ...[iso(until), iso(clock.now())],
        ],
      );
      return settled(row);
    },
  };
}

interface Settlement {
  readonly id: string;
  readonly request: PaymentRequest;
  readonly ending: SettleCommand;
}

async function reserveBatch(
  sql: Sql,
  market: Market,
  now: number,
  batch: readonly PaymentRequest[],
): Promise<ReserveResult[]> {
  const rows = await sql<ReservedRow>(
    'select * from tuma.reserve($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)',
    [
      arrayLiteral(batch.map((request) => request.id)),
      arrayLiteral(batch.map((request) => request.type)),
      arrayLiteral(batch.map((request) => request.channel)),
      arrayLiteral(batch.map((request) => request.payer)),
      arrayLiteral(batch.map((request) => request.payee)),
      arrayLiteral(batch.map((request) => request.amount.minor)),
      arrayLiteral(batch.map((request) => request.fee.minor)),
      arrayLiteral(batch.map((request) => request.excise?.minor ?? null)),
      batch.map((request) => request.accountReference ?? null),
      batch.map((request) => request.device ?? null),
      arrayLiteral(batch.map((request) => iso(request.requestedAt))),
      ...[market.code, localTime(market, now).day, iso(now), iso(now + reservationLifetime)],
    ],
  );
  const answers: ReserveResult[] = batch.map(() => ({ state: 'reserved' }));
  for (const row of rows) answers[row.n - 1] = ended(row);
  return answers;
}

interface ReservedRow {
  /** The place of its request in the batch, from 1. */
  readonly n: number;
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
  const sorted = batch.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const house = systemAccountsOf(market.currency);
  const { day, hour } = localTime(market, now);
  const rows = await sql<SettledRow>(
    'select * from tuma.settle($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)',
    [
      arrayLiteral(sorted.map(({ id }) => id)),
      arrayLiteral(sorted.map(({ request }) => request.payer)),
      arrayLiteral(sorted.map(({ request }) => request.payee)),
      arrayLiteral(sorted.map(({ ending }) => ending.state)),
      arrayLiteral(sorted.map(({ ending }) => ending.refusal ?? null)),
      arrayLiteral(sorted.map(({ ending }) => scoreOf(ending.results))),
      sorted.map(({ ending }) => ending.results?.fraudModel ?? null),
      arrayLiteral(sorted.map(({ ending }) => ending.results?.checksMs ?? null)),
      sorted.map(({ ending }) => evidenceOf(ending.results)),
      ...['reserved', house.fees(stripe), house.excise(stripe), market.code, day],
      ...[Math.floor(hour / 2), iso(now), iso(claimUntil(market, now))],
    ],
  );
  const ends = new Map(rows.map((row) => [sorted[row.n - 1]?.id, row]));
  return batch.map(({ id }) => ends.get(id));
}

/** In hundredths, as the books have it. */
function scoreOf(findings: CheckResults | undefined): number | null {
  return findings ? Math.round(findings.score * 100) : null;
}

function evidenceOf(findings: CheckResults | undefined): string | null {
  return findings?.evidence ? JSON.stringify(findings.evidence) : null;
}

function settled(row: SettledRow | undefined): SettleResult {
  if (!row) throw new Error('settle was asked of a payment that the books do not know');
  const payerBalance = row.payer_balance;
  return { ...ended(row), ...(payerBalance !== null && { payerBalance: BigInt(payerBalance) }) };
}

function ended(row: ReservedRow): ReserveResult {
  return {
    state: row.state,
    ...(row.refusal && { refusal: row.refusal }),
    ...(row.number !== null && { number: BigInt(row.number) }),
    ...(row.ended_at && { endedAt: row.ended_at.getTime() }),
  };
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
