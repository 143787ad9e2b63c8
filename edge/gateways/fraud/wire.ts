/** Writes what an operator's fraud engine is asked, and reads what of its answer is believed. README.md has both. */
import { z } from 'zod';
import type { FraudAnswer } from '../../../core/fraud/answer.ts';
import { doublings, type Profile } from '../../../core/fraud/profile.ts';
import { money, toDecimal } from '../../../core/money.ts';
import type { PaymentRequest } from '../../../core/payments/request.ts';
import type { Pseudonyms } from '../../crypto.ts';

/** A payment, and what is known of its payer. */
export interface EngineRequest {
  readonly request: PaymentRequest;
  readonly profile: Profile;
}

/** People are keyed tokens: the engine can tell them apart, and not who they are. */
export function question({ request, profile }: EngineRequest, keys: Pseudonyms) {
  const { id, type, channel, amount, payer, payee, device, requestedAt } = request;
  return {
    ...{ id, type, channel, amount: toDecimal(amount), currency: amount.currency },
    ...{ payer: keys.party(payer), payee: keys.party(payee), ...(device && { device }) },
    requestedAt: new Date(requestedAt).toISOString(),
    profile: figures(request, profile),
  };
}

function figures({ amount, payee }: PaymentRequest, profile: Profile) {
  const { payments, median, deviation, lastMinute, lastHour, hours, simChangedAt } = profile;
  return {
    payments,
    ...(payments > 0 && {
      timesUsual: 2 ** (doublings(amount.minor) - median),
      usualAmount: toDecimal(money(BigInt(Math.round(2 ** median)), amount.currency)),
      deviation,
    }),
    ...{ lastMinute, lastHour, hours, recentPayee: profile.recentPayees.includes(payee) },
    ...(profile.device && { device: profile.device }),
    devices: profile.devices,
    ...(simChangedAt !== undefined && { simChangedAt: new Date(simChangedAt).toISOString() }),
  };
}

const envelope = z.object({ answers: z.array(z.unknown()).max(1_000) });

const named = z.object({ id: z.string().max(64) });

const judgement = z.object({
  decision: z.enum(['approved', 'review', 'declined']),
  score: z.number().min(0).max(1),
  /** Reason codes. Sentences of others may hold anything, personal data too. */
  factors: z.array(z.string().regex(/^[A-Z][A-Z0-9_]{0,47}$/)).max(16),
  version: z
    .string()
    .regex(/^[\w.:-]{1,32}$/)
    .default('unknown'),
});

/**
 * The answers by their payment's id. One that cannot be read is as none. Undefined where nothing of it can be believed:
 * it is no answer at all, or speaks of a payment that was not asked about, or of one twice.
 */
export function readAnswers(
  text: string,
  asked: ReadonlySet<string>,
): ReadonlyMap<string, FraudAnswer> | undefined {
  const read = envelope.safeParse(parsed(text)).data;
  if (!read) return undefined;
  const answers = new Map<string, FraudAnswer>();
  const seen = new Set<string>();
  for (const answer of read.answers) {
    const id = named.safeParse(answer).data?.id;
    if (id === undefined || !asked.has(id) || seen.has(id)) return undefined;
    seen.add(id);
    const { data } = judgement.safeParse(answer);
    if (data) {
      const factors = data.factors.map((code) => ({ code }));
      answers.set(id, { ...data, factors, by: 'engine' });
    }
  }
  return answers;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
