/**
 * The fraud check: each rule looks at a payment and the payer's own history, and adds to a score between 0 and 1.
 * The history is running sums of constant size, kept by completed payments.
 */
import type { FraudAnswer, PaymentRequest } from '../payment.ts';

export interface Profile {
  /** Completed payments so far. */
  readonly payments: number;
  /** Sums of their amounts, and of the squares of these, in minor units. Statistics, not money. */
  readonly amountSum: number;
  readonly amountSquares: number;
  /** Payments completed in the last 60 s, estimated from two counters. */
  readonly lastMinute: number;
}

interface Rule {
  readonly factor: string;
  readonly weight: number;
  readonly applies: (request: PaymentRequest, profile: Profile) => boolean;
}

/** A score from here on declines; the one before it would want a person's eye. */
const declineFrom = 0.8;
const reviewFrom = 0.6;

const rules: readonly Rule[] = [
  // Nobody types thirty dialogues a minute; ten is a hurried market stall.
  { factor: 'VELOCITY', weight: 0.4, applies: (_, profile) => profile.lastMinute >= 10 },
  { factor: 'VELOCITY_EXTREME', weight: 0.5, applies: (_, profile) => profile.lastMinute >= 30 },
  { factor: 'UNUSUAL_AMOUNT', weight: 0.4, applies: unusualAmount },
];

export function checkFraud(request: PaymentRequest, profile: Profile): FraudAnswer {
  const hits = rules.filter((rule) => rule.applies(request, profile));
  const sum = hits.reduce((score, rule) => score + rule.weight, 0);
  const score = Math.round(Math.min(sum, 1) * 100) / 100;
  const decision = score >= declineFrom ? 'declined' : score >= reviewFrom ? 'review' : 'approved';
  return { decision, score, factors: hits.map((rule) => rule.factor) };
}

/** Far outside what this payer has sent: past six standard deviations, and five times the mean. */
function unusualAmount(request: PaymentRequest, profile: Profile): boolean {
  if (profile.payments < 5) return false;
  const amount = Number(request.amount.minor);
  const mean = profile.amountSum / profile.payments;
  const variance = Math.max(profile.amountSquares / profile.payments - mean * mean, 0);
  return amount > 5 * mean && amount > mean + 6 * Math.sqrt(variance);
}

/** What may pass unseen while the check is down, in minor units of the market's currency. */
const backupLimit = 1_000_00n;

/** The backup rules know the payment alone, so they let only small ones through. */
export function backupFraud(request: PaymentRequest): 'approved' | 'declined' {
  return request.amount.minor <= backupLimit ? 'approved' : 'declined';
}
