/** Makes one payment after the other for a caller: through the pipeline, or by plain calls. */

import type { AccountId } from '../../../core/account.ts';
import type { Clock } from '../../../core/clock.ts';
import { fraudByRules } from '../../../core/fraud/check.ts';
import { defaultRuleSet } from '../../../core/fraud/default-rule-set.ts';
import type { RuleSet } from '../../../core/fraud/rule-set.ts';
import { paymentId } from '../../../core/ids.ts';
import { systemAccountsOf } from '../../../core/ledger/system-accounts.ts';
import { kenya as market } from '../../../core/markets/ke.ts';
import { money } from '../../../core/money.ts';
import type { PaymentRequest } from '../../../core/payments/request.ts';
import { pipeline } from '../../../core/pipeline/pipeline.ts';
import type { Ledger } from '../../../core/pipeline/ports.ts';
import type { Sql } from '../../../db/driver/sql.ts';
import { checkInputs, readStatement } from '../../../db/ledger/check-inputs.ts';
import { ledger } from '../../../db/ledger/ledger.ts';
import { systemClock } from '../../../edge/clock.ts';

/** Counts of the answers that callers got during a measurement. */
export interface AnswerCounts {
  completed: number;
  /** Every other answer, by its refusal or state. */
  readonly others: Record<string, number>;
}

export type Pay = () => Promise<void>;

/** A way to make payments: it takes the next request and counts its answer. */
export type Road = (sql: Sql, next: () => PaymentRequest, answers: AnswerCounts) => Pay;

/** Makes a payment through the whole pipeline: every check, event and due receipt, by group commit. */
export function throughPipeline(clock: Clock = systemClock, rules: RuleSet = defaultRuleSet): Road {
  return (sql, next, answers) => {
    const pay = pipeline({ ...books(sql, clock, rules), market, clock });
    return async () => {
      const { state, refusal } = await pay(next());
      count(answers, state, refusal);
    };
  };
}

/**
 * Makes a payment through the pipeline, and gives `over` its milliseconds from the slowest check's answer to the call of settle,
 * which follows the correlation and the decision. Each payment has a clock of its own, which is read at every answer.
 */
export function throughTimedPipeline(over: number[]): Road {
  return (sql, next, answers) => {
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
      count(answers, state, refusal);
    };
  };
}

/** No fraud rules, for a trial in which one payer makes every payment, faster than the rules allow. */
export const noFraudRules: RuleSet = { ...defaultRuleSet, rules: {} };

function books(sql: Sql, clock: Clock, rules: RuleSet) {
  const ruleSet = () => rules;
  return {
    ...{ ledger: ledger(sql, market, clock, 0), checkInputs: checkInputs(sql, clock) },
    ...{ fraud: fraudByRules(ruleSet, market), ruleSet },
  };
}

/**
 * Makes a payment by the pipeline's statements without the pipeline: the read of the check inputs and the reserve together, then
 * the settle. There is no group commit and no correlation, and nothing decides on the answers.
 */
export const byPlainCalls: Road = (sql, next, answers) => async () => {
  const { id, type, channel, payer, payee, amount, fee, requestedAt } = next();
  const at = new Date(requestedAt).toISOString();
  const until = new Date(requestedAt + 20_000).toISOString();
  const house = systemAccountsOf(market.currency);
  await Promise.all([
    sql(readStatement, [...[[id], [payer], [payee], [null], at]]),
    sql('select * from tuma.reserve($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)', [
      ...[[id], [type], [channel], [payer], [payee]],
      ...[[amount.minor.toString()], [fee.minor.toString()], [null], [null], [null]],
      ...[[at], at, until],
    ]),
  ]);
  const [settled] = await sql<{ state: string }>(
    'select * from tuma.settle($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)',
    [
      ...[[id], [payer], [payee], ['completed'], [null], [0], ['rules 1'], [2], [null]],
      ...[house.fees(0), house.excise(0), at],
    ],
  );
  count(answers, settled?.state ?? 'unknown');
};

/** Makes requests from a random payer to a random payee. Payers and payees may be the same accounts. */
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
      // The amount is in the tariff's band of 3.00, so that each payment has a fee and three entries.
      amount: money(BigInt(101_00 + below(399_00)), market.currency),
    };
  };
}

/** A random number generator that costs next to nothing, so that making requests does not distort the measurement. */
export function below(limit: number): number {
  return Math.floor(Math.random() * limit);
}

/** Counts the answer to a payment. */
export function count(answers: AnswerCounts, state: string, refusal?: string): void {
  if (state === 'completed') answers.completed += 1;
  else answers.others[refusal ?? state] = (answers.others[refusal ?? state] ?? 0) + 1;
}
