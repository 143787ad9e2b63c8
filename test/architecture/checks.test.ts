/** The architecture's checks find an offence, and nothing where there is none: each is fed files that are made up. */
import { describe, expect, test } from 'vitest';
import { blank } from './blank.ts';
import {
  findings,
  forbiddenImports,
  fullFolders,
  idleRules,
  importCycles,
  importsBesideIndex,
  longFunctions,
  reachable,
  repeatedTypes,
} from './checks.ts';
import { functionsOf } from './functions.ts';
import { fits, type ImportRule, importRules } from './import-rules.ts';
import { sourceOf } from './source.ts';

/** Sources of these texts, by their paths. */
const sourcesOf = (files: Readonly<Record<string, string>>) =>
  Object.entries(files).map(([path, text]) => sourceOf(path, text));

describe('the imports of a file', () => {
  test('are found however they are written', () => {
    const { imports } = sourceOf(
      'edge/jobs/sweep.ts',
      [
        "import { a } from './a.ts';",
        "import type { B } from '../b.ts';",
        "import { type C, type D } from 'zod';",
        'import {',
        '  e,',
        '  type F,',
        "} from 'fs';",
        "export { g } from './g.ts';",
        "export * from './h.ts';",
        "import './i.ts';",
        "const j = await import('./j.ts');",
        "// import { k } from './k.ts';",
        "const l = `import { l } from 'l';`;",
        "const from = 'm';",
        'import n, { o } from "./n.ts";',
      ].join('\n'),
    );
    expect(
      imports.map(({ name, isType, line }) => `${line} ${isType ? 'type ' : ''}${name}`),
    ).toEqual([
      '1 edge/jobs/a.ts',
      '2 type edge/b.ts',
      '3 type zod',
      '4 node:fs',
      '8 edge/jobs/g.ts',
      '9 edge/jobs/h.ts',
      '10 edge/jobs/i.ts',
      '11 edge/jobs/j.ts',
      '15 edge/jobs/n.ts',
    ]);
  });

  test.each<[string, string, string]>([
    ['core/money.ts', './payments/types.ts', 'core/payments/types.ts'],
    ['core/fraud/rules.ts', '../revenue/check.ts', 'core/revenue/check.ts'],
    ['core/concurrency/correlate.ts', '../money.ts', 'core/money.ts'],
    ['ussd/engine/engine.ts', '../flows/main.ts', 'ussd/flows/main.ts'],
    ['ussd/flows/main.ts', '../engine/engine.ts', 'ussd/engine/engine.ts'],
    ['ussd/flow.ts', '../edge/clock.ts', 'edge/clock.ts'],
    ['db/customers/customers.ts', '../ledger/ledger.ts', 'db/ledger/ledger.ts'],
    ['edge/gateways/sms/africastalking.ts', '../../settings.ts', 'edge/settings.ts'],
    ['edge/channels/sms/route.ts', '../ussd/route.ts', 'edge/channels/ussd/route.ts'],
    ['edge/channels/ussd/route.ts', '../../objects/subscriber.ts', 'edge/objects/subscriber.ts'],
    ['edge/queues/airtime.ts', '../../db/delivery/airtime.ts', 'db/delivery/airtime.ts'],
    [
      'edge/jobs/sweep.ts',
      '../gateways/sms/africastalking.ts',
      'edge/gateways/sms/africastalking.ts',
    ],
    ['edge/jobs/sweep.ts', '../system.ts', 'edge/system.ts'],
    ['core/money.ts', 'pg', 'pg'],
  ])('%s may not have %s', (path, written, name) => {
    const source = sourceOf(path, `/** A file. */\nimport { x } from '${written}';`);
    const [offence, ...more] = forbiddenImports([source], importRules);
    expect(offence).toContain(`${path}:2 imports ${name} `);
    expect(more).toEqual([]);
  });

  test('may be of a type where a value is forbidden', () => {
    const source = sourceOf(
      'edge/jobs/sweep.ts',
      "import type { A } from '../../db/ledger/ledger.ts';",
    );
    expect(forbiddenImports([source], importRules)).toEqual([]);
  });

  test('are under the first rule that fits, and every file has one', () => {
    const rules: ImportRule[] = [
      { files: 'a/b/**', may: [] },
      { files: 'a/**', may: ['a/**'] },
      { files: 'c/**', may: [] },
    ];
    const sources = sourcesOf({
      'a/b/x.ts': "import '../y.ts';",
      'a/y.ts': "import './b/x.ts';",
      'd/z.ts': '',
    });
    expect(forbiddenImports(sources, rules)).toEqual([
      'a/b/x.ts:1 imports a/y.ts (rule a/b/**)',
      expect.stringContaining('d/z.ts:1 is in no part'),
    ]);
    expect(idleRules(sources, rules)).toEqual(['c/** is a rule for no file']);
  });

  test('make a cycle, by their types too', () => {
    const cycle = sourcesOf({
      'a.ts': "import { b } from './b.ts';",
      'b.ts': "\nimport type { C } from './c.ts';",
      'c.ts': "export * from './b.ts';",
      'd.ts': "import './a.ts';",
    });
    expect(importCycles(cycle)).toEqual(['c.ts:1 closes a cycle: b.ts → c.ts → b.ts']);
    expect(importCycles(cycle.slice(0, 2))).toEqual([]);
  });

  test('reach over any number of files', () => {
    const sources = sourcesOf({
      'edge/worker.ts': "import './app.ts';",
      'edge/app.ts': "import type { M } from '../db/migrate.ts';",
    });
    expect(reachable(sources, 'edge/worker.ts', ['db/*'])).toEqual([
      'edge/app.ts:1 imports db/migrate.ts, and edge/worker.ts reaches it',
    ]);
    expect(reachable(sources, 'edge/worker.ts', ['db/local/**'])).toEqual([]);
  });

  test('of a registry are of its index and of what its entries share', () => {
    const sources = sourcesOf({
      'sms/index.ts': "import { a } from './a.ts';",
      'sms/a.ts': "import { b } from './b.ts';",
      'x.ts': "import { sms } from './sms/index.ts';\nimport type { P } from './sms/port.ts';",
      'y.ts': "import { a } from './sms/a.ts';",
    });
    expect(importsBesideIndex(sources, { 'sms/': ['port.ts'] })).toEqual([
      'y.ts:1 imports sms/a.ts beside sms/index.ts',
    ]);
    expect(importsBesideIndex(sources, {})).toHaveLength(2);
  });
});

