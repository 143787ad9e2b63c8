/** The settings of each carrier: its token and credentials, the numbers that it speaks for, and the size of its screens. */
import { z } from 'zod';
import { caller } from '../../http/callback-token.ts';
import { jsonSetting } from '../../http/fields.ts';
import { servedNumbers } from '../../http/served-numbers.ts';
import type { Codec } from './carriers/codec.ts';
import { type CarrierName, carrierNames, carriers } from './carriers/index.ts';

/** The septets of a screen, with what the protocol puts around it. A USSD message of 160 octets holds 182 to 184. */
const budget = z.int().min(80).max(184);

const carrier = caller.extend({
  /** Checked where the protocol has them. */
  userid: z.string().min(1).optional(),
  password: z.string().min(1).optional(),
  /** The service code, as "*384*123#", where it is not the market's. */
  service: z
    .string()
    .regex(/^\*\d+(\*\d+)*#$/, 'is not a service code, as *334# or *334*7#')
    .optional(),
  /** For networks that `budgets` does not name. */
  budget: budget.default(160),
  /** By network, as the carrier names it. */
  budgets: z.record(z.string(), budget).default({}),
  /** The numbers that the carrier may speak for. Absent: those that its codec names. */
  serves: servedNumbers.optional(),
  /**
   * What the carrier says of a number proves who has it: a private line to the number's own network. Then money that waits for
   * a number is paid out without a code.
   */
  provesNumbers: z.literal(true).optional(),
});

export type CarrierSettings = z.infer<typeof carrier>;

/**
 * JSON by the carriers' names. A carrier that is not in it gets 404. A setting that would have no effect, because the carrier's
 * protocol lacks what it is about, is refused.
 */
export const carrierSettings = jsonSetting(
  z
    .partialRecord(z.enum(carrierNames as [CarrierName, ...CarrierName[]]), carrier)
    .superRefine((all, context) => {
      for (const name of carrierNames) {
        for (const [setting, why] of withoutEffect(all[name], carriers[name])) {
          const message = `has no effect, because ${name} ${why}`;
          context.addIssue({ code: 'custom', path: [name, setting], message });
        }
      }
    }),
);

function withoutEffect(
  settings: Partial<CarrierSettings> = {},
  { credentials, isNetwork, unsaid = [] }: Codec,
): [setting: string, why: string][] {
  const found: [string, string, boolean][] = [
    ['userid', 'sends no user id', settings.userid !== undefined && !credentials],
    ['password', 'sends no password', settings.password !== undefined && !credentials],
    ['service', 'never says what was dialled', !!settings.service && unsaid.includes('code')],
    [
      ...(['budgets', 'does not name the network'] as const),
      Object.keys(settings.budgets ?? {}).length > 0 && unsaid.includes('network'),
    ],
    ['provesNumbers', 'is no network', settings.provesNumbers === true && !isNetwork],
  ];
  return found.flatMap(([setting, why, isIdle]) => (isIdle ? [[setting, why]] : []));
}

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
