/**
 * Chooses who judges payments: the rules, or an operator's own engine where FRAUD_ENGINE_URL is set. Both are core's `FraudCheck`.
 * The rules are no simulator: they are the choice of most operators, and of the backup.
 */
import { z } from 'zod';
import { fraudByRules } from '../../../core/fraud/check.ts';
import type { Market } from '../../../core/markets/market.ts';
import type { FraudCheck } from '../../../core/pipeline/ports.ts';
import { type EngineParts, fraudEngine } from './engine.ts';

export const fraudSettings = z
  .object({
    /** The operator's own fraud engine. It replaces the fraud rules. */
    FRAUD_ENGINE_URL: z.url({ protocol: /^https?$/ }).optional(),
    /** The bearer token that is sent to the fraud engine. */
    FRAUD_ENGINE_KEY: z
      .string()
      .regex(/^[\w.~+/=-]+$/, 'a bearer token is of letters, digits and -._~+/=')
      .optional(),
    /** Milliseconds that a payment waits for the fraud engine before the backup rules decide. All checks have five seconds. */
    FRAUD_ENGINE_DEADLINE_MS: z.coerce.number().int().min(50).max(4_000).default(800),
  })
  .transform(
    ({ FRAUD_ENGINE_URL: url, FRAUD_ENGINE_KEY: key, FRAUD_ENGINE_DEADLINE_MS: deadline }) =>
      (parts: EngineParts, market: Market): FraudCheck =>
        url === undefined
          ? fraudByRules(parts.ruleSet, market)
          : fraudEngine({ url, key, deadline }, parts),
  );
