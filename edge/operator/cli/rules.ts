/** The fraud rules that stand, and new ones. */
import { readFile } from 'node:fs/promises';
import { defaultRuleSet } from '../../../core/fraud/default-rule-set.ts';
import { readRuleSet, type WrittenRuleSet } from '../../../core/fraud/rule-set.ts';
import { type Currency, money, toDecimal } from '../../../core/money.ts';
import { type Command, UsageError } from './command.ts';
import { time } from './table.ts';

export const ruleCommands: readonly Command[] = [
  {
    usage: 'rules',
    does: 'the fraud rules that stand, as JSON that rules set takes',
    async run({ ruleSets }) {
      const latest = await ruleSets.latest();
      const whose = latest && `made by ${latest.madeBy} at ${time(latest.madeAt)}`;
      // What is about the set goes to where a file that it is written to does not have it.
      console.error(
        `version ${latest?.version ?? defaultRuleSet.version}, ${whose ?? 'which the code brings'}`,
      );
      return [JSON.stringify(latest?.rules ?? defaultRuleSet, written, 2)];
    },
  },
  {
    usage: 'rules set FILE --by NAME',
    does: 'the rules of a file stand from now on, under the next version; everybody uses them within ten seconds',
    async run({ ruleSets, now }, { words, options }) {
      const rules = await readRules(words[0] ?? '');
      const version = await ruleSets.add(rules, options.by ?? '', now);
      return [`version ${version} stands`];
    },
  },
];

/** What is in the file, if it can be a set; the version that it names is not looked at. */
async function readRules(file: string): Promise<WrittenRuleSet> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new UsageError(`${file} cannot be read`);
  });
  const rules = parsed(text, file);
  const read = readRuleSet({ ...rules, version: defaultRuleSet.version });
  if ('problems' in read)
    throw new UsageError(`${file} is no rule set:\n  ${read.problems.join('\n  ')}`);
  return { ...rules, version: defaultRuleSet.version } as WrittenRuleSet;
}

function parsed(text: string, file: string): object {
  try {
    const read: unknown = JSON.parse(text);
    if (typeof read === 'object' && read !== null && !Array.isArray(read)) return read;
  } catch {
    // Said below.
  }
  throw new UsageError(`${file} is no JSON object`);
}

/** Amounts by currency are read into minor units, and written as decimal strings. */
function written(_: string, value: unknown): unknown {
  if (!(value instanceof Map)) return value;
  return Object.fromEntries(
    [...(value as Map<Currency, bigint>)].map(([currency, minor]) => [
      currency,
      toDecimal(money(minor, currency)),
    ]),
  );
}
