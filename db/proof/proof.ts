/**
 * The audit of the books, as the code makes it: what the database finds by its own views, whether it is the database that the code
 * says, and whether its reference data are the code's. The last two ask by the code's own queries, because whoever tampers with
 * the books may replace the audit as well.
 */
import { call } from '../driver/call.ts';
import { timestamp } from '../driver/columns.ts';
import { DatabaseError, type Sql } from '../driver/sql.ts';
import { type AuditReport, auditReport } from '../ledger/audit-report.ts';
import type { Violation } from '../ledger/maintenance.ts';
import { auditChecks, catalogueInvariant, catalogueViolations } from './catalogue.ts';
import { referenceInvariant, referenceViolations } from './reference.ts';

/** A check that is made by itself, so that one that takes too long or fails keeps no other from its end. */
export interface BooksCheck {
  readonly name: string;
  find(): Promise<Violation[]>;
}

/** All that the audit checks, in pieces of which each is one statement or a few. `market` is whose books these are. */
export function booksChecks(sql: Sql, market: string, now: number): BooksCheck[] {
  const seen = { p_now: timestamp(now) };
  return [
    ...codeChecks(sql, market),
    ...auditChecks.map((check) => ({
      name: check,
      find: () => call<Violation>(sql, 'audit', { ...seen, p_check: check }),
    })),
  ];
}

/** The audit as a person files it. Where the database's own part of it cannot be made, that is a violation too. */
export async function booksReport(sql: Sql, market?: string): Promise<AuditReport> {
  const report = await auditReport(sql).catch(unmade);
  const found: { invariant: string; violations: Violation[] }[] = [];
  for (const { name, find } of codeChecks(sql, market)) {
    found.push({ invariant: name, violations: await find() });
  }
  const made = found.map(({ invariant, violations }) => ({
    invariant,
    violations: violations.length,
  }));
  return {
    ...report,
    checks: [...report.checks, ...made],
    violations: [...report.violations, ...found.flatMap(({ violations }) => violations)],
  };
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
