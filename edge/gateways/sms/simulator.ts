/** The simulated phone network: keeps what was sent to each number. Development and demonstration only. */
import { DurableObject } from 'cloudflare:workers';
import type { Keys } from '../../crypto.ts';
import type { Env } from '../../env.ts';
import type { SmsGateway } from './port.ts';

export interface DeliveredSms {
  readonly id: string;
  readonly to: string;
  readonly text: string;
  /** ISO 8601, UTC. */
  readonly sentAt: string;
}

/** An inbox holds this many messages; older ones go. */
const maxMessages = 100;

/** One handset per number. Newest message first; one that comes again is there already. */
export class Handset extends DurableObject<Env> {
  receive(sms: DeliveredSms): void {
    const inbox = this.inbox();
    if (inbox.some(({ id }) => id === sms.id)) return;
    this.ctx.storage.kv.put('inbox', [sms, ...inbox].slice(0, maxMessages));
  }

  inbox(): DeliveredSms[] {
    return this.ctx.storage.kv.get<DeliveredSms[]>('inbox') ?? [];
  }
}

export function simulatedSms(env: Env, keys: Keys): SmsGateway {
  return {
    async send({ to, text }) {
      const id = `SIM_${crypto.randomUUID()}`;
      const sentAt = new Date().toISOString();
      await env.HANDSET.getByName(keys.subscriber(to)).receive({ id, to, text, sentAt });
      return { messageId: id };
    },
  };
}
