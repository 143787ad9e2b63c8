/** Rule sets: the fraud rules that an operator has set, a version each. */
import type { WrittenRuleSet } from '../../core/fraud/rule-set.ts';
import { call, callForValue } from '../driver/call.ts';
import { timestamp } from '../driver/columns.ts';
import type { Sql } from '../driver/sql.ts';

export interface StoredRuleSet {
  readonly version: number;
  /** The stored JSON, unparsed: its user parses it (core/fraud/rule-set.ts). */
  readonly rules: unknown;
  readonly madeBy: string;
  readonly madeAt: Date;
}

export function ruleSets(sql: Sql) {
  return {
    /** Reads the latest version; undefined where an operator has set none. */
    async latest(): Promise<StoredRuleSet | undefined> {
      const [row] = await call<{
        version: number;
        rules: unknown;
        made_by: string;
        made_at: Date;
      }>(sql, 'read_rule_set');
      if (!row) return undefined;
      const { version, rules, made_by: madeBy, made_at: madeAt } = row;
      return { version, rules, madeBy, madeAt };
    },

    /**
     * Adds a version, which is used from now on, and returns its number; the rules of the latest version add none. The
     * version that the rules name is not looked at.
     */
    async add(rules: WrittenRuleSet, by: string, now: number): Promise<number> {
      const version = await callForValue<number>(sql, 'add_rule_set', {
        p_rules: JSON.stringify(rules),
        p_by: by,
        p_now: timestamp(now),
      });
      if (version === null) throw new Error('add_rule_set returned nothing');
      return version;
    },
  };
}
