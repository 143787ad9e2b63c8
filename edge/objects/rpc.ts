/** The calls that the objects take, as types. Routes and gateways use these types and never import an object. */
import type { Msisdn } from '../../core/msisdn.ts';
import type { Outcome } from '../../core/payments/outcome.ts';
import type { PaymentRequest } from '../../core/payments/request.ts';
import type { TrailPage } from '../../db/proof/proof.ts';
import type { IncomingTurn } from '../../ussd/engine/transcript.ts';
import type { Screen } from '../../ussd/screen/gsm7.ts';

/** One USSD request, in the same form for every carrier. */
export type SubscriberTurn = IncomingTurn & {
  readonly carrier: string;
  readonly sessionId: string;
  readonly msisdn: Msisdn;
  /** The septets that one screen's text may have. */
  readonly budget: number;
  /** A keyed token of the phone or SIM, where the carrier names it. */
  readonly device?: string;
};

/** The name of a session: ids are unique per carrier only. */
export type CarrierSession = Pick<SubscriberTurn, 'carrier' | 'sessionId'>;

/** One object for each phone number, near the phone. */
export interface SubscriberRpc extends Rpc.DurableObjectBranded {
  /** Answers one turn with a screen. Turns of one session wait for each other. */
  turn(turn: SubscriberTurn): Promise<Screen>;
  /** Ends a session that the carrier says is over. */
  hangUp(session: CarrierSession): Promise<void>;
  /** Tells whether a session is going on. */
  isActive(session: CarrierSession): boolean;
}

/** One object for each group of payers, near the database. */
export interface PartitionRpc extends Rpc.DurableObjectBranded {
  /** Takes a payment to its end. The same id again gives the same outcome. */
  pay(request: PaymentRequest): Promise<Outcome>;
  /** Voids a payment whose outcome its subscriber could not learn, unless it has ended. */
  resolve(request: PaymentRequest): Promise<void>;
}

export interface SessionOwnersRpc extends Rpc.DurableObjectBranded {
  /** Tells whether the session belongs to this subscriber (both are tokens). `anew`: the carrier says that it begins. */
  claim(session: string, subscriber: string, anew: boolean): boolean;
  /** The subscriber whose session it is, as far as it is remembered. */
  ownerOf(session: string): string | undefined;
}

export interface DeliveredSms {
  readonly id: string;
  readonly to: string;
  readonly text: string;
  /** ISO 8601, UTC. */
  readonly sentAt: string;
}

export interface HandsetRpc extends Rpc.DurableObjectBranded {
  receive(sms: DeliveredSms): void;
  /** Newest message first. */
  inbox(): DeliveredSms[];
}

export interface AuditTrailRpc extends Rpc.DurableObjectBranded {
  /** Extends the trail by what is new in the books. Returns the number of pieces that it took. */
  extend(): Promise<number>;
  pieces(after: number, limit: number): TrailPage;
}
