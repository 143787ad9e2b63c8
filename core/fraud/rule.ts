/** The shape of a fraud rule. Each rule is a file in core/fraud/rules/: its parameters, their default, and its check. */
import type { z } from 'zod';
import type { LocalTime } from '../markets/local-time.ts';
import type { PaymentRequest } from '../payments/request.ts';
import type { Profile } from './profile.ts';

/** The inputs of every rule. `time` is the market's, when the payment was asked for. */
export interface RuleInputs {
  readonly request: PaymentRequest;
  readonly profile: Profile;
  readonly time: Pick<LocalTime, 'hour'>;
}

/** The reason why a rule applies, in figures and without personal data; with a weight where it is not the rule's own. */
export type Finding = { readonly why: string; readonly weight?: number } | undefined;

export interface FraudRule<Schema extends z.ZodType> {
  /** The figures that an operator may set. `weight` is what the rule adds to the score, from 0 to 1. */
  readonly parameters: Schema;
  /** The figures that hold where an operator has set none, in the form in which they are written. */
  readonly byDefault: z.input<Schema>;
  readonly check: (inputs: RuleInputs, parameters: z.output<Schema>) => Finding;
}

/** Types a rule by its schema. */
export function fraudRule<Schema extends z.ZodType>(rule: FraudRule<Schema>): FraudRule<Schema> {
  return rule;
}
