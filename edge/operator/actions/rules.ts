/** An operator's action on the fraud rules. */
import { defaultRuleSet } from '../../../core/fraud/default-rule-set.ts';
import { type RuleSet, writeRuleSet } from '../../../core/fraud/rule-set.ts';
import type { Desk } from '../desk.ts';

/** Makes these rules the next version, and says which one stands. The rules that stand already make no version. */
export async function setRules(
  { ruleSets, now }: Desk,
  rules: RuleSet,
  by: string,
): Promise<{ readonly version: number; readonly isNew: boolean }> {
  const latest = await ruleSets.latest();
  const standing = latest?.version ?? defaultRuleSet.version;
  const written = writeRuleSet({ ...rules, version: defaultRuleSet.version });
  if (!latest && JSON.stringify(written) === JSON.stringify(writeRuleSet(defaultRuleSet))) {
    return { version: standing, isNew: false };
  }
  const version = await ruleSets.add(written, by, now);
  return { version, isNew: version !== standing };
}
