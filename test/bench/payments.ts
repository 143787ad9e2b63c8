/** One payment after the other, as a caller asks for it: through the pipeline, or by plain calls. */

import type { AccountId } from '../../core/account.ts';
import type { Clock } from '../../core/clock.ts';
import { fraudByRules } from '../../core/fraud/check.ts';
import { defaultRuleSet } from '../../core/fraud/default-rule-set.ts';
import type { RuleSet } from '../../core/fraud/rule-set.ts';
import { paymentId } from '../../core/ids.ts';
import { systemAccountsOf } from '../../core/ledger/system-accounts.ts';
import { kenya as market } from '../../core/markets/ke.ts';
import { localTime } from '../../core/markets/local-time.ts';
import { money } from '../../core/money.ts';
import type { PaymentRequest } from '../../core/payments/request.ts';
import { pipeline } from '../../core/pipeline/pipeline.ts';
import type { Ledger } from '../../core/pipeline/ports.ts';
import type { Sql } from '../../db/driver/sql.ts';
import { checkInputs, readStatement } from '../../db/ledger/check-inputs.ts';
import { ledger } from '../../db/ledger/ledger.ts';
import { systemClock } from '../../edge/clock.ts';

/** What callers were told, over a measurement. */
export interface Told {
  completed: number;
  /** Anything else, by its refusal or state. */
  readonly others: Record<string, number>;
}

export type Pay = () => Promise<void>;

/** How payments are made, of what is asked next. */
export type Road = (sql: Sql, next: () => PaymentRequest, told: Told) => Pay;

/** A caller's payment through the whole pipeline: every check, event and receipt's intent, by group commit. */
export function throughPipeline(clock: Clock = systemClock, rules: RuleSet = defaultRuleSet): Road {
  return (sql, next, told) => {
    const pay = pipeline({ ...books(sql, clock, rules), market, clock });
    return async () => {
      const { state, refusal } = await pay(next());
      count(told, state, refusal);
    };
  };
}

/**
 * The same, and `over` takes for each payment the milliseconds from its slowest check's answer to the settle that is asked
 * for after the correlation and the decision: each payment has a clock of its own, which is read at every answer.
 */
export function throughTimedPipeline(over: number[]): Road {
  return (sql, next, told) => {
    const parts = books(sql, systemClock, defaultRuleSet);
    return async () => {
      let answered = Number.NaN;
      const now = () => {
        answered = performance.now();
        return systemClock.now();
      };
      const ledger: Ledger = {
        ...parts.ledger,
        settle: (request, ending) => {
          over.push(performance.now() - answered);
          return parts.ledger.settle(request, ending);
        },
      };
      const clock = { ...systemClock, now };
      const { state, refusal } = await pipeline({ ...parts, ledger, market, clock })(next());
      count(told, state, refusal);
    };
  };
}

/** Whoever pays for all is in a hurry that no fraud rule lets pass. */
export const unhurried: RuleSet = { ...defaultRuleSet, rules: {} };

function books(sql: Sql, clock: Clock, rules: RuleSet) {
  const ruleSet = () => rules;
  return {
    ...{ ledger: ledger(sql, market, clock, 0), checkInputs: checkInputs(sql, market, clock) },
    ...{ fraud: fraudByRules(ruleSet, market), ruleSet },
  };
}

/**
 * The pipeline's own statements, one payment per call and without it: what the checks look at and the reserve together,
 * then the settle. No group commit, no correlation, and nobody who looks at the answers.
 */
export const byPlainCalls: Road = (sql, next, told) => async () => {
  const { id, type, channel, payer, payee, amount, fee, requestedAt } = next();
  const { day, hour } = localTime(market, requestedAt);
  const at = new Date(requestedAt).toISOString();
  const until = new Date(requestedAt + 20_000).toISOString();
  const house = systemAccountsOf(market.currency);
  await Promise.all([
    sql(readStatement, [...[[id], [payer], [payee], [null], day, at]]),
    sql(
      'select * from tuma.reserve($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)',
      [
        ...[[id], [type], [channel], [payer], [payee]],
        ...[[amount.minor.toString()], [fee.minor.toString()], [null], [null], [null]],
        ...[[at], market.code, day, at, until],
      ],
    ),
  ]);
  const [settled] = await sql<{ state: string }>(
    'select * from tuma.settle($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)',
    [
      ...[[id], [payer], [payee], ['completed'], [null], [0], ['rules 1'], [2], [null], 'reserved'],
      ...[house.fees(0), house.excise(0), market.code, day, Math.floor(hour / 2), at, until],
    ],
  );
  count(told, settled?.state ?? 'unknown');
};

/** Payments from one of the payers to one of the payees, which may be the same people. */
export function requests(
  payers: readonly AccountId[],
  payees: readonly AccountId[] = payers,
  clock: Clock = systemClock,
): () => PaymentRequest {
  const one = (of: readonly AccountId[]) => of[below(of.length)] ?? '';
  const fee = money(3_00n, market.currency);
  const bytes = new Uint8Array(10);
  const chance = () => {
    for (let i = 0; i < bytes.length; i += 1) bytes[i] = below(256);
    return bytes;
  };
  return () => {
    let [payer, payee] = [one(payers), one(payees)];
    while (payer === payee) [payer, payee] = [one(payers), one(payees)];
    const requestedAt = clock.now();
    return {
      id: paymentId(requestedAt, chance()),
      ...{ type: 'p2p', channel: 'ussd', payer, payee, fee, requestedAt },
      // The tariff's band of 3.00, so that each payment has its three entries.
      amount: money(BigInt(101_00 + below(399_00)), market.currency),
    };
  };
}

/** Chance that costs next to nothing: what is measured is the pipeline, and not the making of its requests. */
export function below(limit: number): number {
  return Math.floor(Math.random() * limit);
}

/** Keeps what a caller was told of a payment. */
export function count(told: Told, state: string, refusal?: string): void {
  if (state === 'completed') told.completed += 1;
  else told.others[refusal ?? state] = (told.others[refusal ?? state] ?? 0) + 1;
}
