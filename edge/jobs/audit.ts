/**
 * Audits the books, once an hour. A violation is an alert, and so is a check that did not finish. Each check is a statement of its
 * own, which ends after the two seconds that its caller waits, so large books are audited by `npm run audit` from elsewhere.
 */
import type { Violation } from '../../db/ledger/maintenance.ts';
import type { Parts } from '../parts.ts';
import { alert, log } from '../telemetry/log.ts';

/** More of one kind of violation than this say nothing new. */
const most = 100;

export async function auditBooks({ books, clock }: Pick<Parts, 'books' | 'clock'>): Promise<void> {
  const found: Violation[] = [];
  let unfinished = 0;
  for (const { name, find } of books.checks(clock.now())) {
    try {
      found.push(...(await find()));
    } catch (error) {
      unfinished += 1;
      log('audit_unfinished', { check: name });
      alert('audit_failed', error);
    }
  }
  for (const { invariant, subject } of found.slice(0, most)) {
    alert('audit_violation', new Error(`${invariant}: ${subject}`));
  }
  log('audited', { violations: found.length, ...(unfinished > 0 && { unfinished }) });
}
