/** The shape of an effect's handler: the effect, the turn that requests it, and the parts that the handler names. */
import type { AccountId, WalletOwner } from '../../../../core/account.ts';
import { fullName } from '../../../../core/identity/name.ts';
import type { Msisdn } from '../../../../core/msisdn.ts';
import type { EffectName, EffectNamed, Result } from '../../../../ussd/effects.ts';
import type { Journal } from '../../../../ussd/engine/journal.ts';
import type { Parts } from '../../../parts.ts';
import type { ReportSecurityEvent } from '../../../telemetry/security-events.ts';
import type { CountNames } from '../abuse/name-counts.ts';
import type { NameLookups } from '../abuse/name-lookups.ts';
import type { Session } from '../sessions.ts';

/** The turn that requests effects. */
export interface EffectTurn {
  readonly carrier: string;
  readonly msisdn: Msisdn;
  readonly session: Session;
  readonly names: NameLookups;
  readonly report: ReportSecurityEvent;
  readonly countNames: CountNames;
}

/** One effect's place in its turn. */
export interface EffectContext extends EffectTurn {
  /** The effect's number in the session: the same each time its turn is tried again. */
  readonly index: number;
  /** The journal up to this effect. */
  readonly journal: Journal;
  /** The customer's account. Throws where the flow has not found the customer yet. */
  readonly account: () => AccountId;
  /** The customer's account and number, which the books tell of it to; throws as `account` does. */
  readonly owner: () => WalletOwner;
}

/** The parts that the handlers use together. Each handler names its own few. */
export type HandlerParts = Pick<
  Parts,
  | 'settings'
  | 'market'
  | 'clock'
  | 'pseudonyms'
  | 'pinMac'
  | 'customers'
  | 'pinCodes'
  | 'statements'
  | 'disputes'
  | 'maintenance'
  | 'publisher'
>;

/** The Subscriber object makes payments itself, because it stores them before it begins them. */
export type HandledEffect = Exclude<EffectName, 'pay'>;

/** May be called again with the same index, and must then do the same act, not another. */
export type EffectHandler<Name extends HandledEffect> = (
  effect: EffectNamed<Name>,
  context: EffectContext,
  parts: HandlerParts,
) => Promise<Result<Name>>;

export function nameOf({
  givenName: given,
  familyName: family,
}: {
  readonly givenName: string;
  readonly familyName: string;
}): string {
  return fullName({ given, family });
}
