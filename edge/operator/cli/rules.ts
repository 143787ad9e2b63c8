/** Commands that show the fraud rules in force, and set new ones. */
import { readFile, stat } from 'node:fs/promises';
import { defaultRuleSet } from '../../../core/fraud/default-rule-set.ts';
import { type RuleSet, readRuleSet, writeRuleSet } from '../../../core/fraud/rule-set.ts';
import { setRules } from '../actions/rules.ts';
import { type Command, UsageError } from './command.ts';
import { formatTime } from './table.ts';

export const ruleCommands: readonly Command[] = [
  {
    usage: 'rules',
    summary: 'the fraud rules that stand, as JSON that rules set takes',
    async run(desk) {
      const latest = await desk.ruleSets.latest();
      const author = latest && `made by ${latest.madeBy} at ${formatTime(latest.madeAt, desk)}`;
      // The version goes to standard error, so that standard output can be kept as a file of rules.
      console.error(
        `version ${latest?.version ?? defaultRuleSet.version}, ${author ?? 'which the code brings'}`,
      );
      return [JSON.stringify(latest?.rules ?? writeRuleSet(defaultRuleSet), null, 2)];
    },
  },
  {
    usage: 'rules set FILE --by NAME',
    summary:
      'the rules of a file stand from now on, under the next version; everybody uses them within ten seconds. The rules that stand make no version',
    async run(desk, { positionals, options }) {
      const rules = await readRules(positionals[0] ?? '');
      const { version, isNew } = await setRules(desk, rules, options.by ?? '');
      return [`version ${version} stands${isNew ? '' : ' already: the file has the same rules'}`];
    },
  },
];

/** The most bytes of a file of rules; the table takes no more. */
const maxFile = 20_000;

/** Reads a rule set from a file. The version in the file does not count: the database gives the next one. */
async function readRules(file: string): Promise<RuleSet> {
  const { size } = await stat(file).catch(() => ({ size: 0 }));
  if (size > maxFile) throw new UsageError(`${file} is no rule set: it has ${size} bytes`);
  const text = await readFile(file, 'utf8').catch(() => {
    throw new UsageError(`${file} cannot be read`);
  });
  const rules = parseJsonObject(text, file);
  const read = readRuleSet({ ...rules, version: defaultRuleSet.version });
  if ('problems' in read)
    throw new UsageError(`${file} is no rule set:\n  ${read.problems.join('\n  ')}`);
  return read.ruleSet;
}

function parseJsonObject(text: string, file: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // Text that is no JSON gets the same message as JSON that is no object.
  }
  throw new UsageError(`${file} is no JSON object`);
}