describe('what is no code', () => {
  test('is blanked, each character in its place', () => {
    const source = `a('b') /* c */ + \`d\${e}f\` // g\n + /[h/]'/.test(i) / 2; // '`;
    const code = blank(source, 'comments and strings');
    expect(code.replace(/\s+/g, ' ').trim()).toBe(`a( ) + \${e} + .test(i) / 2;`);
    expect(code).toHaveLength(source.length);
    expect(code.indexOf('\n')).toBe(source.indexOf('\n'));
    expect(blank("a('b') // c", 'comments').trim()).toBe("a('b')");
  });

  test('does not hide what is banned behind it', () => {
    const source = sourceOf(
      'core/x.ts',
      `const a = 'Date.now()';\nconst b = \`\${Date.now()}\`; // Date.now()`,
    );
    expect(findings([source], /Date\.now/, 'is not pure')).toEqual([
      'core/x.ts:2 is not pure: Date.now',
    ]);
  });
});

describe('the length of a function', () => {
  const body = (lines: number) => '\n'.repeat(lines - 1);

  test.each<[string, string, string]>([
    [
      'a function',
      `export async function name<T>(a: { b: T }): Promise<{ c: T }> {${body(9)}}`,
      'name',
    ],
    ['one whose type has a comma', `function name(): Map<string, { a: 1 }> {${body(9)}}`, 'name'],
    [
      'one that returns an object',
      `function name(a = {}): { b: 1 } | undefined {${body(9)}}`,
      'name',
    ],
    ['one that returns a function', `function name(): () => { a: 1 } {${body(9)}}`, 'name'],
    ['a method', `class A { async name(a = f({})) {${body(9)}} }`, 'name'],
    [
      'an arrow with a body',
      `const name = async (a: string): Promise<void> => {${body(9)}};`,
      'name',
    ],
    ['an arrow with an expression', `const name = (a: string) => ({${body(9)}});`, 'name'],
  ])('is counted from its head to its last bracket: %s', (_, text, name) => {
    const lengths = functionsOf(sourceOf('a.ts', `${text}\n`)).map(({ lines }) => lines);
    expect(Math.max(...lengths)).toBe(9);
    expect(longFunctions([sourceOf('a.ts', text)], 8)[0]).toContain(`a.ts:1 `);
    expect(
      functionsOf(sourceOf('a.ts', text))
        .map((found) => found.name)
        .join(),
    ).toContain(name);
    expect(longFunctions([sourceOf('a.ts', text)], 9)).toEqual([]);
  });

  test.each([
    `if (a) {${body(9)}}`,
    `for (const a of f()) {${body(9)}}`,
    `const a = { b: f(1) };${body(9)}`,
    `const a = b ? f(1) : { c:${body(9)} 1 };`,
    `// function a() {${body(9)}`,
    `const a = 'function a() {';${body(9)}`,
  ])('is not of %j', (text) => {
    expect(longFunctions([sourceOf('a.ts', text)], 2)).toEqual([]);
  });
});

test('a type that two files export is found, and one that is only imported is not', () => {
  const sources = sourcesOf({
    'a.ts': 'export interface A {}\nexport type B = 1;',
    'b.ts': "import type { B } from './a.ts';\nexport class A {}\ntype C = 1;",
    'c.ts': 'type C = 2;',
  });
  expect(repeatedTypes(sources)).toEqual(['a.ts:1, b.ts:2 export A']);
});

test('a folder of too many files is found', () => {
  expect(fullFolders(['a/1.ts', 'a/2.ts', 'a/b/3.ts'], 1)).toEqual(['a has 2 files']);
});

test.each<[string, string, boolean]>([
  ['core/money.ts', 'core/*', true],
  ['core/a/b.ts', 'core/*', false],
  ['core/a/b.ts', 'core/**', true],
  ['edge/operator/cli/main.ts', 'edge/operator/cli/{desk,main}.ts', true],
  ['edge/operator/cli/mains.ts', 'edge/operator/cli/{desk,main}.ts', false],
  ['edge/parts_ts', 'edge/parts.ts', false],
])('%s fits %s: %s', (path, pattern, expected) => {
  expect(fits(path, pattern)).toBe(expected);
});
