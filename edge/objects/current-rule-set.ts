/**
 * The current fraud rule set, as an operator has set it: in force within ten seconds, without a deploy. Only the first
 * payment waits until it is read. All others use the rule set that is known, while a newer one is read behind them.
 */
import type { Clock } from '../../core/clock.ts';
import { defaultRuleSet } from '../../core/fraud/default-rule-set.ts';
import { type RuleSet, readRuleSet } from '../../core/fraud/rule-set.ts';
import type { StoredRuleSet } from '../../db/operator/rule-sets.ts';
import { alert, log } from '../telemetry/log.ts';

/** A rule set is read again when it is this old (milliseconds). */
export const ruleSetsAge = 10_000;

export interface CurrentRuleSet {
  /** The rule set known now: the default before one was read, and the last one while the database is away. */
  current(): RuleSet;
  /** Resolves when the rule set was read once, or could not be read. Never rejects. */
  asked(): Promise<void>;
}

export function currentRuleSet(
  latest: () => Promise<StoredRuleSet | undefined>,
  clock: Clock,
): CurrentRuleSet {
  let known = defaultRuleSet;
  let readAt = Number.NEGATIVE_INFINITY;
  let firstRead: Promise<void> | undefined;

  async function read(): Promise<void> {
    try {
      const stored = await latest();
      if (stored && stored.version !== known.version) use(stored);
    } catch (error) {
      alert('rule_set_unread', error);
    }
  }

  function use(stored: StoredRuleSet): void {
    const parsed = readRuleSet(stored.rules);
    if ('problems' in parsed) {
      alert(
        'rule_set_invalid',
        new Error(`version ${stored.version}: ${parsed.problems.join('; ')}`),
      );
      return;
    }
    known = parsed.ruleSet;
    log('rule_set', { version: known.version });
  }

  function refresh(): void {
    const now = clock.now();
    if (now - readAt < ruleSetsAge) return;
    readAt = now;
    const reading = read();
    firstRead ??= reading;
  }

  return {
    current() {
      refresh();
      return known;
    },
    asked() {
      refresh();
      return firstRead ?? Promise.resolve();
    },
  };
}
