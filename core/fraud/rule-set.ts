/**
 * The fraud rules' weights, thresholds and figures as data: changed without a deploy, and versioned, so that each
 * decision says which version made it. A rule that a set does not name does not run; one of weight 0 is watched, named
 * among a payment's factors, and counts for nothing.
 */
import { z } from 'zod';
import { currencies, parseMoney } from '../money.ts';

const weight = z.number().min(0, 'is from 0 to 1').max(1, 'is from 0 to 1');
const count = z.int('is a whole number').min(1, 'is at least 1').max(1_000_000, 'is too many');
const positive = z.number().positive('is more than 0').max(1_000, 'is too much');
const hours = z
  .number()
  .positive('is more than 0')
  .max(24 * 365, 'is at most a year');

/** Decimal strings by currency ("1000.00"), read into minor units. A currency without one has no such amount. */
const amounts = z
  .partialRecord(z.enum(Object.keys(currencies) as (keyof typeof currencies)[]), z.string())
  .transform((texts, { issues }) => {
    const read = new Map<string, bigint>();
    for (const [currency, text] of Object.entries(texts)) {
      const amount = parseMoney(text, currency as keyof typeof currencies);
      if (amount) read.set(currency, amount.minor);
      else issues.push({ code: 'custom', message: 'is no amount', path: [currency], input: text });
    }
    return read as ReadonlyMap<string, bigint>;
  });

const rules = z.strictObject({
  /** So many payments in a minute. */
  VELOCITY: z.strictObject({ weight, from: count }).optional(),
  VELOCITY_EXTREME: z.strictObject({ weight, from: count }).optional(),
  /** So many in an hour. */
  VELOCITY_HOUR: z.strictObject({ weight, from: count }).optional(),
  /** So many robust deviations above the payer's median, after `history` payments; a deviation is at least `floor`. */
  UNUSUAL_AMOUNT: z
    .strictObject({ weight, history: count, deviations: positive, floor: positive })
    .optional(),
  /** An amount from here on, by one with fewer payments than `history`. */
  LARGE_FOR_NEW: z.strictObject({ weight, history: count, amount: amounts }).optional(),
  /** A payee that is not among the last, and an amount so many deviations above the median. */
  NEW_RECIPIENT: z
    .strictObject({ weight, history: count, deviations: positive, floor: positive })
    .optional(),
  /** Six hours of the day, the payment's in their middle, in which less than this share of `history` payments was. */
  UNUSUAL_TIME: z.strictObject({ weight, history: count, share: weight }).optional(),
  /** Another device than those that the account has used. */
  NEW_DEVICE: z.strictObject({ weight }).optional(),
  /** A device that so many other accounts have used. */
  SHARED_DEVICE: z.strictObject({ weight, others: count }).optional(),
  /** The number's SIM was changed: `weight` within `hours`, and `laterWeight` until `laterHours`. */
  SIM_SWAP: z
    .strictObject({ weight, hours, laterWeight: weight, laterHours: hours })
    .refine((rule) => rule.hours <= rule.laterHours, 'hours are not after laterHours')
    .optional(),
});

const ruleSet = z
  .strictObject({
    version: z.int('is a whole number').min(1, 'is at least 1'),
    /** A score from here on is for a person's eye, and one from `decline` on is declined. */
    review: weight,
    decline: weight,
    /** An operator has so long to decide. */
    reviewHours: hours,
    /** What may pass while the check is down: payments up to `largest`, `perHour` of them where that is known. */
    backup: z.strictObject({ largest: amounts, perHour: count }),
    rules,
  })
  .refine(({ review }) => review > 0, { message: 'is more than 0', path: ['review'] })
  .refine(({ review, decline }) => review <= decline, {
    message: 'is not below review',
    path: ['decline'],
  });

export type RuleSet = z.infer<typeof ruleSet>;

export type RuleCode = keyof RuleSet['rules'];

/** A set as it is stored and sent: JSON. */
export type WrittenRuleSet = z.input<typeof ruleSet>;

/** A set, or each thing that is wrong with it, as "rules.VELOCITY.weight is from 0 to 1". */
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

/** What a shopping bag costs, and what half a month's wages are, more or less, in each currency. */
const smallAmounts = {
  ...{ KES: '1000.00', USD: '10.00', NGN: '12000.00', GHS: '100.00', ZAR: '150.00' },
  ...{ TZS: '25000.00', UGX: '30000', XOF: '5000', XAF: '5000', RWF: '12000' },
  ...{ ZMW: '250.00', EGP: '400.00' },
};
const largeAmounts = {
  ...{ KES: '30000.00', USD: '250.00', NGN: '350000.00', GHS: '3000.00', ZAR: '4500.00' },
  ...{ TZS: '650000.00', UGX: '900000', XOF: '150000', XAF: '150000', RWF: '350000' },
  ...{ ZMW: '6500.00', EGP: '12000.00' },
};

/**
 * What is used where an operator has set nothing. Weights are chosen so that no ordinary use is reviewed: amounts, times
 * and recipients of one's own add up to less than `review`. It takes a hurry, a changed SIM or a device besides.
 */
const written: WrittenRuleSet = {
  version: 1,
  review: 0.6,
  decline: 0.9,
  reviewHours: 24,
  backup: { largest: smallAmounts, perHour: 5 },
  rules: {
    // Nobody types thirty dialogues a minute; ten is a hurried market stall.
    VELOCITY: { weight: 0.4, from: 10 },
    VELOCITY_EXTREME: { weight: 0.5, from: 30 },
    VELOCITY_HOUR: { weight: 0.15, from: 100 },
    UNUSUAL_AMOUNT: { weight: 0.25, history: 5, deviations: 4, floor: 0.5 },
    LARGE_FOR_NEW: { weight: 0.3, history: 3, amount: largeAmounts },
    NEW_RECIPIENT: { weight: 0.1, history: 5, deviations: 2, floor: 0.5 },
    UNUSUAL_TIME: { weight: 0.1, history: 20, share: 0.02 },
    NEW_DEVICE: { weight: 0.2 },
    SHARED_DEVICE: { weight: 0.4, others: 3 },
    SIM_SWAP: { weight: 0.3, hours: 24, laterWeight: 0.25, laterHours: 72 },
  },
};

export const defaultRuleSet: RuleSet = ruleSet.parse(written);
