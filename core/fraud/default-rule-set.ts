/**
 * The rule set that holds where an operator has set none: each rule's default. The weights are chosen so that no ordinary use
 * is reviewed: unusual amounts, times and recipients add up to less than `review`. It takes a hurry, a changed SIM or a device
 * besides.
 */
import { parseRuleSet, type RuleSet, type WrittenRuleSet } from './rule-set.ts';
import { rules } from './rules/index.ts';
import { usualAmounts } from './usual-amounts.ts';

export const defaultRuleSet: RuleSet = parseRuleSet({
  version: 1,
  review: 0.6,
  decline: 0.9,
  reviewHours: 24,
  backup: { largest: usualAmounts('small'), perHour: 5 },
  rules: Object.fromEntries(
    Object.entries(rules).map(([code, { byDefault }]) => [code, byDefault]),
  ) as WrittenRuleSet['rules'],
});
