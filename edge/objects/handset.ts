/** The Handset object: the inbox of a simulated phone. It exists in development and demonstrations only. */
import { DurableObject } from 'cloudflare:workers';
import { vault } from '../crypto.ts';
import type { Env } from '../env.ts';
import { buildParts } from '../system.ts';
import type { DeliveredSms, HandsetRpc } from './rpc.ts';
import { SealedStorage } from './sealed-storage.ts';

/** An inbox holds this many messages; older ones go. */
const maxMessages = 100;

/** One handset per number. Newest message first; one that comes again is there already. */
export class Handset extends DurableObject<Env> implements HandsetRpc {
  readonly #storage: SealedStorage;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    const { STORAGE_KEYS } = buildParts(env).settings;
    this.#storage = new SealedStorage(ctx.storage.kv, vault(STORAGE_KEYS, ctx.id.toString()));
  }

  receive(sms: DeliveredSms): void {
    const inbox = this.inbox();
    if (inbox.some(({ id }) => id === sms.id)) return;
    this.#storage.put('inbox', [sms, ...inbox].slice(0, maxMessages));
  }

  inbox(): DeliveredSms[] {
    return this.#storage.get<DeliveredSms[]>('inbox') ?? [];
  }
}
