/** The work of timers and health checks: due payment timers, unclaimed money, readiness, security counts, the audit. */
import { call, callForValue } from '../driver/call.ts';
import { timestamp } from '../driver/columns.ts';
import type { Sql } from '../driver/sql.ts';

export interface Violation {
  readonly invariant: string;
  readonly subject: string;
  readonly detail: string;
}

/** The result of a run of due payment timers. */
export interface TimersRun {
  /** The number of timers that were due; each stands for the payments of one commit. */
  readonly commits: number;
  /** The number of payments that it ended. */
  readonly expired: number;
  /** Payments whose receipts nobody has begun to send. */
  readonly unnotified: readonly string[];
}

/** An item (a payment) that a function of the books could not end, and the error's code. Its neighbours ended. */
export interface Failure {
  readonly job: string;
  readonly item: string;
  readonly sqlstate: string;
}

export function maintenance(sql: Sql) {
  return {
    /**
     * True where a payment of this market could be taken now: not where the books are another market's. Throws when the
     * database does not answer.
     */
    async ready(market: string): Promise<boolean> {
      return (await callForValue<boolean>(sql, 'ready', { p_market: market })) ?? false;
    },

    /**
     * Runs up to `limit` due timers, oldest first: ends payments whose time is over, and finds those whose receipts nobody
     * has begun to send.
     */
    async runDueTimers(limit: number, now: number): Promise<TimersRun> {
      const [row] = await call<TimersRun>(sql, 'run_due_timers', {
        p_limit: limit,
        p_now: timestamp(now),
      });
      return row ?? { commits: 0, expired: 0, unnotified: [] };
    },

    /** Claims or returns money that waited for a number and is due, at most `limit` times. Gives the payments that did it. */
    async resolveUnclaimed(limit: number, now: number): Promise<string[]> {
      const rows = await call<{ payment_id: string }>(sql, 'resolve_unclaimed', {
        p_limit: limit,
        p_now: timestamp(now),
      });
      return rows.map((row) => row.payment_id);
    },

    /** Counts a security event on the market's day. */
    async countSecurityEvent(what: string, carrier: string, now: number): Promise<void> {
      await call(sql, 'count_security_event', {
        p_what: what,
        p_carrier: carrier,
        p_now: timestamp(now),
      });
    },

    /**
     * Forgets what has stayed for as long as it does (db/README.md), at most `limit` rows of each table. Gives how many of the table
     * of which it forgot most.
     */
    async forget(limit: number, now: number): Promise<number> {
      const args = { p_limit: limit, p_now: timestamp(now) };
      return (await callForValue<number>(sql, 'forget', args)) ?? 0;
    },

    /** Finds what failed since `after` while the books ended it together with others. */
    failures(after: number): Promise<Failure[]> {
      return call<Failure>(sql, 'read_failures', { p_after: timestamp(after) });
    },

    /** Ends sessions of the Worker's login that have lasted for longer than any statement of ours; gives how many. */
    async endLongSessions(): Promise<number> {
      return (await callForValue<number>(sql, 'end_long_sessions')) ?? 0;
    },

    /** Finds every violation of an invariant of the books; none when all is well. */
    audit(now: number): Promise<Violation[]> {
      return call<Violation>(sql, 'audit', { p_now: timestamp(now) });
    },
  };
}
