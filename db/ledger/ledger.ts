/** The ledger as the pipeline sees it: one payment at a time, over statements that take whole batches. */
import type { Clock } from '../../core/clock.ts';
import { groupCommit } from '../../core/concurrency/group-commit.ts';
import { stripes, systemAccountsOf } from '../../core/ledger/system-accounts.ts';
import type { Market } from '../../core/markets/market.ts';
import type { PaymentState, ReserveResult } from '../../core/payments/outcome.ts';
import type { PaymentRequest } from '../../core/payments/request.ts';
import type { CheckResults } from '../../core/pipeline/check-results.ts';
import {
  type Ledger,
  reservationLifetime,
  type SettleCommand,
  type SettleResult,
} from '../../core/pipeline/ports.ts';
import type { Refusal } from '../../core/refusal.ts';
import { arrayLiteral, batching, type StatementObserver } from '../driver/batching.ts';
import { call } from '../driver/call.ts';
import { timestamp } from '../driver/columns.ts';
import type { Sql } from '../driver/sql.ts';

/**
 * `stripe` (0–63) chooses the accounts that take this caller's fees, so that callers do not queue for one row. Settles that
 * are in flight together have a stripe each.
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
    flush: (batch) => reserveBatch(sql, clock.now(), batch),
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
      const [row] = await call<SettledRow>(sql, 'void_payment', {
        p_id: id,
        p_type: type,
        p_channel: channel,
        p_payer: payer,
        p_payee: payee,
        p_amount: amount.minor.toString(),
        p_fee: fee.minor.toString(),
        p_reference: accountReference ?? null,
        p_requested_at: timestamp(request.requestedAt),
        p_state: state,
        p_refusal: refusal ?? 'unavailable',
        p_evidence: evidenceOf(results),
        p_now: timestamp(now),
      });
      return settled(row);
    },
    async review({ id }, findings, until) {
      const { fraudModel, checksMs } = findings;
      const [row] = await call<SettledRow>(sql, 'open_review', {
        p_id: id,
        p_score: scoreOf(findings),
        p_fraud_model: fraudModel,
        p_checks_ms: checksMs,
        p_evidence: evidenceOf(findings),
        p_until: timestamp(until),
        p_now: timestamp(clock.now()),
      });
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
  now: number,
  batch: readonly PaymentRequest[],
): Promise<ReserveResult[]> {
  const rows = await call<ReservedRow>(sql, 'reserve', {
    p_ids: arrayLiteral(batch.map((request) => request.id)),
    p_types: arrayLiteral(batch.map((request) => request.type)),
    p_channels: arrayLiteral(batch.map((request) => request.channel)),
    p_payers: arrayLiteral(batch.map((request) => request.payer)),
    p_payees: arrayLiteral(batch.map((request) => request.payee)),
    p_amounts: arrayLiteral(batch.map((request) => request.amount.minor)),
    p_fees: arrayLiteral(batch.map((request) => request.fee.minor)),
    p_excises: arrayLiteral(batch.map((request) => request.excise?.minor ?? null)),
    p_references: batch.map((request) => request.accountReference ?? null),
    p_devices: batch.map((request) => request.device ?? null),
    p_requested_at: arrayLiteral(batch.map((request) => timestamp(request.requestedAt))),
    p_now: timestamp(now),
    p_expires_at: timestamp(now + reservationLifetime),
  });
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
  const system = systemAccountsOf(market.currency);
  const rows = await call<SettledRow>(sql, 'settle', {
    p_ids: arrayLiteral(sorted.map(({ id }) => id)),
    p_payers: arrayLiteral(sorted.map(({ request }) => request.payer)),
    p_payees: arrayLiteral(sorted.map(({ request }) => request.payee)),
    p_states: arrayLiteral(sorted.map(({ ending }) => ending.state)),
    p_refusals: arrayLiteral(sorted.map(({ ending }) => ending.refusal ?? null)),
    p_scores: arrayLiteral(sorted.map(({ ending }) => scoreOf(ending.results))),
    p_fraud_model: sorted.map(({ ending }) => ending.results?.fraudModel ?? null),
    p_checks_ms: arrayLiteral(sorted.map(({ ending }) => ending.results?.checksMs ?? null)),
    p_evidence: sorted.map(({ ending }) => evidenceOf(ending.results)),
    p_fees_to: system.fees(stripe),
    p_excise_to: system.excise(stripe),
    p_now: timestamp(now),
  });
  const ends = new Map(rows.map((row) => [sorted[row.n - 1]?.id, row]));
  return batch.map(({ id }) => ends.get(id));
}

/** The score in hundredths, as it is stored. */
function scoreOf(findings: CheckResults | undefined): number | null {
  return findings ? Math.round(findings.score * 100) : null;
}

function evidenceOf(findings: CheckResults | undefined): string | null {
  return findings?.evidence ? JSON.stringify(findings.evidence) : null;
}

function settled(row: SettledRow | undefined): SettleResult {
  if (!row) throw new Error('settle was asked about a payment that the books do not know');
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
