/** Tests lie where what they test lies, and their names tell what they cost. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const tests = globSync('test/**/*.test.ts', { cwd: root });
const folders = globSync('test/{core,ussd,db,edge}/**/', { cwd: root });

/** The modules that start something, by what they start. */
const stands = {
  db: /^(test\/support\/books\/postgres|db\/local\/(postgres|neon))\.ts$/,
  system: /^(test\/support\/system\/(town|processes)|edge\/local\/(system|worker))\.ts$/,
  workers: /^cloudflare:/,
};

test.each(folders)('%s is a folder of the sources too', (folder) => {
  const source = folder.replace(/^test\//, '');
  expect(globSync(source, { cwd: root })).toEqual([source]);
});

describe('the name tells the cost of', () => {
  test.each(tests)('%s', (file) => {
    const used = usedBy(file);
    const uses = (stand: RegExp) => [...used].filter((module) => stand.test(module));
    const [, kind = 'pure'] = /\.(db|system|workers)\.test\.ts$/.exec(file) ?? [];
    if (kind !== 'workers') expect(uses(stands.workers)).toEqual([]);
    if (kind === 'pure' || kind === 'db') expect(uses(stands.system)).toEqual([]);
    if (kind === 'pure') expect(uses(stands.db)).toEqual([]);
    if (kind === 'db') expect(uses(stands.db)).not.toEqual([]);
    if (kind === 'system') {
      expect([...uses(stands.system), ...uses(/^node:child_process$/)]).not.toEqual([]);
    }
  });
});

test('an import is seen on one line or on many, and a type’s is none', () => {
  // With other quotes, so that these are no imports of this file.
  const lines = [
    ...['import type { A } from `./a.ts`;', 'import { type B, b } from `./b.ts`;'],
    ...['import {', '  c,', '} from `c`;', 'import `./d.ts`;', 'export { e } from `../e.ts`;'],
    ...['export const f = "import g from `g`"', 'const h = await import(`./h.ts`);'],
  ];
  const text = lines.join('\n').replaceAll('`', "'");
  expect(importsIn(text)).toEqual(['./b.ts', 'c', './d.ts', '../e.ts', './h.ts']);
});

/** The modules that a test imports, and those that its support imports. */
function usedBy(file: string, used = new Set<string>()): Set<string> {
  for (const name of importsIn(readFileSync(join(root, file), 'utf8'))) {
    const module = name.startsWith('.') ? normalize(join(dirname(file), name)) : name;
    if (used.has(module)) continue;
    used.add(module);
    if (/^test\/.*\.ts$/.test(module) && existsSync(join(root, module))) usedBy(module, used);
  }
  return used;
}

function importsIn(text: string): string[] {
  const named =
    /^(?:import (?!type )|export (?=[{*]))(?:[^;']* from )?'([^']+)'|import\('([^']+)'\)/gm;
  return [...text.matchAll(named)].map(([, one, late]) => one ?? late ?? '');
}
