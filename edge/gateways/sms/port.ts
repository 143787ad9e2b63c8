/** Sending SMS: what a gateway does, what a vendor's file exports, and what the rest of the Worker sees of them. */
import type { Msisdn } from '../../../core/msisdn.ts';
import type { DeliveryEnd } from '../../../core/receipts/receipt.ts';
import type { Unreadable } from '../../http/fields.ts';
import type { ServedNumbers } from '../../http/served-numbers.ts';
import type { Vendor } from '../vendor.ts';

export interface Sms {
  readonly to: Msisdn;
  readonly text: string;
  /** Our name for the message, made before the call. The same again means the same message. */
  readonly messageId: string;
}

/**
 * Taken under the gateway's message id, or refused: then it is certain that the gateway has not taken it. `final`: it never
 * will. `elsewhere`: the refusal is not about the message or its number, so another gateway may take it.
 */
export type SmsAnswer =
  | { readonly messageId: string }
  | { readonly refused: string; readonly final: boolean; readonly elsewhere: boolean };

export interface SmsGateway {
  /** Throws when it is not known whether the message was taken. */
  send(sms: Sms): Promise<SmsAnswer>;
  /**
   * Asks what became of a message of ours; undefined: the gateway does not know it. Throws without an answer. Gateways that
   * have no such question leave it out, and then nobody but they send a message whose outcome is unknown.
   */
  lookup?(messageId: string): Promise<SmsAnswer | undefined>;
}

/** A gateway's report on a message that it took. `end` is undefined while the message may still be delivered. */
export interface DeliveryReport {
  readonly messageId: string;
  readonly end: DeliveryEnd | undefined;
  /** The gateway's own words, for the log. */
  readonly status: string;
  readonly why?: string;
}

/** A message that a subscriber sent. */
export interface IncomingSms {
  readonly id: string;
  /** As the gateway writes it. */
  readonly from: string;
  readonly text: string;
}

/** Reads a vendor's callbacks: each thing in one, or what is wrong with it. */
export interface SmsCallbacks {
  /** Content types of the bodies, and the most bytes that are read. */
  readonly content: readonly string[];
  readonly maxBytes: number;
  delivery(body: string): readonly (DeliveryReport | Unreadable)[];
  inbound?(body: string): readonly (IncomingSms | Unreadable)[];
  /** The numbers whose messages the vendor brings, where its settings do not say. */
  readonly serves: ServedNumbers;
}

export interface SmsVendor extends Vendor<SmsGateway> {
  readonly callbacks?: SmsCallbacks;
}

/** The outcome of a try. `closed`: the gateway's circuit is open, and it was not called. */
export type SmsResult =
  | { readonly state: 'taken'; readonly messageId: string }
  | {
      readonly state: 'refused';
      readonly why: string;
      readonly final: boolean;
      readonly elsewhere: boolean;
    }
  | { readonly state: 'unknown'; readonly error: unknown }
  | { readonly state: 'closed' };

/** `absent`: the gateway does not know the message. `unasked`: it cannot be asked. */
export type SmsLookup = Exclude<SmsResult, { state: 'closed' }> | { state: 'absent' | 'unasked' };

/** All chosen gateways together. Nothing here throws. */
export interface SmsSender {
  /** The gateways' names, the preferred one first. */
  readonly order: readonly [string, ...string[]];
  /** A gateway whose circuit is open is called only where `anyway` says that there is no other. */
  send(gateway: string, sms: Sms, anyway: boolean): Promise<SmsResult>;
  lookup(gateway: string, messageId: string): Promise<SmsLookup>;
}
