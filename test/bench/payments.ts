/** One payment after the other, as a caller asks for it: through the pipeline, or by the two plain calls. */
import { defaultRuleSet } from '../../core/fraud/rule-set.ts';
import { fraudByRules } from '../../core/fraud/rules.ts';
import { paymentId } from '../../core/ids.ts';
import { localTime, kenya as market } from '../../core/market.ts';
import { money } from '../../core/money.ts';
import type { AccountId, PaymentRequest } from '../../core/payment.ts';
import { pipeline } from '../../core/pipeline.ts';
import { facts } from '../../db/facts.ts';
import { ledger } from '../../db/ledger.ts';
import type { Sql } from '../../db/sql.ts';
import { systemClock as clock } from '../../edge/clock.ts';

/** What callers were told, over a measurement. */
export interface Told {
  completed: number;
  /** Anything else, by its refusal or state. */
  readonly others: Record<string, number>;
}

export type Pay = () => Promise<void>;

/** A caller's payment through the whole pipeline: every check, event and receipt's intent, by group commit. */
export function throughPipeline(sql: Sql, next: () => PaymentRequest, told: Told): Pay {
  const pay = pipeline({
    ledger: ledger(sql, market, clock, 0),
    facts: facts(sql, market, clock),
    fraud: fraudByRules(() => defaultRuleSet, market),
    ruleSet: () => defaultRuleSet,
    market,
    clock,
  });
  return async () => {
    const { state, refusal } = await pay(next());
    count(told, state, refusal);
  };
}

/** The same money by reserve and then settle, one payment per call: no check, no company, nothing around it. */
export function byTwoCalls(sql: Sql, next: () => PaymentRequest, told: Told): Pay {
  return async () => {
    const { id, type, channel, payer, payee, amount, fee, requestedAt } = next();
    const at = new Date(requestedAt).toISOString();
    const until = new Date(requestedAt + 20_000).toISOString();
    await sql('select * from tuma.reserve($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)', [
      ...[[id], [type], [channel], [payer], [payee]],
      ...[[amount.minor.toString()], [fee.minor.toString()], [null]],
      ...[[at], [localTime(market, requestedAt).day], at, until],
    ]);
    const [settled] = await sql<{ state: string }>(
      'select * from tuma.settle($1, $2, $3, $4, $5, $6, $7)',
      [[id], ['completed'], [null], ['{}'], 0, at, until],
    );
    count(told, settled?.state ?? 'unknown');
  };
}

/** Payments among these accounts; to one of them alone where `payee` is given. */
export function requests(accounts: readonly AccountId[], payee?: AccountId): () => PaymentRequest {
  const one = (other?: AccountId): AccountId => {
    const account = accounts[below(accounts.length)] ?? '';
    return account === other ? one(other) : account;
  };
  const fee = money(3_00n, market.currency);
  return () => {
    const requestedAt = clock.now();
    const to = payee ?? one();
    return {
      id: paymentId(
        requestedAt,
        Uint8Array.from({ length: 10 }, () => below(256)),
      ),
      ...{ type: 'p2p', channel: 'ussd', payer: one(to), payee: to, fee, requestedAt },
      // The tariff's band of 3.00, so that each payment has its three entries.
      amount: money(BigInt(101_00 + below(399_00)), market.currency),
    };
  };
}

/** Chance that costs next to nothing: what is measured is the pipeline, and not the making of its requests. */
function below(limit: number): number {
  return Math.floor(Math.random() * limit);
}

function count(told: Told, state: string, refusal?: string): void {
  if (state === 'completed') told.completed += 1;
  else told.others[refusal ?? state] = (told.others[refusal ?? state] ?? 0) + 1;
}
