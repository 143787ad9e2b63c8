/** The settings of each carrier: its token and credentials, its source addresses, and the size of its screens. */
import { z } from 'zod';
import { jsonSetting } from '../../http/fields.ts';
import { ipRange } from '../../http/ip-ranges.ts';
import { type CarrierName, carrierNames } from './carriers/index.ts';

/** The septets of a screen, with what the protocol puts around it. A USSD message of 160 octets holds 182 to 184. */
const budget = z.int().min(80).max(184);

const carrier = z.strictObject({
  /** The secret part of the callback's path. */
  token: z.string().min(1),
  /** Checked where the protocol has them. */
  userid: z.string().min(1).optional(),
  password: z.string().min(1).optional(),
  /** The service code, as "*384*123#", where it is not the market's. */
  service: z
    .string()
    .regex(/^\*[\d*]+#$/)
    .optional(),
  /** For networks that `budgets` does not name. */
  budget: budget.default(160),
  /** By network, as the carrier names it. */
  budgets: z.record(z.string(), budget).default({}),
  /** Addresses that may call. Absent: calls may come from anywhere. */
  sources: z.array(ipRange).min(1).optional(),
});

export type CarrierSettings = z.infer<typeof carrier>;

/** JSON by the carriers' names. A carrier that is not in it gets 404. */
export const carrierSettings = jsonSetting(
  z.partialRecord(z.enum(carrierNames as [CarrierName, ...CarrierName[]]), carrier),
);

/** The septets that a screen's text may have. `envelope` is what the protocol takes for itself. */
export function textBudget(
  { budget, budgets }: CarrierSettings,
  network: string | undefined,
  envelope: number,
): number {
  const own =
    network !== undefined && Object.hasOwn(budgets, network) ? budgets[network] : undefined;
  return (own ?? budget) - envelope;
}
