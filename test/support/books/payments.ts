/** Payments as tests write them. */
import { paymentId } from '../../../core/ids.ts';
import { type Money, money } from '../../../core/money.ts';
import type { PaymentRequest } from '../../../core/payments/request.ts';
import type { CheckResults, Evidence } from '../../../core/pipeline/check-results.ts';
import type { SettleCommand } from '../../../core/pipeline/ports.ts';
import type { Refusal } from '../../../core/refusal.ts';
import type { LimitUsage } from '../../../core/revenue/limits.ts';

export const ksh = (minor: bigint): Money => money(minor, 'KES');

/** What was sent or received today, in one payment; all that was this month. */
export function usedToday(amount = 0n): LimitUsage {
  const used = { amount, count: amount > 0n ? 1 : 0 };
  return { day: used, week: used, month: used };
}

/** The moment at which the payment of the wording's example was asked for. */
export const exampleTime = Date.UTC(2024, 8, 2, 14, 30, 0);

/** An id that no other payment has. */
export function newId(at = exampleTime): string {
  return paymentId(at, crypto.getRandomValues(new Uint8Array(10)));
}

/** 5,000.00 from account 7 to account 8 for 15.00, under an id of its own, but for what is said otherwise. */
export function payment(wanted: Partial<PaymentRequest> = {}): PaymentRequest {
  return {
    id: newId(wanted.requestedAt),
    type: 'p2p',
    channel: 'ussd',
    payer: '7',
    payee: '8',
    amount: ksh(5_000_00n),
    fee: ksh(15_00n),
    requestedAt: exampleTime,
    ...wanted,
  };
}

/** What checks find of a payment that nothing speaks against. */
export const findings: CheckResults = { score: 0, fraudModel: 'rules 1', checksMs: 1 };

export const evidence: Evidence = {
  fraud: {
    ...{ status: 'answered', ms: 1, decision: 'approved', score: 0, factors: [] },
    ...{ by: 'rules', version: '1' },
  },
  revenue: { status: 'answered', ms: 1 },
  core: { status: 'answered', ms: 1, state: 'reserved' },
};

export const completed: SettleCommand = { state: 'completed', results: findings };

export function released(
  refusal: Refusal = 'timeout',
  state: SettleCommand['state'] = 'failed',
): SettleCommand {
  return { state, refusal, results: { ...findings, evidence } };
}
