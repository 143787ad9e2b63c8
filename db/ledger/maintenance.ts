/** What operators and timers ask of the database. */
import type { Sql } from '../driver/sql.ts';

export interface Violation {
  readonly invariant: string;
  readonly subject: string;
  readonly detail: string;
}

/** What came of a look at the agenda. */
export interface TimersRun {
  /** How many commits were looked at. */
  readonly commits: number;
  /** How many payments were ended. */
  readonly expired: number;
  /** Payments to ring for. */
  readonly unnotified: readonly string[];
}

export function maintenance(sql: Sql) {
  return {
    /** Whether a payment could be taken now. Throws when the database does not answer. */
    async ready(): Promise<boolean> {
      const [row] = await sql<{ ready: boolean }>('select tuma.ready() ready', []);
      return row?.ready ?? false;
    },

    /**
     * Sees to what up to `limit` commits left, oldest first: ends payments whose time is over, and finds those of whose
     * end nobody has begun to tell. `day` is the market's ISO date.
     */
    async runDueTimers(limit: number, day: string, now: number): Promise<TimersRun> {
      const [row] = await sql<TimersRun>('select * from tuma.run_due_timers($1, $2, $3)', [
        limit,
        day,
        new Date(now).toISOString(),
      ]);
      return row ?? { commits: 0, expired: 0, unnotified: [] };
    },

    /**
     * Ends money that waited for a number and is due, at most `limit`: claimed or returned. Gives the payments that did.
     * `day` is the market's ISO date.
     */
    async resolveUnclaimed(limit: number, day: string, now: number): Promise<string[]> {
      const rows = await sql<{ payment_id: string }>(
        'select * from tuma.resolve_unclaimed($1, $2, $3)',
        [limit, day, new Date(now).toISOString()],
      );
      return rows.map((row) => row.payment_id);
    },

    /** One more security event. `day` is the market's ISO date. */
    async countSecurityEvent(day: string, what: string, carrier: string): Promise<void> {
      await sql('select tuma.count_security_event($1, $2, $3)', [day, what, carrier]);
    },

    /** Every broken invariant of the books; none when all is well. */
    audit(now: number): Promise<Violation[]> {
      return sql<Violation>('select * from tuma.audit($1)', [new Date(now).toISOString()]);
    },
  };
}
