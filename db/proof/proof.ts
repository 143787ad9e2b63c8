/**
 * The audit of the books, as the code makes it: what the database finds by its own views, whether it is the database that the code
 * says, and whether its reference data are the code's. The last two ask by the code's own queries, because whoever tampers with
 * the books may replace the audit as well.
 */
import { call } from '../driver/call.ts';
import { timestamp } from '../driver/columns.ts';
import { DatabaseError, type Sql } from '../driver/sql.ts';
import { type AuditReport, auditReport, type TrailExtent } from '../ledger/audit-report.ts';
import type { Violation } from '../ledger/maintenance.ts';
import { auditChecks, catalogueInvariant, catalogueViolations } from './catalogue.ts';
import { referenceInvariant, referenceViolations } from './reference.ts';
import {
  emptyTrail,
  extendTrail,
  type TrailPiece,
  type TrailState,
  type TrailStore,
} from './trail.ts';
import { openViolations, pieceViolations, trailInvariant } from './trail-violations.ts';

/** A check that is made by itself, so that one that takes too long or fails keeps no other from its end. */
export interface BooksCheck {
  readonly name: string;
  find(): Promise<Violation[]>;
}

/** A part of the audit trail, as whoever keeps it hands it out. */
export interface TrailPage {
  readonly state: TrailState;
  /** The hash of the piece in front of the first one. */
  readonly before: string;
  readonly pieces: readonly TrailPiece[];
}

/** The audit as the Worker makes it, in pieces of which each is one statement or a few. `market` is whose books these are. */
export function proof(sql: Sql, market: string) {
  return {
    emptyTrail,

    /** All that is checked at once, as of `now`. */
    checks: (now: number): BooksCheck[] => [
      ...codeChecks(sql, market),
      ...auditChecks.map((check) => ({
        name: check,
        find: () => call<Violation>(sql, 'audit', { p_now: timestamp(now), p_check: check }),
      })),
    ],

    /** Brings the trail up to the books, by at most `limit` pieces. Gives their number. */
    extendTrail: (store: TrailStore, now: number, limit: number) =>
      extendTrail(sql, store, now, limit),

    /** A check of these pieces of the trail, and of what was open when it came by. */
    checkOfTrail: (page: TrailPage): BooksCheck => ({
      name: trailInvariant,
      find: () => trailViolations(sql, page),
    }),
  };
}

async function trailViolations(
  sql: Sql,
  { state, before, pieces }: TrailPage,
): Promise<Violation[]> {
  const found = await openViolations(sql, state);
  let hash = before;
  for (const piece of pieces) {
    found.push(...(await pieceViolations(sql, piece, hash)));
    hash = piece.hash;
  }
  return found;
}

/** The whole trail, page by page; undefined where nobody who keeps it answers. */
export type ReadTrail = (after: number) => Promise<TrailPage>;

/**
 * The audit as a person files it. Where the database's own part of it cannot be made, that is a violation too. `trail` reads the
 * audit trail from where it is kept.
 */
export async function booksReport(
  sql: Sql,
  { market, trail }: { market?: string | undefined; trail?: ReadTrail | undefined } = {},
): Promise<AuditReport> {
  const report = await auditReport(sql).catch(unmade);
  const found: { invariant: string; violations: Violation[] }[] = [];
  for (const { name, find } of codeChecks(sql, market)) {
    found.push({ invariant: name, violations: await find() });
  }
  const covered = trail && (await wholeTrail(sql, trail));
  if (covered) found.push({ invariant: trailInvariant, violations: covered.violations });
  const made = found.map(({ invariant, violations }) => ({
    invariant,
    violations: violations.length,
  }));
  return {
    ...report,
    checks: [...report.checks, ...made],
    violations: [...report.violations, ...found.flatMap(({ violations }) => violations)],
    ...(covered && { trail: covered.extent }),
  };
}

async function wholeTrail(
  sql: Sql,
  read: ReadTrail,
): Promise<{ violations: Violation[]; extent: TrailExtent }> {
  const violations: Violation[] = [];
  for (let after = 0; ; ) {
    const page = await read(after);
    const { state, pieces } = page;
    const { pieces: all, payment, act } = state;
    const isLast = pieces.length === 0 || after + pieces.length >= all;
    const open = isLast ? state.open : [];
    violations.push(...(await trailViolations(sql, { ...page, state: { ...state, open } })));
    after += pieces.length;
    if (isLast) return { violations, extent: { pieces: after, payment, act } };
  }
}

function codeChecks(sql: Sql, market?: string): BooksCheck[] {
  return [
    { name: catalogueInvariant, find: () => catalogueViolations(sql) },
    { name: referenceInvariant, find: () => referenceViolations(sql, market) },
  ];
}

/** The database refuses to audit itself: its functions are not those of the code. */
function unmade(error: unknown): AuditReport {
  if (!(error instanceof DatabaseError) || error.sqlstate === undefined) throw error;
  const violation = {
    invariant: 'the database audits itself',
    ...{ subject: 'function tuma.audit_report', detail: error.message },
  };
  const checks = [{ invariant: violation.invariant, violations: 1 }];
  return { at: new Date().toISOString(), checks, books: [], violations: [violation] };
}
