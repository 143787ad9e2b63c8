/** What the checks look at, read for many payments by one statement. */
import type { AccountNumbers } from '../core/business.ts';
import type { Clock } from '../core/clock.ts';
import { hourCounts, type Profile } from '../core/fraud/profile.ts';
import { groupCommit } from '../core/group-commit.ts';
import { localTime, type Market } from '../core/market.ts';
import type { AccountKind, PaymentRequest } from '../core/payment.ts';
import type { Known } from '../core/pipeline.ts';
import type { AccountStatus, Standing } from '../core/revenue/check.ts';
import type { Used } from '../core/revenue/limits.ts';
import { batching, plain } from './batching.ts';
import type { Sql } from './sql.ts';

/** What is known of a payment's two accounts now, its own reservation taken out. */
export function facts(
  sql: Sql,
  market: Market,
  clock: Clock,
): (request: PaymentRequest) => Promise<Known> {
  const read = groupCommit<PaymentRequest, Known | undefined>({
    ...batching,
    flush: (batch) => readFacts(sql, market, clock.now(), batch),
  });
  return async (request) => {
    const known = await read(request);
    if (!known) throw new Error('the payer of a payment is not in the books');
    return known;
  };
}

async function readFacts(
  sql: Sql,
  market: Market,
  now: number,
  batch: readonly PaymentRequest[],
): Promise<(Known | undefined)[]> {
  const rows = await sql<FactsRow>('select * from tuma.read_facts($1, $2, $3, $4, $5, $6)', [
    plain(batch.map((request) => request.id)),
    plain(batch.map((request) => request.payer)),
    plain(batch.map((request) => request.payee)),
    batch.map((request) => request.device ?? null),
    localTime(market, now).day,
    new Date(now).toISOString(),
  ]);
  const known = new Map(rows.map((row) => [row.n, row]));
  return batch.map((_, i) => {
    const row = known.get(i + 1);
    return row && { standing: standingOf(row), profile: profileOf(row) };
  });
}

export interface AccountsRow {
  readonly account_digits: number | null;
  readonly account_luhn: boolean | null;
}

/** The columns that `read_facts` and `read_quote` share. */
export interface StandingRow extends AccountsRow {
  readonly balance: string;
  readonly available: string;
  readonly daily_limit: string | null;
  readonly tier: number | null;
  readonly payer_kind: AccountKind;
  readonly payer_status: AccountStatus;
  readonly sent_today: string;
  readonly sent_week: string;
  readonly sent_month: string;
  readonly sent_today_count: number;
  readonly sent_week_count: number;
  readonly sent_month_count: number;
  readonly payee_kind: AccountKind | null;
  readonly payee_status: AccountStatus | null;
  readonly payee_tier: number | null;
  readonly payee_balance: string | null;
  readonly received_today: string | null;
  readonly received_week: string | null;
  readonly received_month: string | null;
  readonly received_today_count: number | null;
  readonly received_week_count: number | null;
  readonly received_month_count: number | null;
  readonly same_currency: boolean | null;
}

interface FactsRow extends StandingRow {
  readonly n: number;
  readonly payments: number;
  readonly amount_median: number;
  readonly amount_deviation: number;
  readonly last_minute: number;
  readonly last_hour: number;
  readonly hours: string;
  readonly recent_payees: string;
  readonly devices: number;
  readonly device_known: boolean | null;
  readonly device_shared_by: number | null;
  readonly sim_changed_at: Date | null;
}

export function standingOf(row: StandingRow): Standing {
  return {
    balance: BigInt(row.balance),
    available: BigInt(row.available),
    dailyLimit: row.daily_limit === null ? null : BigInt(row.daily_limit),
    tier: row.tier,
    sent: used(
      ...([row.sent_today, row.sent_week, row.sent_month] as const),
      ...([row.sent_today_count, row.sent_week_count, row.sent_month_count] as const),
    ),
    payerKind: row.payer_kind,
    payerStatus: row.payer_status,
    payeeKind: row.payee_kind,
    payeeStatus: row.payee_status,
    payeeTier: row.payee_tier,
    payeeBalance: row.payee_balance === null ? null : BigInt(row.payee_balance),
    received: used(
      ...([row.received_today, row.received_week, row.received_month] as const),
      ...([row.received_today_count, row.received_week_count, row.received_month_count] as const),
    ),
    payeeAccounts: accountNumbers(row),
    sameCurrency: row.same_currency ?? true,
  };
}

type Amount = string | null;
type Count = number | null;

function used(
  ...[today, week, month, todayCount, weekCount, monthCount]: readonly [
    ...[Amount, Amount, Amount],
    ...[Count, Count, Count],
  ]
): Used {
  const usage = (amount: Amount, count: Count) => ({
    amount: BigInt(amount ?? 0),
    count: count ?? 0,
  });
  return {
    day: usage(today, todayCount),
    week: usage(week, weekCount),
    month: usage(month, monthCount),
  };
}

function profileOf(row: FactsRow): Profile {
  const { device_known: known, device_shared_by: sharedBy, sim_changed_at: simChangedAt } = row;
  return {
    payments: row.payments,
    median: row.amount_median,
    deviation: row.amount_deviation,
    lastMinute: row.last_minute,
    lastHour: row.last_hour,
    hours: hourCounts(BigInt(row.hours)),
    recentPayees: row.recent_payees === '' ? [] : row.recent_payees.split(' '),
    ...(known !== null && { device: { known, sharedBy: sharedBy ?? 0 } }),
    devices: row.devices,
    ...(simChangedAt && { simChangedAt: simChangedAt.getTime() }),
  };
}

/** The rule for a biller's account numbers, if it has one. */
export function accountNumbers({
  account_digits: digits,
  account_luhn: luhn,
}: AccountsRow): AccountNumbers | undefined {
  return digits === null ? undefined : { digits, luhn: luhn ?? false };
}
