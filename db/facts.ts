/** What the checks look at, read for many payments by one statement. */
import type { Clock } from '../core/clock.ts';
import { doublings, noHistory, type Profile, profileOf } from '../core/fraud/profile.ts';
import { groupCommit } from '../core/group-commit.ts';
import { localTime, type Market } from '../core/market.ts';
import type { AccountKind, PaymentRequest } from '../core/payment.ts';
import type { Facts } from '../core/pipeline.ts';
import type { AccountStatus, Standing } from '../core/revenue/check.ts';
import { batching } from './batching.ts';
import { accountNumbers } from './customers.ts';
import type { Sql } from './sql.ts';

export function facts(sql: Sql, market: Market, clock: Clock): Facts {
  const standing = groupCommit<PaymentRequest, Standing | undefined>({
    ...batching,
    flush: (batch) => readStandings(sql, market, batch),
  });
  return {
    profile: groupCommit<PaymentRequest, Profile>({
      ...batching,
      flush: (batch) => readProfiles(sql, clock.now(), batch),
    }),
    async standing(request) {
      const found = await standing(request);
      if (!found) throw new Error('the payer of a payment is not in the books');
      return found;
    },
  };
}

async function readProfiles(
  sql: Sql,
  now: number,
  batch: readonly PaymentRequest[],
): Promise<Profile[]> {
  const rows = await sql<{
    account_id: string;
    payments: number;
    amount_sum: number;
    amount_squares: number;
    last_minute: number;
  }>('select * from tuma.read_profiles($1, $2)', [
    [...new Set(batch.map((request) => request.payer))],
    new Date(now).toISOString(),
  ]);
  const byAccount = new Map(rows.map((row) => [row.account_id, fromSums(row)]));
  return batch.map(({ payer }) => byAccount.get(payer) ?? nothingKnown);
}

const nothingKnown: Profile = profileOf(noHistory, 0);

/** The table keeps sums: their mean and standard deviation stand for the median and its deviation. */
function fromSums(row: {
  readonly payments: number;
  readonly amount_sum: number;
  readonly amount_squares: number;
  readonly last_minute: number;
}): Profile {
  const { payments, last_minute: lastMinute } = row;
  if (payments === 0) return nothingKnown;
  const mean = row.amount_sum / payments;
  const spread = Math.sqrt(Math.max(row.amount_squares / payments - mean * mean, 0));
  const median = doublings(BigInt(Math.round(mean)));
  return { ...nothingKnown, payments, median, deviation: Math.log2(1 + spread / mean), lastMinute };
}

async function readStandings(
  sql: Sql,
  market: Market,
  batch: readonly PaymentRequest[],
): Promise<(Standing | undefined)[]> {
  const rows = await sql<{
    id: string;
    balance: string;
    available: string;
    daily_limit: string | null;
    daily_used: string;
    tier: number | null;
    payer_kind: AccountKind;
    payer_status: AccountStatus;
    payee_kind: AccountKind | null;
    payee_status: AccountStatus | null;
    account_digits: number | null;
    account_luhn: boolean | null;
    same_currency: boolean | null;
  }>('select * from tuma.read_standings($1, $2, $3, $4)', [
    batch.map((request) => request.id),
    batch.map((request) => request.payer),
    batch.map((request) => request.payee),
    batch.map((request) => localTime(market, request.requestedAt).day),
  ]);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return batch.map(({ id }) => {
    const row = byId.get(id);
    return (
      row && {
        balance: BigInt(row.balance),
        available: BigInt(row.available),
        dailyLimit: row.daily_limit === null ? null : BigInt(row.daily_limit),
        dailyUsed: BigInt(row.daily_used),
        tier: row.tier,
        payerKind: row.payer_kind,
        payerStatus: row.payer_status,
        payeeKind: row.payee_kind,
        payeeStatus: row.payee_status,
        payeeAccounts: accountNumbers(row),
        sameCurrency: row.same_currency ?? true,
      }
    );
  });
}
