/** The bindings that the runtime gives to the Worker: objects, queues and limits. Settings are read by settings.ts. */
import type {
  AuditTrailRpc,
  HandsetRpc,
  PartitionRpc,
  SessionOwnersRpc,
  SubscriberRpc,
} from './objects/rpc.ts';
import type {
  AirtimeDue,
  AirtimeReported,
  NoticeDue,
  PaymentConfirmation,
} from './queues/messages.ts';

export interface Env {
  readonly SUBSCRIBER: DurableObjectNamespace<SubscriberRpc>;
  readonly PARTITION: DurableObjectNamespace<PartitionRpc>;
  readonly SESSION_OWNERS: DurableObjectNamespace<SessionOwnersRpc>;
  readonly AUDIT_TRAIL: DurableObjectNamespace<AuditTrailRpc>;
  readonly HANDSET: DurableObjectNamespace<HandsetRpc>;
  readonly CONFIRMATIONS: Queue<PaymentConfirmation | NoticeDue>;
  readonly AIRTIME: Queue<AirtimeDue | AirtimeReported>;
  /** Counts the turns of each carrier, by its name. */
  readonly CARRIER_LIMIT?: RateLimit;
}
