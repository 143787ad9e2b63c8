/**
 * The storage of an object whose values hold what people typed or were shown. On disk each value is encrypted for its object and
 * its name, so whoever reads the disk, or a page of it that is free again, learns nothing. In memory it is open: an object is the
 * only one that writes its storage, so what it wrote or read before is not read again.
 */
import type { Vault } from '../crypto.ts';
import { alert } from '../telemetry/log.ts';

type Kv = Pick<DurableObjectStorage['kv'], 'get' | 'put' | 'delete'>;

export class SealedStorage {
  readonly #kv: Kv;
  readonly #vault: Vault;
  readonly #known = new Map<string, unknown>();
  /** Items of lists that are stored as they are: only a changed one is encrypted. */
  readonly #sealed = new WeakMap<object, SealedItem>();

  constructor(kv: Kv, vault: Vault) {
    this.#kv = kv;
    this.#vault = vault;
  }

  get<T>(name: string): T | undefined {
    return this.#remembered<T | undefined>(name, () => {
      const sealed = this.#kv.get<Uint8Array>(name);
      return sealed && this.#open<T>(name, sealed);
    });
  }

  put(name: string, value: unknown): void {
    this.#known.set(name, value);
    this.#kv.put(name, this.#vault.seal(name, JSON.stringify(value, writeBigInt)));
  }

  delete(name: string): void {
    this.#known.delete(name);
    this.#kv.delete(name);
  }

  /** A list whose items are encrypted one by one, each under its id. An item that cannot be read is missing. */
  list<T extends object>(name: string): readonly T[] {
    return this.#remembered<readonly T[]>(name, () => {
      const items = this.#kv.get<readonly SealedItem[]>(name) ?? [];
      return items.flatMap((item) => {
        const value = this.#open<T>(`${name} ${item.id}`, item.sealed);
        if (value) this.#sealed.set(value, item);
        return value ?? [];
      });
    });
  }

  putList<T extends object>(name: string, items: readonly T[], idOf: (item: T) => string): void {
    this.#known.set(name, items);
    this.#kv.put(
      name,
      items.map((item) => this.#sealItem(name, idOf(item), item)),
    );
  }

  /** After all that is stored was deleted. */
  forget(): void {
    this.#known.clear();
  }

  #remembered<T>(name: string, read: () => T): T {
    if (!this.#known.has(name)) this.#known.set(name, read());
    return this.#known.get(name) as T;
  }

  #sealItem(name: string, id: string, item: object): SealedItem {
    const before = this.#sealed.get(item);
    if (before) return before;
    const text = JSON.stringify(item, writeBigInt);
    const sealed = { id, sealed: this.#vault.seal(`${name} ${id}`, text) };
    this.#sealed.set(item, sealed);
    return sealed;
  }

  /** What was stored under a key that is gone, or was changed, counts as not stored. */
  #open<T>(name: string, sealed: Uint8Array): T | undefined {
    try {
      return JSON.parse(this.#vault.open(name, sealed), readBigInt) as T;
    } catch (error) {
      alert('storage_unreadable', error);
      return undefined;
    }
  }
}

interface SealedItem {
  readonly id: string;
  readonly sealed: Uint8Array;
}

/** JSON has no whole numbers of any length, so an amount is written as {"bigint":"500000"}. */
function writeBigInt(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? { bigint: `${value}` } : value;
}

function readBigInt(_: string, value: unknown): unknown {
  const digits = (value as { readonly bigint?: unknown } | null)?.bigint;
  return typeof digits === 'string' ? BigInt(digits) : value;
}
