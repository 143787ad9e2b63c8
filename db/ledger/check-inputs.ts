/** What the checks look at, read for many payments by one statement. */

import type { AccountKind, AccountStatus } from '../../core/account.ts';
import type { Clock } from '../../core/clock.ts';
import { groupCommit } from '../../core/concurrency/group-commit.ts';
import { hourCounts, type Profile } from '../../core/fraud/profile.ts';
import { localTime } from '../../core/markets/local-time.ts';
import type { Market } from '../../core/markets/market.ts';
import type { AccountNumbers } from '../../core/parties/business.ts';
import type { PaymentRequest } from '../../core/payments/request.ts';
import type { CheckInputs } from '../../core/pipeline/ports.ts';
import type { AccountSnapshot } from '../../core/revenue/check.ts';
import type { LimitUsage } from '../../core/revenue/limits.ts';
import { arrayLiteral, batching, type StatementObserver } from '../driver/batching.ts';
import type { Sql } from '../driver/sql.ts';

/** What is known of a payment's two accounts now, its own reservation taken out. */
export function checkInputs(
  sql: Sql,
  market: Market,
  clock: Clock,
  observer?: StatementObserver,
): (request: PaymentRequest) => Promise<CheckInputs> {
  const read = groupCommit<PaymentRequest, CheckInputs | undefined>({
    ...batching(clock),
    observer: observer?.('read_check_inputs'),
    flush: (batch) => readCheckInputs(sql, market, clock.now(), batch),
  });
  return async (request) => {
    const known = await read(request);
    if (!known) throw new Error('the payer of a payment is not in the books');
    return known;
  };
}

async function readCheckInputs(
  sql: Sql,
  market: Market,
  now: number,
  batch: readonly PaymentRequest[],
): Promise<(CheckInputs | undefined)[]> {
  const rows = await sql<{ facts: string }>(readStatement, [
    arrayLiteral(batch.map((request) => request.id)),
    arrayLiteral(batch.map((request) => request.payer)),
    arrayLiteral(batch.map((request) => request.payee)),
    batch.map((request) => request.device ?? null),
    localTime(market, now).day,
    new Date(now).toISOString(),
  ]);
  const known: (CheckInputs | undefined)[] = batch.map(() => undefined);
  for (const { facts } of rows) {
    const row = unpackRow(facts);
    known[Number(row.n) - 1] = { accounts: accountSnapshotOf(row), profile: profileOf(row) };
  }
  return known;
}

/** The columns of `read_check_inputs`. */
const columns = [
  ...(['n', 'balance', 'available', 'daily_limit', 'tier', 'payer_kind', 'payer_status'] as const),
  ...(['sent_today', 'sent_week', 'sent_month'] as const),
  ...(['sent_today_count', 'sent_week_count', 'sent_month_count'] as const),
  ...(['payments', 'amount_median', 'amount_deviation', 'last_minute', 'last_hour'] as const),
  ...(['hours', 'recent_payees', 'devices', 'device_known', 'device_shared_by'] as const),
  ...(['sim_changed_at', 'payee_kind', 'payee_status', 'payee_tier', 'payee_balance'] as const),
  ...(['received_today', 'received_week', 'received_month'] as const),
  ...(['received_today_count', 'received_week_count', 'received_month_count'] as const),
  ...(['account_digits', 'account_luhn', 'same_currency'] as const),
] as const;

/**
 * A row as one text of its columns, in the order above: what else carries forty values for each payment takes a fifth
 * longer to read (measured).
 */
export const readStatement = `select row(${columns.map((column) => `f.${column}`)})::text facts
  from tuma.read_check_inputs($1, $2, $3, $4, $5, $6) f`;

type CheckInputsRow = Readonly<Record<(typeof columns)[number], string | null>>;

interface Packed {
  values: readonly string[];
}

/** Looks a column up where it is read: to make an object of forty for each payment takes longer than all its use (measured). */
const byColumn: object = Object.create(
  null,
  Object.fromEntries(
    columns.map((column, i) => [
      column,
      {
        get(this: Packed) {
          return this.values[i] || null;
        },
      },
    ]),
  ),
);

