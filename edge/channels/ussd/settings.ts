/** What the operator sets for each carrier: who they are, where they call from, how much their screens hold. */
import { z } from 'zod';
import { readRange } from '../../http/ip-ranges.ts';
import { type CarrierName, carrierNames } from './carriers/index.ts';

/** Septets of a screen, with what the protocol puts around it. A USSD message of 160 octets holds 182 to 184. */
const budget = z.int().min(80).max(184);

const range = z
  .string()
  .transform(readRange)
  .pipe(
    z.custom<NonNullable<ReturnType<typeof readRange>>>(Boolean, 'not an address or a CIDR range'),
  );

const carrier = z.strictObject({
  /** In the callback's path. */
  token: z.string().min(1),
  /** Where the protocol has them. */
  userid: z.string().min(1).optional(),
  password: z.string().min(1).optional(),
  /** The code that leads here, where it is not the market's, as "*384*123#". */
  service: z
    .string()
    .regex(/^\*[\d*]+#$/)
    .optional(),
  /** Of networks that are not named in `budgets`. */
  budget: budget.default(160),
  /** By the network, as the carrier names it. */
  budgets: z.record(z.string(), budget).default({}),
  /** Without them, calls may come from anywhere. */
  sources: z.array(range).min(1).optional(),
});

export type CarrierSettings = z.infer<typeof carrier>;

/** JSON, by the carriers' names; who is not in it is not there. */
export const carrierSettings = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue({ code: 'custom', message: 'not JSON' });
      return z.NEVER;
    }
  })
  .pipe(z.partialRecord(z.enum(carrierNames as [CarrierName, ...CarrierName[]]), carrier));

/** Septets that a screen's text may have. */
export function textBudget(
  { budget, budgets }: CarrierSettings,
  network: string | undefined,
  envelope: number,
): number {
  const own =
    network !== undefined && Object.hasOwn(budgets, network) ? budgets[network] : undefined;
  return (own ?? budget) - envelope;
}
