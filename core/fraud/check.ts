/**
 * The fraud check by rules. Each rule of the set looks at the payment and at its payer's profile, and adds its weight to a
 * score between 0 and 1. The factors say why, for the operator: in figures, and without personal data.
 */
import { type LocalTime, localTime } from '../markets/local-time.ts';
import type { Market } from '../markets/market.ts';
import type { PaymentRequest } from '../payments/request.ts';
import type { Factor, FraudAnswer } from './answer.ts';
import type { Profile } from './profile.ts';
import type { Finding, RuleInputs } from './rule.ts';
import type { RuleSet } from './rule-set.ts';
import { type RuleCode, ruleCodes, rules } from './rules/index.ts';

/** Judges a market's payments by the rule set that is in force at that moment. */
export function fraudByRules(
  ruleSet: () => RuleSet,
  market: Market,
): (request: PaymentRequest, profile: Profile) => FraudAnswer {
  return (request, profile) =>
    checkFraud(request, profile, ruleSet(), localTime(market, request.requestedAt));
}

/** `time` is the market's, when the payment was asked for. */
export function checkFraud(
  request: PaymentRequest,
  profile: Profile,
  ruleSet: RuleSet,
  time: Pick<LocalTime, 'hour'>,
): FraudAnswer {
  const inputs = { request, profile, time };
  const factors = ruleCodes.flatMap((code) => factorOf(code, inputs, ruleSet.rules));
  const total = factors.reduce((sum, { weight }) => sum + weight, 0);
  const score = Math.round(Math.min(total, 1) * 1_000) / 1_000;
  return {
    decision: decisionOf(score, ruleSet),
    score,
    factors,
    by: 'rules',
    version: String(ruleSet.version),
  };
}

function decisionOf(score: number, { review, decline }: RuleSet): FraudAnswer['decision'] {
  if (score >= decline) return 'declined';
  return score >= review ? 'review' : 'approved';
}

type ParametersOf = { readonly [Code in RuleCode]: NonNullable<RuleSet['rules'][Code]> };

/** A rule that the set does not name has no parameters, and does not run. */
function factorOf<Code extends RuleCode>(
  code: Code,
  inputs: RuleInputs,
  set: { readonly [C in RuleCode]?: ParametersOf[C] | undefined },
): Required<Factor>[] {
  const parameters = set[code];
  if (!parameters) return [];
  const check = rules[code].check as (inputs: RuleInputs, figures: ParametersOf[Code]) => Finding;
  const finding = check(inputs, parameters);
  if (!finding) return [];
  return [{ code, weight: finding.weight ?? parameters.weight, why: finding.why }];
}
