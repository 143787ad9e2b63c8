/**
 * The fraud rules of the moment: what an operator has set, known within ten seconds and without a deploy. Nobody waits for
 * them but the first: all others are judged by what is known, while what is new is asked for behind them.
 */
import type { Clock } from '../../core/clock.ts';
import { defaultRuleSet } from '../../core/fraud/default-rule-set.ts';
import { type RuleSet, readRuleSet } from '../../core/fraud/rule-set.ts';
import type { StoredRuleSet } from '../../db/operator/rule-sets.ts';
import { alert, log } from '../telemetry/log.ts';

/** How old what is known may be before it is asked for again (milliseconds). */
export const ruleSetsAge = 10_000;

export interface CurrentRuleSet {
  /** What is known now: the default before anything is, and the last known while the database is away. */
  current(): RuleSet;
  /** Resolves when it was asked for once, with whatever result. Never rejects. */
  asked(): Promise<void>;
}

export function currentRuleSet(
  latest: () => Promise<StoredRuleSet | undefined>,
  clock: Clock,
): CurrentRuleSet {
  let known = defaultRuleSet;
  let askedAt = Number.NEGATIVE_INFINITY;
  let first: Promise<void> | undefined;

  async function ask(): Promise<void> {
    try {
      const stored = await latest();
      if (stored && stored.version !== known.version) take(stored);
    } catch (error) {
      alert('rule_set_unread', error);
    }
  }

  function take(stored: StoredRuleSet): void {
    const read = readRuleSet(stored.rules);
    if ('problems' in read) {
      alert(
        'rule_set_invalid',
        new Error(`version ${stored.version}: ${read.problems.join('; ')}`),
      );
      return;
    }
    known = read.ruleSet;
    log('rule_set', { version: known.version });
  }

  function refresh(): void {
    const now = clock.now();
    if (now - askedAt < ruleSetsAge) return;
    askedAt = now;
    const asking = ask();
    first ??= asking;
  }

  return {
    current() {
      refresh();
      return known;
    },
    asked() {
      refresh();
      return first ?? Promise.resolve();
    },
  };
}
