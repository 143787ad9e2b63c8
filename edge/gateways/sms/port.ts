/** What sends an SMS. */
import type { Msisdn } from '../../../core/msisdn.ts';

export interface Sms {
  readonly to: Msisdn;
  readonly text: string;
}

/** Accepted under a message id, or refused; `final` when trying again would not help. */
export type SmsAnswer =
  | { readonly messageId: string }
  | { readonly refused: string; readonly final: boolean };

export interface SmsGateway {
  /** Throws when it is not known whether the message was taken. */
  send(sms: Sms): Promise<SmsAnswer>;
}
