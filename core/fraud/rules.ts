/**
 * The fraud check: each rule looks at a payment and what is known of its payer, and adds its weight to a score between
 * 0 and 1. Why it does is said in figures, for the operator, and names nobody.
 */
import { type LocalTime, localTime } from '../markets/local-time.ts';
import type { Market } from '../markets/market.ts';
import type { PaymentRequest } from '../payments/request.ts';
import type { Factor, FraudAnswer } from './answer.ts';
import { doublings, type Profile } from './profile.ts';
import type { RuleCode, RuleSet } from './rule-set.ts';

/** What a rule looks at. */
interface RuleInputs {
  readonly request: PaymentRequest;
  readonly profile: Profile;
  readonly time: Pick<LocalTime, 'hour'>;
}

type RuleParameters = { readonly [Code in RuleCode]: NonNullable<RuleSet['rules'][Code]> };

/** Why the rule applies, if it does; with a weight where it is not the rule's own. */
type Finding = { readonly why: string; readonly weight?: number } | undefined;

type Rules = {
  readonly [Code in RuleCode]: (seen: RuleInputs, parameters: RuleParameters[Code]) => Finding;
};

const rules: Rules = {
  VELOCITY: ({ profile }, { from }) => hurry(profile.lastMinute, from, 'minute'),
  VELOCITY_EXTREME: ({ profile }, { from }) => hurry(profile.lastMinute, from, 'minute'),
  VELOCITY_HOUR: ({ profile }, { from }) => hurry(profile.lastHour, from, 'hour'),

  UNUSUAL_AMOUNT: (seen, parameters) => farAbove(seen, parameters),

  LARGE_FOR_NEW({ request: { amount }, profile: { payments } }, { history, amount: large }) {
    const from = large.get(amount.currency);
    if (payments >= history || from === undefined || amount.minor < from) return undefined;
    return { why: `a large amount after ${payments} payments` };
  },

  NEW_RECIPIENT(seen, parameters) {
    if (seen.profile.recentPayees.includes(seen.request.payee)) return undefined;
    const far = farAbove(seen, parameters);
    return far && { why: `to a recipient who is not among the last, ${far.why}` };
  },

  UNUSUAL_TIME({ profile: { hours }, time: { hour } }, { history, share }) {
    const slot = Math.floor(hour / 2);
    const near = [slot + 11, slot, slot + 1].map((place) => hours[place % 12] ?? 0);
    const all = sum(hours);
    if (all < history || sum(near) >= share * all) return undefined;
    return { why: `${sum(near)} of ${all} payments were within hours of ${hour}:00` };
  },

  NEW_DEVICE({ profile: { device, devices } }) {
    if (!device || device.known || devices === 0) return undefined;
    return { why: `a device that is none of the ${devices} used before` };
  },

  SHARED_DEVICE({ profile: { device } }, { others }) {
    if (!device || device.sharedBy < others) return undefined;
    return { why: `a device that ${device.sharedBy} other accounts have used` };
  },

  SIM_SWAP({ request, profile: { simChangedAt } }, { hours, laterWeight, laterHours }) {
    if (simChangedAt === undefined) return undefined;
    const age = Math.max((request.requestedAt - simChangedAt) / 3_600_000, 0);
    if (age > laterHours) return undefined;
    const why = `the SIM was changed ${Math.floor(age)} hours before`;
    return age <= hours ? { why } : { why, weight: laterWeight };
  },
};

const codes = Object.keys(rules) as RuleCode[];

/** The rules of a market as who judges its payments, by the set of the moment. */
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
  const factors = codes.flatMap((code) => factorOf(code, { request, profile, time }, ruleSet));
  const score = Math.round(Math.min(sum(factors.map(({ weight }) => weight)), 1) * 1_000) / 1_000;
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

/** A rule that the set does not name has no parameters, and does not run. */
function factorOf<Code extends RuleCode>(
  code: Code,
  seen: RuleInputs,
  { rules: set }: { readonly rules: { readonly [C in RuleCode]?: RuleParameters[C] | undefined } },
): Required<Factor>[] {
  const parameters = set[code];
  const finding = parameters && rules[code](seen, parameters);
  if (!parameters || !finding) return [];
  return [{ code, weight: finding.weight ?? parameters.weight, why: finding.why }];
}

function hurry(payments: number, from: number, span: 'minute' | 'hour'): Finding {
  if (payments < from) return undefined;
  return { why: `${Math.floor(payments)} payments in the last ${span}` };
}

/** Makes of a median absolute deviation what a standard deviation is to amounts that are spread normally. */
const toStandard = 1.4826;

/** How many robust deviations the amount is above what is usual. Less than usual is nobody's loss. */
function farAbove(
  { request, profile }: RuleInputs,
  { history, deviations: most, floor }: RuleParameters['UNUSUAL_AMOUNT'],
): Finding {
  if (profile.payments < history) return undefined;
  const above = doublings(request.amount.minor) - profile.median;
  const deviations = above / (toStandard * Math.max(profile.deviation, floor));
  if (deviations < most) return undefined;
  const times = Math.round(2 ** above);
  return { why: `${times} times the usual amount, ${deviations.toFixed(1)} deviations above it` };
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}
