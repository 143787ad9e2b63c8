/** Delivering airtime: what a gateway does, and what a vendor's file exports. */
import type { Money } from '../../../core/money.ts';
import type { Msisdn } from '../../../core/msisdn.ts';
import type { Unreadable } from '../../http/fields.ts';
import type { Vendor } from '../vendor.ts';

export interface AirtimeOrder {
  readonly to: Msisdn;
  readonly amount: Money;
  /** The same for every try, so that what was delivered once is not delivered again. */
  readonly key: string;
}

/**
 * Accepted under a request id, or refused: this try delivered nothing. `final` when no other try with its key did or
 * will either. `delivered` where no report will follow, because it is done.
 */
export type AirtimeAnswer =
  | { readonly requestId: string; readonly delivered?: true }
  | { readonly refused: string; readonly final: boolean };

export interface AirtimeGateway {
  /** Throws when it is not known whether it was taken. */
  send(order: AirtimeOrder): Promise<AirtimeAnswer>;
}

/** A gateway's report on a request that it took. */
export interface AirtimeReport {
  readonly requestId: string;
  readonly delivered: boolean;
}

export interface AirtimeVendor extends Vendor<AirtimeGateway> {
  readonly callbacks?: {
    /** Reads the fields of a report, or says what is wrong with them. */
    status(fields: unknown): AirtimeReport | Unreadable;
  };
}