/** Of "(1,2500000,,"two words")": no value has a comma, and what has a blank is in quotes. */
function unpackRow(facts: string): CheckInputsRow & AccountSnapshotRow {
  const row = Object.create(byColumn);
  row.values = facts.slice(1, -1).replaceAll('"', '').split(',');
  return row;
}

/** A number of the database's, as the text that it was sent as or as the driver reads it; null is none. */
type Figure = string | number | null;

/** A boolean, likewise. */
type Flag = string | boolean | null;

export interface AccountsRow {
  readonly account_digits: Figure;
  readonly account_luhn: Flag;
}

/** The columns that `read_check_inputs` and `read_quote` share. */
export interface AccountSnapshotRow extends AccountsRow {
  readonly balance: string;
  readonly available: string;
  readonly daily_limit: string | null;
  readonly tier: Figure;
  readonly payer_kind: AccountKind;
  readonly payer_status: AccountStatus;
  readonly sent_today: Figure;
  readonly sent_week: Figure;
  readonly sent_month: Figure;
  readonly sent_today_count: Figure;
  readonly sent_week_count: Figure;
  readonly sent_month_count: Figure;
  readonly payee_kind: AccountKind | null;
  readonly payee_status: AccountStatus | null;
  readonly payee_tier: Figure;
  readonly payee_balance: string | null;
  readonly received_today: Figure;
  readonly received_week: Figure;
  readonly received_month: Figure;
  readonly received_today_count: Figure;
  readonly received_week_count: Figure;
  readonly received_month_count: Figure;
  readonly same_currency: Flag;
}

export function accountSnapshotOf(row: AccountSnapshotRow): AccountSnapshot {
  return {
    balance: BigInt(row.balance),
    available: BigInt(row.available),
    dailyLimit: row.daily_limit === null ? null : BigInt(row.daily_limit),
    tier: figure(row.tier),
    sent: used(
      ...([row.sent_today, row.sent_week, row.sent_month] as const),
      ...([row.sent_today_count, row.sent_week_count, row.sent_month_count] as const),
    ),
    payerKind: row.payer_kind,
    payerStatus: row.payer_status,
    payeeKind: row.payee_kind,
    payeeStatus: row.payee_status,
    payeeTier: figure(row.payee_tier),
    payeeBalance: row.payee_balance === null ? null : BigInt(row.payee_balance),
    received: used(
      ...([row.received_today, row.received_week, row.received_month] as const),
      ...([row.received_today_count, row.received_week_count, row.received_month_count] as const),
    ),
    payeeAccounts: accountNumbers(row),
    sameCurrency: flag(row.same_currency) ?? true,
  };
}

function used(
  ...[today, week, month, todayCount, weekCount, monthCount]: readonly [
    ...[Figure, Figure, Figure],
    ...[Figure, Figure, Figure],
  ]
): LimitUsage {
  const usage = (amount: Figure, count: Figure) => ({
    amount: BigInt(amount ?? 0),
    count: Number(count),
  });
  return {
    day: usage(today, todayCount),
    week: usage(week, weekCount),
    month: usage(month, monthCount),
  };
}

function figure(value: Figure): number | null {
  return value === null ? null : Number(value);
}

function flag(value: Flag): boolean | null {
  return typeof value === 'string' ? value === 't' : value;
}

function profileOf(row: CheckInputsRow): Profile {
  const { device_known: known, sim_changed_at: simChangedAt } = row;
  return {
    payments: Number(row.payments),
    median: Number(row.amount_median),
    deviation: Number(row.amount_deviation),
    lastMinute: Number(row.last_minute),
    lastHour: Number(row.last_hour),
    hours: hourCounts(BigInt(row.hours ?? 0)),
    recentPayees: row.recent_payees?.split(' ') ?? [],
    ...(known !== null && {
      device: { known: known === 't', sharedBy: Number(row.device_shared_by) },
    }),
    devices: Number(row.devices),
    ...(simChangedAt && { simChangedAt: Date.parse(simChangedAt) }),
  };
}

/** The rule for a biller's account numbers, if it has one. */
export function accountNumbers({
  account_digits: digits,
  account_luhn: luhn,
}: AccountsRow): AccountNumbers | undefined {
  return digits === null ? undefined : { digits: Number(digits), luhn: flag(luhn) ?? false };
}
