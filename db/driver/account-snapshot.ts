/** The two accounts of a payment, as `read_check_inputs` and `read_quote` read them. */
import type { AccountKind, AccountStatus } from '../../core/account.ts';
import type { AccountNumbers } from '../../core/parties/business.ts';
import type { AccountSnapshot } from '../../core/revenue/check.ts';
import type { LimitUsage } from '../../core/revenue/limits.ts';
import { type BooleanColumn, booleanOrNull, type NumberColumn, numberOrNull } from './columns.ts';

/** The columns of a biller's rule for account numbers. */
export interface AccountNumbersRow {
  readonly account_digits: NumberColumn;
  readonly account_luhn: BooleanColumn;
}

/** The columns that both functions share. */
export interface AccountSnapshotRow extends AccountNumbersRow {
  readonly balance: string;
  readonly available: string;
  readonly daily_limit: string | null;
  readonly tier: NumberColumn;
  readonly payer_kind: AccountKind;
  readonly payer_status: AccountStatus;
  readonly sent_today: NumberColumn;
  readonly sent_week: NumberColumn;
  readonly sent_month: NumberColumn;
  readonly sent_today_count: NumberColumn;
  readonly sent_week_count: NumberColumn;
  readonly sent_month_count: NumberColumn;
  readonly payee_kind: AccountKind | null;
  readonly payee_status: AccountStatus | null;
  readonly payee_tier: NumberColumn;
  readonly payee_balance: string | null;
  readonly received_today: NumberColumn;
  readonly received_week: NumberColumn;
  readonly received_month: NumberColumn;
  readonly received_today_count: NumberColumn;
  readonly received_week_count: NumberColumn;
  readonly received_month_count: NumberColumn;
  readonly same_currency: BooleanColumn;
}

export function accountSnapshotOf(row: AccountSnapshotRow): AccountSnapshot {
  return {
    balance: BigInt(row.balance),
    available: BigInt(row.available),
    dailyLimit: row.daily_limit === null ? null : BigInt(row.daily_limit),
    tier: numberOrNull(row.tier),
    sent: usage(
      ...([row.sent_today, row.sent_week, row.sent_month] as const),
      ...([row.sent_today_count, row.sent_week_count, row.sent_month_count] as const),
    ),
    payerKind: row.payer_kind,
    payerStatus: row.payer_status,
    payeeKind: row.payee_kind,
    payeeStatus: row.payee_status,
    payeeTier: numberOrNull(row.payee_tier),
    payeeBalance: row.payee_balance === null ? null : BigInt(row.payee_balance),
    received: usage(
      ...([row.received_today, row.received_week, row.received_month] as const),
      ...([row.received_today_count, row.received_week_count, row.received_month_count] as const),
    ),
    payeeAccounts: accountNumbers(row),
    sameCurrency: booleanOrNull(row.same_currency) ?? true,
  };
}

function usage(
  ...[today, week, month, todayCount, weekCount, monthCount]: readonly [
    ...[NumberColumn, NumberColumn, NumberColumn],
    ...[NumberColumn, NumberColumn, NumberColumn],
  ]
): LimitUsage {
  const inWindow = (amount: NumberColumn, count: NumberColumn) => ({
    amount: BigInt(amount ?? 0),
    count: Number(count),
  });
  return {
    day: inWindow(today, todayCount),
    week: inWindow(week, weekCount),
    month: inWindow(month, monthCount),
  };
}

/** The rule for a biller's account numbers, if it has one. */
export function accountNumbers({
  account_digits: digits,
  account_luhn: luhn,
}: AccountNumbersRow): AccountNumbers | undefined {
  return digits === null
    ? undefined
    : { digits: Number(digits), luhn: booleanOrNull(luhn) ?? false };
}
