/** A command of the desk, and how a typed line is parsed into a command with its arguments. */
import { parseArgs } from 'node:util';
import type { Desk } from '../desk.ts';

export interface Command {
  /** Its synopsis: "approve REF --by NAME [--note TEXT]". Everything outside brackets is required. */
  readonly usage: string;
  /** One sentence for --help. */
  readonly summary: string;
  /** Returns the lines to print. Throws a UsageError or a DeskRefusal. */
  run(desk: Desk, args: Arguments): Promise<readonly string[]>;
}

/** The arguments that were typed behind a command's name. */
export interface Arguments {
  readonly positionals: readonly string[];
  readonly options: Readonly<Record<string, string>>;
}

/** The command is not written as its usage says; the message says what is wrong. */
export class UsageError extends Error {}

/** Finds the command that a line begins with, the longer name first ("rules set" before "rules"), and parses the rest. */
export function parseCommand(
  commands: readonly Command[],
  typed: readonly string[],
): { readonly command: Command; readonly args: Arguments } {
  const match = commands
    .map((command) => ({ command, name: nameOf(command) }))
    .filter(({ name }) => name.every((word, i) => word === typed[i]))
    .sort((a, b) => b.name.length - a.name.length)[0];
  if (!match) throw new UsageError(typed[0] ? `there is no command ${typed[0]}` : 'no command');
  const { command, name } = match;
  return { command, args: parseArguments(command, typed.slice(name.length)) };
}

/** The words of the usage in front of the first argument: of "rules set FILE --by NAME" they are "rules" and "set". */
function nameOf({ usage }: Command): string[] {
  const parts = usage.split(' ');
  const end = parts.findIndex((part) => !/^[a-z-]+$/.test(part) || part.startsWith('--'));
  return end === -1 ? parts : parts.slice(0, end);
}

/** The most characters of what is typed, and of who typed it: the tables take no more. */
const maxText = 500;
const maxName = 64;

function parseArguments({ usage }: Command, typed: readonly string[]): Arguments {
  const known = [...usage.matchAll(/--([a-z]+)/g)].map(([, name = '']) => name);
  const required = [...usage.replace(/\[[^\]]*\]/g, '').matchAll(/--([a-z]+)/g)];
  const withoutOptions = usage.replace(/--[a-z]+ \S+/g, '');
  const max = withoutOptions.match(/[A-Z|]{2,}/g)?.length ?? 0;
  const min = withoutOptions.replace(/\[[^\]]*\]/g, '').match(/[A-Z|]{2,}/g)?.length ?? 0;
  const { values, positionals } = parseWithNode(typed, known);

  for (const [name, text] of [
    ['what', positionals.join(' ')],
    ...Object.entries(values),
  ] as const) {
    if (text.length > (name === 'by' ? maxName : maxText)) {
      throw new UsageError(`${name} is too long: ${text.length} characters`);
    }
  }
  const missing = required.map(([, name = '']) => name).find((name) => !values[name]);
  if (missing !== undefined) throw new UsageError(`--${missing} is missing: ${usage}`);
  if (positionals.length < min || positionals.length > max) throw new UsageError(`write: ${usage}`);
  return { positionals, options: values };
}

function parseWithNode(typed: readonly string[], known: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: joinAmount(typed),
      allowPositionals: true,
      options: Object.fromEntries(known.map((name) => [name, { type: 'string' as const }])),
    });
    return { values: values as Record<string, string>, positionals };
  } catch (error) {
    throw new UsageError((error as Error).message.split('.')[0]);
  }
}

/** Writes "--amount -100.00" as "--amount=-100.00": parseArgs would take a value with a hyphen for an option. */
function joinAmount(typed: readonly string[]): string[] {
  return typed.flatMap((part, i) => {
    const next = typed[i + 1];
    if (part === '--amount' && next !== undefined) return [`${part}=${next}`];
    return typed[i - 1] === '--amount' ? [] : [part];
  });
}
