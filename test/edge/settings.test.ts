/**
 * The table of settings in edge/README.md is made of the schema and its doc comments, so that it cannot say otherwise. To
 * write it anew: UPDATE=1 npx vitest run --project node test/edge/settings
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { settings } from '../../edge/settings.ts';

const edge = join(import.meta.dirname, '../../edge');
const page = join(edge, 'README.md');

const begin = '<!-- Written by `UPDATE=1 npx vitest run --project node test/edge/settings`. -->';
const end = '<!-- End of the settings. -->';

test('the README has a row for each setting, and each setting says what it is for', () => {
  const [before, , after] = readFileSync(page, 'utf8').split(new RegExp(`(?:${begin}|${end})`));
  if (after === undefined) throw new Error('the README has no place for the settings');
  const wanted = `${before}${begin}\n\n${table()}\n\n${end}${after}`;
  if (process.env.UPDATE) writeFileSync(page, wanted);
  expect(readFileSync(page, 'utf8')).toBe(wanted);
});

/** What JSON Schema says of one setting, as far as ours say it. */
interface Accepted {
  readonly enum?: readonly string[];
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly default?: unknown;
}

function table(): string {
  const { properties = {}, required = [] } = z.toJSONSchema(settings, {
    io: 'input',
    unrepresentable: 'any',
  });
  const comments = docComments();
  const rows = Object.entries(properties).map(([name, property]) => {
    const comment = comments.get(name);
    if (!comment) throw new Error(`${name} has no doc comment in the schema`);
    const accepted = property as Accepted;
    const without = required.includes(name) ? 'required' : String(accepted.default ?? '–');
    return [`\`${name}\``, valuesOf(accepted), without, comment];
  });
  return [['setting', 'values', 'default', 'what it does'], Array(4).fill('---'), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

function valuesOf(accepted: Accepted): string {
  const { format, minimum, maximum, minLength } = accepted;
  if (accepted.enum) return accepted.enum.map((value) => `\`${value}\``).join(' ');
  if (minimum !== undefined && maximum !== undefined) return `${minimum} to ${maximum}`;
  if (format === 'uri') return 'URL';
  return minLength === undefined ? 'text' : `at least ${minLength} characters`;
}

/** The doc comment of each setting, by its name; a gateway's settings are in the gateway's own file. */
function docComments(): Map<string, string> {
  const names = readdirSync(edge, { recursive: true, encoding: 'utf8' });
  const sources = names.filter((name) => name.endsWith('.ts'));
  const commented = /\/\*\*((?:(?!\*\/).)*)\*\/\s*([A-Z][A-Z\d_]+):/gs;
  const found = sources.flatMap((name) => [
    ...readFileSync(join(edge, name), 'utf8').matchAll(commented),
  ]);
  return new Map(
    found.map(([, comment = '', name = '']) => [name, comment.replace(/\s*\n\s*\*/g, '').trim()]),
  );
}
