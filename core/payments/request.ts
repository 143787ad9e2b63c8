/** A request to move money, as every channel makes it. */
import type { AccountId } from '../account.ts';
import type { Money } from '../money.ts';
import type { PaymentType } from './types.ts';

export const channels = [
  'ussd',
  'app',
  'system', // it follows from something else: nobody asked for it, and nobody is told
  'desk', // a person at the operator
] as const;

export type Channel = (typeof channels)[number];

/** A request to move money. `id` is made before anything is tried, and used again when the outcome is unknown. */
export interface PaymentRequest {
  /** UUIDv7. */
  readonly id: string;
  readonly type: PaymentType;
  readonly channel: Channel;
  readonly payer: AccountId;
  readonly payee: AccountId;
  readonly amount: Money;
  /** The whole fee, as it was quoted. It stands, whatever the tariff says by now. The descriptor says which side pays it. */
  readonly fee: Money;
  /** The part of the fee that is duty. */
  readonly excise?: Money;
  /** The fee stands until then (milliseconds since 1970, UTC); absent where nobody was shown a quote. */
  readonly quotedUntil?: number;
  /** A bill's account number, or the number that airtime or waiting money is for: the descriptor's `reference` says which. */
  readonly accountReference?: string;
  /** The keyed token of the device that asked for it, where the channel identifies devices. */
  readonly device?: string;
  /** Milliseconds since 1970, UTC. */
  readonly requestedAt: number;
}
