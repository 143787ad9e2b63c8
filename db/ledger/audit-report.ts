/** The audit of the books as a person files it: the checks, what the books hold, and what is wrong. */
import type { Currency } from '../../core/money.ts';
import { callForValue } from '../driver/call.ts';
import type { Sql } from '../driver/sql.ts';
import type { Violation } from './maintenance.ts';

/** What the books hold in one currency: counts, and sums in minor units. */
export interface BooksOfCurrency {
  readonly currency: Currency;
  /** Without system accounts. */
  readonly accounts: number;
  readonly entries: number;
  readonly payments: number;
  readonly completed: number;
  /** Payments that have not ended. */
  readonly open: number;
  /** Of completed payments. */
  readonly amount: string;
  readonly fees: string;
  readonly held: string;
  /** What customers, businesses and the operator have; together they are the sum, which is zero. */
  readonly customers: string;
  readonly businesses: string;
  readonly operator: string;
  readonly sum: string;
}

export interface AuditReport {
  /** ISO 8601. */
  readonly at: string;
  readonly checks: readonly { readonly invariant: string; readonly violations: number }[];
  readonly books: readonly BooksOfCurrency[];
  readonly violations: readonly Violation[];
  /** Undefined where the audit trail could not be read. */
  readonly trail?: TrailExtent;
}

/** How far the audit trail was compared: what has a higher number is not covered yet. */
export interface TrailExtent {
  readonly pieces: number;
  readonly payment: number;
  readonly act: number;
}

/** Audits the books as they are now, by the database's clock. */
export async function auditReport(sql: Sql): Promise<AuditReport> {
  const report = await callForValue<AuditReport>(sql, 'audit_report');
  if (!report) throw new Error('audit_report returned nothing');
  return report;
}
