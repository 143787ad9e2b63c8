/** The check inputs: what the fraud, revenue and core checks look at, read for many payments by one statement. */

import type { Clock } from '../../core/clock.ts';
import { groupCommit } from '../../core/concurrency/group-commit.ts';
import { hourCounts, type Profile } from '../../core/fraud/profile.ts';
import type { PaymentRequest } from '../../core/payments/request.ts';
import type { CheckInputs } from '../../core/pipeline/ports.ts';
import { type AccountSnapshotRow, accountSnapshotOf } from '../driver/account-snapshot.ts';
import { arrayLiteral, batching, type StatementObserver } from '../driver/batching.ts';
import { functionCall } from '../driver/call.ts';
import { timestamp } from '../driver/columns.ts';
import type { Sql } from '../driver/sql.ts';

/** Reads how a payment's two accounts stand now, and its payer's profile, with the payment's own reservation taken out. */
export function checkInputs(
  sql: Sql,
  clock: Clock,
  observer?: StatementObserver,
): (request: PaymentRequest) => Promise<CheckInputs> {
  const read = groupCommit<PaymentRequest, CheckInputs | undefined>({
    ...batching(clock),
    observer: observer?.('read_check_inputs'),
    flush: (batch) => readCheckInputs(sql, clock.now(), batch),
  });
  return async (request) => {
    const known = await read(request);
    if (!known) throw new Error('the payer of a payment is not in the books');
    return known;
  };
}

async function readCheckInputs(
  sql: Sql,
  now: number,
  batch: readonly PaymentRequest[],
): Promise<(CheckInputs | undefined)[]> {
  const rows = await sql<{ packed: string }>(readStatement, [
    arrayLiteral(batch.map((request) => request.id)),
    arrayLiteral(batch.map((request) => request.payer)),
    arrayLiteral(batch.map((request) => request.payee)),
    batch.map((request) => request.device ?? null),
    timestamp(now),
  ]);
  const known: (CheckInputs | undefined)[] = batch.map(() => undefined);
  for (const { packed } of rows) {
    const row = unpackRow(packed);
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

const parameters = ['p_ids', 'p_payers', 'p_payees', 'p_devices', 'p_now'] as const;

/**
 * Reads each row as one text of its columns, in the order above: as forty values, a payment's row takes a fifth longer to
 * read (measured).
 */
export const readStatement = `select row(${columns.map((column) => `f.${column}`)})::text packed
  from ${functionCall('read_check_inputs', parameters)} f`;

type CheckInputsRow = Readonly<Record<(typeof columns)[number], string | null>>;

interface Packed {
  values: readonly string[];
}

/** Looks a column up where it is read: an object of forty properties for each payment takes longer to make than to use (measured). */
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

/** Reads `(1,2500000,,"two words")`: no value has a comma, and a value with a blank is in quotes. */
function unpackRow(packed: string): CheckInputsRow & AccountSnapshotRow {
  const row = Object.create(byColumn);
  row.values = packed.slice(1, -1).replaceAll('"', '').split(',');
  return row;
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
