/** Commands that show the fraud rules in force, and set new ones. */
import { readFile } from 'node:fs/promises';
import { defaultRuleSet } from '../../../core/fraud/default-rule-set.ts';
import { readRuleSet, type WrittenRuleSet } from '../../../core/fraud/rule-set.ts';
import { type Currency, money, toDecimal } from '../../../core/money.ts';
import { type Command, UsageError } from './command.ts';
import { formatTime } from './table.ts';

export const ruleCommands: readonly Command[] = [
  {
    usage: 'rules',
    summary: 'the fraud rules that stand, as JSON that rules set takes',
    async run({ ruleSets }) {
      const latest = await ruleSets.latest();
      const author = latest && `made by ${latest.madeBy} at ${formatTime(latest.madeAt)}`;
      // The version goes to standard error, so that standard output can be kept as a file of rules.
      console.error(
        `version ${latest?.version ?? defaultRuleSet.version}, ${author ?? 'which the code brings'}`,
      );
      return [JSON.stringify(latest?.rules ?? defaultRuleSet, amountsAsDecimals, 2)];
    },
  },
  {
    usage: 'rules set FILE --by NAME',
    summary:
      'the rules of a file stand from now on, under the next version; everybody uses them within ten seconds',
    async run({ ruleSets, now }, { positionals, options }) {
      const rules = await readRules(positionals[0] ?? '');
      const version = await ruleSets.add(rules, options.by ?? '', now);
      return [`version ${version} stands`];
    },
  },
];

/** Reads a rule set from a file. The version in the file does not count: the database gives the next one. */
async function readRules(file: string): Promise<WrittenRuleSet> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new UsageError(`${file} cannot be read`);
  });
  const rules = parseJsonObject(text, file);
  const read = readRuleSet({ ...rules, version: defaultRuleSet.version });
  if ('problems' in read)
    throw new UsageError(`${file} is no rule set:\n  ${read.problems.join('\n  ')}`);
  return { ...rules, version: defaultRuleSet.version } as WrittenRuleSet;
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

/** Writes amounts by currency as decimal strings: a rule set holds them in minor units. */
function amountsAsDecimals(_: string, value: unknown): unknown {
  if (!(value instanceof Map)) return value;
  return Object.fromEntries(
    [...(value as Map<Currency, bigint>)].map(([currency, minor]) => [
      currency,
      toDecimal(money(minor, currency)),
    ]),
  );
}
