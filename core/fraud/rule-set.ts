/**
 * A rule set: the fraud rules' weights, thresholds and figures as data. An operator changes it without a deploy. Sets are
 * versioned, so that each decision says which version made it. A rule that a set does not name does not run; one of weight 0
 * is watched: it is named among a payment's factors, and adds nothing to the score.
 */
import { z } from 'zod';
import { type Currency, money, toDecimal } from '../money.ts';
import { amounts, count, hours, weight } from './parameters.ts';
import { type RuleCode, rules } from './rules/index.ts';

type Parameters = {
  [Code in RuleCode]: z.ZodOptional<(typeof rules)[Code]['parameters']>;
};

/** Every rule's parameters by its code, each of them optional. */
const parametersByCode = Object.fromEntries(
  Object.entries(rules).map(([code, { parameters }]) => [code, parameters.optional()]),
) as Parameters;

const ruleSet = z
  .strictObject({
    version: z.int('is a whole number').min(1, 'is at least 1'),
    /** A payment whose score is at least this goes to an operator, and one from `decline` on is declined. */
    review: weight,
    decline: weight,
    /** The operator has so long to decide. */
    reviewHours: hours,
    /** The payments that may pass while the check is down: up to `largest`, `perHour` of them where that is known. */
    backup: z.strictObject({ largest: amounts, perHour: count }),
    rules: z.strictObject(parametersByCode),
  })
  .refine(({ review }) => review > 0, { message: 'is more than 0', path: ['review'] })
  .refine(({ review, decline }) => review <= decline, {
    message: 'is not below review',
    path: ['decline'],
  });

export type RuleSet = z.infer<typeof ruleSet>;

/** A set as it is stored and sent: JSON. */
export type WrittenRuleSet = z.input<typeof ruleSet>;

/** Reads a set, or says each thing that is wrong with it, as "rules.VELOCITY.weight is from 0 to 1". */
export function readRuleSet(
  written: unknown,
): { readonly ruleSet: RuleSet } | { readonly problems: readonly string[] } {
  const read = ruleSet.safeParse(written);
  if (read.success) return { ruleSet: read.data };
  return {
    problems: read.error.issues.map((issue) => {
      const place = issue.path.join('.');
      if (issue.code === 'unrecognized_keys') {
        return issue.keys.map((key) => `${place ? `${place}.` : ''}${key} is not known`).join(', ');
      }
      return `${place || 'the rule set'} ${issue.message}`;
    }),
  };
}

/** Reads a set that is known to be right. Throws where it is not, which is a bug. */
export function parseRuleSet(written: WrittenRuleSet): RuleSet {
  return ruleSet.parse(written);
}

/** Writes a set in the one form that it is stored and printed in, so that two sets of the same content are equal. */
export function writeRuleSet(set: RuleSet): WrittenRuleSet {
  return JSON.parse(JSON.stringify(set, amountsAsDecimals));
}

/** Writes amounts by currency as decimal strings: a set holds them in minor units. */
function amountsAsDecimals(_: string, value: unknown): unknown {
  if (!(value instanceof Map)) return value;
  return Object.fromEntries(
    [...(value as Map<Currency, bigint>)].map(([currency, minor]) => [
      currency,
      toDecimal(money(minor, currency)),
    ]),
  );
}
