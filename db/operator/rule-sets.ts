/** The fraud rules that an operator has set. */
import type { WrittenRuleSet } from '../../core/fraud/rule-set.ts';
import type { Sql } from '../driver/sql.ts';

export interface StoredRuleSet {
  readonly version: number;
  /** As it was written: whoever uses it reads it first (core/fraud/rule-set.ts). */
  readonly rules: unknown;
  readonly madeBy: string;
  readonly madeAt: Date;
}

export function ruleSets(sql: Sql) {
  return {
    /** The one that stands; undefined where an operator has set none. */
    async latest(): Promise<StoredRuleSet | undefined> {
      const [row] = await sql<{
        version: number;
        rules: unknown;
        made_by: string;
        made_at: Date;
      }>('select * from tuma.read_rule_set()', []);
      if (!row) return undefined;
      const { version, rules, made_by: madeBy, made_at: madeAt } = row;
      return { version, rules, madeBy, madeAt };
    },

    /** From now on these stand, under the version that is returned; the one that they name is not looked at. */
    async add(rules: WrittenRuleSet, by: string, now: number): Promise<number> {
      const [row] = await sql<{ version: number }>('select tuma.add_rule_set($1, $2, $3) version', [
        ...[JSON.stringify(rules), by, new Date(now).toISOString()],
      ]);
      if (!row) throw new Error('add_rule_set returned nothing');
      return row.version;
    },
  };
}
