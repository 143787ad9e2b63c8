/**
 * The parts that the Worker is made of, as types. Only system.ts builds them. A function names the few that it needs, as
 * `Pick<Parts, 'receipts' | 'clock'>`, so that a reader sees what it can reach and a test builds no more. Only objects,
 * routes and worker.ts hold all of them.
 */
import type { Clock } from '../core/clock.ts';
import type { Market } from '../core/markets/market.ts';
import type { Msisdn } from '../core/msisdn.ts';
import type { pipeline } from '../core/pipeline/pipeline.ts';
import type { customers } from '../db/customers/customers.ts';
import type { pinCodes } from '../db/customers/pin-codes.ts';
import type { simChecks } from '../db/customers/sim-checks.ts';
import type { statements } from '../db/customers/statements.ts';
import type { airtime } from '../db/delivery/airtime.ts';
import type { receipts } from '../db/delivery/receipts.ts';
import type { ledger } from '../db/ledger/ledger.ts';
import type { maintenance } from '../db/ledger/maintenance.ts';
import type { disputes } from '../db/operator/disputes.ts';
import type { reversals } from '../db/operator/reversals.ts';
import type { proof } from '../db/proof/proof.ts';
import type { PinMac, Pseudonyms } from './crypto.ts';
import type { AirtimeGateway } from './gateways/airtime/port.ts';
import type { SimSwapGateway } from './gateways/sim-swap/port.ts';
import type { SmsSender } from './gateways/sms/port.ts';
import type { AuditTrailRpc, PartitionRpc, SessionOwnersRpc } from './objects/rpc.ts';
import type { Publisher } from './queues/publisher.ts';
import type { Settings } from './settings.ts';
import type { Metrics } from './telemetry/metrics.ts';

export interface Parts {
  readonly settings: Settings;
  readonly market: Market;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly pseudonyms: Pseudonyms;
  readonly pinMac: PinMac;
  readonly customers: ReturnType<typeof customers>;
  readonly pinCodes: ReturnType<typeof pinCodes>;
  readonly receipts: ReturnType<typeof receipts>;
  readonly statements: ReturnType<typeof statements>;
  readonly disputes: ReturnType<typeof disputes>;
  readonly reversals: ReturnType<typeof reversals>;
  readonly maintenance: ReturnType<typeof maintenance>;
  readonly proof: ReturnType<typeof proof>;
  /** The object that keeps the audit trail. */
  auditTrail(): DurableObjectStub<AuditTrailRpc>;
  readonly airtime: ReturnType<typeof airtime>;
  readonly simChecks: ReturnType<typeof simChecks>;
  readonly sms: SmsSender;
  readonly airtimeGateway: AirtimeGateway;
  /** Undefined where networks are not asked about SIMs. */
  readonly simSwapGateway: SimSwapGateway | undefined;
  readonly publisher: Publisher;
  /** The number of the partition that works for a payer. */
  partitionOf(msisdn: Msisdn): number;
  /** That partition's object, placed near the database. */
  partition(number: number): DurableObjectStub<PartitionRpc>;
  /** The object that remembers the owner of a carrier's session, by the session's token. */
  owners(carrier: string, session: string): DurableObjectStub<SessionOwnersRpc>;
  /** The ledger and the payment pipeline, for the partition of this number. */
  payments(partition: number): Payments;
}

export interface Payments {
  readonly ledger: ReturnType<typeof ledger>;
  readonly pay: ReturnType<typeof pipeline>;
}
