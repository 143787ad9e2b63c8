/** Asking networks when a SIM was changed: what a gateway does, and what a vendor's file exports. */
import type { Msisdn } from '../../../core/msisdn.ts';
import type { Unreadable } from '../../http/fields.ts';
import type { Vendor } from '../vendor.ts';

export interface SimSwapVerdict {
  /** The network's name for the question. */
  readonly requestId: string;
  /** When the SIM was last changed (milliseconds since 1970, UTC); undefined where it never was. */
  readonly changedAt?: number;
}

export interface SimSwapAnswer {
  /** The network's name for the question, which its verdict repeats. */
  readonly requestId: string;
  /** Where the network answers at once; otherwise the verdict is brought to our callback. */
  readonly verdict?: SimSwapVerdict;
}

export interface SimSwapGateway {
  /** Asks when this number's SIM was changed last. Throws where the question was not taken, or nobody knows whether it was. */
  ask(msisdn: Msisdn): Promise<SimSwapAnswer>;
}

export interface SimSwapVendor extends Vendor<SimSwapGateway> {
  readonly callbacks?: {
    /** Reads the fields of a verdict, or says what is wrong with them. */
    verdict(fields: unknown, now: number): SimSwapVerdict | Unreadable;
  };
}
