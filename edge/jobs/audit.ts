/**
 * The audit of the books, once an hour, and the audit trail, which each sweep brings up to the books.
 *
 * A violation is an alert, and so is a check that did not finish. Each check is a statement of its own, which ends after the two
 * seconds that its caller waits, so large books are audited by `npm run audit` from elsewhere. Of the trail an hour compares the
 * newest pieces and a part of the old ones, another part each hour.
 */
import type { Violation } from '../../db/ledger/maintenance.ts';
import type { Parts } from '../parts.ts';
import { alert, log } from '../telemetry/log.ts';

/** More violations than this say nothing new. */
const most = 100;

/** Some ten thousand rows, in some seconds. */
const piecesAnHour = 25;

const hour = 3_600_000;

type AuditParts = Pick<Parts, 'proof' | 'clock' | 'auditTrail'>;

export async function auditBooks(parts: AuditParts): Promise<void> {
  const found: Violation[] = [];
  let unfinished = 0;
  const failed = (check: string, error: unknown) => {
    unfinished += 1;
    log('audit_unfinished', { check });
    alert('audit_failed', error);
  };
  const ofTrail = await trailChecks(parts).catch((error) => {
    failed('audit trail', error);
    return [];
  });
  for (const { name, find } of [...parts.proof.checks(parts.clock.now()), ...ofTrail]) {
    try {
      found.push(...(await find()));
    } catch (error) {
      failed(name, error);
    }
  }
  for (const { invariant, subject } of found.slice(0, most)) {
    alert('audit_violation', new Error(`${invariant}: ${subject}`));
  }
  log('audited', { violations: found.length, ...(unfinished > 0 && { unfinished }) });
}

async function trailChecks({ proof, clock, auditTrail }: AuditParts) {
  const { state } = await auditTrail().pieces(0, 0);
  const turn = Math.floor(clock.now() / hour) * piecesAnHour;
  const old = turn % Math.max(1, state.pieces);
  const newest = Math.max(0, state.pieces - piecesAnHour);
  const pages = [...new Set([old - (old % piecesAnHour), newest])];
  return Promise.all(
    pages.map(async (after) => proof.checkOfTrail(await auditTrail().pieces(after, piecesAnHour))),
  );
}

/** Brings the audit trail up to the books. */
export async function extendTrail({ auditTrail }: Pick<Parts, 'auditTrail'>): Promise<void> {
  const pieces = await auditTrail().extend();
  if (pieces > 0) log('audit_trail', { pieces });
}
