/**
 * The AuditTrail object keeps the audit trail (db/proof/trail.ts) outside the database. There is one, and whoever sweeps tells it to
 * come up with the books. It only ever adds: nothing here changes or takes away a piece.
 */
import { DurableObject } from 'cloudflare:workers';
import type { TrailPage } from '../../db/proof/proof.ts';
import type { TrailPiece, TrailState, TrailStore } from '../../db/proof/trail.ts';
import type { Env } from '../env.ts';
import type { Parts } from '../parts.ts';
import { buildParts } from '../system.ts';
import type { AuditTrailRpc } from './rpc.ts';

/** A sweep extends the trail by so many pieces at most: some ten thousand payments, in some seconds. */
const piecesAtOnce = 100;

export class AuditTrail extends DurableObject<Env> implements AuditTrailRpc {
  readonly #parts: Parts;
  readonly #store: TrailStore;
  /** Extensions come one after the other. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#parts = buildParts(env);
    const { storage } = ctx;
    this.#store = {
      state: () => storage.kv.get<TrailState>('state') ?? this.#parts.proof.emptyTrail,
      save: (state, piece) =>
        storage.transactionSync(() => {
          if (piece) storage.kv.put(keyOf(piece.n), piece);
          storage.kv.put('state', state);
        }),
    };
  }

  /** Extends the trail by what is new. Safe to call at any time, by several at once. */
  extend(): Promise<number> {
    const { proof, clock } = this.#parts;
    const extending = this.#last.then(() =>
      proof.extendTrail(this.#store, clock.now(), piecesAtOnce),
    );
    this.#last = extending.catch(() => {});
    return extending;
  }

  /** How far the trail is, and at most `limit` pieces behind piece number `after`. */
  pieces(after: number, limit: number): TrailPage {
    const { kv } = this.ctx.storage;
    const state = this.#store.state();
    const wanted = Array.from({ length: limit }, (_, i) => after + 1 + i);
    const read = (n: number) => (n < 1 ? undefined : kv.get<TrailPiece>(keyOf(n)));
    return {
      state,
      before: read(after)?.hash ?? '',
      pieces: wanted.filter((n) => n <= state.pieces).flatMap((n) => read(n) ?? []),
    };
  }
}

function keyOf(n: number): string {
  return `piece ${n}`;
}
