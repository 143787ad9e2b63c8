/** The Handset object: the inbox of a simulated phone. It exists in development and demonstrations only. */
import { DurableObject } from 'cloudflare:workers';
import type { Env } from '../env.ts';
import type { DeliveredSms, HandsetRpc } from './rpc.ts';

/** An inbox holds this many messages; older ones go. */
const maxMessages = 100;

/** One handset per number. Newest message first; one that comes again is there already. */
export class Handset extends DurableObject<Env> implements HandsetRpc {
  receive(sms: DeliveredSms): void {
    const inbox = this.inbox();
    if (inbox.some(({ id }) => id === sms.id)) return;
    this.ctx.storage.kv.put('inbox', [sms, ...inbox].slice(0, maxMessages));
  }

  inbox(): DeliveredSms[] {
    return this.ctx.storage.kv.get<DeliveredSms[]>('inbox') ?? [];
  }
}
