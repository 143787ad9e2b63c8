/** Limits the turns that one number may send in a minute. Repeated turns are answered before they get here and do not count. */
import type { ReportSecurityEvent } from '../../../telemetry/security-events.ts';
import { slidingWindowLimit } from './sliding-window.ts';

export interface TurnRate {
  /** Counts a turn at `now` (milliseconds since 1970), unless there are too many. */
  allows(now: number, report: ReportSecurityEvent): boolean;
}

/** Belongs to one Subscriber object. Reports `burst` at most once a minute: a thousand reports would say no more. */
export function turnRate(maxPerMinute: number): TurnRate {
  const turns = slidingWindowLimit(maxPerMinute);
  const reports = slidingWindowLimit(1);
  return {
    allows(now, report) {
      if (turns.allows(now)) return true;
      if (reports.allows(now)) report('burst');
      return false;
    },
  };
}
