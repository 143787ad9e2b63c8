/** An audit trail in memory, for the books of a test. */

import type { Sql } from '../../../db/driver/sql.ts';
import type { TrailPage } from '../../../db/proof/proof.ts';
import {
  emptyTrail,
  extendTrail,
  type TrailPiece,
  type TrailState,
} from '../../../db/proof/trail.ts';
import { until } from '../clock/until.ts';

export class Trail {
  state: TrailState = emptyTrail;
  readonly all: TrailPiece[] = [];
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  save(state: TrailState, piece?: TrailPiece): void {
    this.state = state;
    if (piece) this.all.push(piece);
  }

  extend(now: number, limit = 1_000): Promise<number> {
    const store = {
      state: () => this.state,
      save: (state: TrailState, piece?: TrailPiece) => this.save(state, piece),
    };
    return extendTrail(this.#sql, store, now, limit);
  }

  /** Extends it until it has all that is posted by now, receipts too. Other tests' transactions may hold it back. */
  async covers(now: number, payments: number): Promise<void> {
    await until(async () => {
      await this.extend(now);
      return this.state.payment >= payments;
    });
    await this.extend(now + 3_600_000);
  }

  /** As whoever keeps it hands it out. */
  page(after: number, limit = 25): TrailPage {
    return {
      state: this.state,
      before: this.all[after - 1]?.hash ?? '',
      pieces: this.all.slice(after, after + limit),
    };
  }
}
