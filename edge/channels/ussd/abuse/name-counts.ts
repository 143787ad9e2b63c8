/**
 * Counts the names that a carrier's numbers look up and do not pay, where all numbers are known: in the database. More than honest
 * people look up slow the carrier down, and the next sessions through it are told no names for a time (watch_carrier.sql).
 */
import type { Parts } from '../../../parts.ts';
import { alert } from '../../../telemetry/log.ts';
import { securityEvent } from '../../../telemetry/security-events.ts';

/** Counts so many names more; fewer than none where they were paid after all. It waits for nothing and never throws. */
export type CountNames = (names: number) => void;

export function nameCounter(
  parts: Pick<Parts, 'customers' | 'maintenance' | 'market' | 'clock'>,
  background: Pick<ExecutionContext, 'waitUntil'>,
  carrier: string,
): CountNames {
  return (names) => background.waitUntil(count(names));

  async function count(names: number): Promise<void> {
    try {
      if (!(await parts.customers.countNames(carrier, names, parts.clock.now()))) return;
      securityEvent(parts, background, 'names_slowed', carrier);
      alert('names_slowed', new Error(`${carrier}: more names than honest people look up`));
    } catch (error) {
      alert('security_count_failed', error);
    }
  }
}
