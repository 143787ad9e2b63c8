/**
 * The walls of the four rooms: who may import whom, what is banned where, and how large a file, a function and a folder may
 * be. The rules of imports are data, in architecture/import-rules.ts.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
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
} from './architecture/checks.ts';
import { absentFromWorker, importRules, registries } from './architecture/import-rules.ts';
import { filesIn, readSources, root } from './architecture/source.ts';

const rooms = ['core', 'ussd', 'db', 'edge'];
const sources = readSources(rooms);
const files = filesIn(rooms);
const sqlFunctions = files.filter((path) => /^db\/functions\/.*\.sql$/.test(path));

const under = (...folders: string[]) =>
  sources.filter(({ path }) => folders.some((folder) => path.startsWith(folder)));

describe('imports point one way', () => {
  test('each part imports only what its rule names', () => {
    expect(forbiddenImports(sources, importRules)).toEqual([]);
    expect(idleRules(sources, importRules)).toEqual([]);
  });

  test('there is no cycle, types included', () => {
    expect(importCycles(sources)).toEqual([]);
  });

  test('the Worker reaches nothing that is for one machine or for migrations', () => {
    expect(reachable(sources, 'edge/worker.ts', absentFromWorker)).toEqual([]);
  });

  test('a registry is imported by its index.ts alone', () => {
    expect(importsBesideIndex(sources, registries)).toEqual([]);
    const paths = sources.map(({ path }) => path);
    const idle = Object.keys(registries).filter(
      (folder) => !paths.some((path) => path.startsWith(folder) && path.endsWith('/index.ts')),
    );
    expect(idle).toEqual([]);
  });

  test('who serves a request, a queue or a timer names the few parts that it needs', () => {
    const consumers = under('edge/channels/', 'edge/queues/', 'edge/jobs/', 'edge/operator/');
    const bare = /(?<!Pick<\s*)\bParts\b(?!\[)(?![^;{}]*\}\s*from)/;
    expect(findings(consumers, bare, 'takes every part, not Pick<Parts, …>')).toEqual([]);
  });
});

describe('pure rooms stay pure', () => {
  const pure = under('core/', 'ussd/');

  test('ussd/ and core/ have no clock, chance, network or console of their own', () => {
    const banned =
      /\b(Date\.now|new Date\(\)|Math\.random|crypto\.|fetch\(|console\.|setTimeout|setInterval|process\.|performance\.)/;
    expect(findings(pure, banned, 'is not pure')).toEqual([]);
  });

  test('ussd/ and core/ know no promise, but where core waits for others', () => {
    const mayWait = /^core\/(clock\.ts|concurrency\/|pipeline\/)/;
    const ready = pure.filter(({ path }) => !mayWait.test(path));
    expect(findings(ready, /\b(async|await|Promise)\b/, 'waits')).toEqual([]);
  });

  test('only core/money.ts makes money out of a number', () => {
    const others = sources.filter(({ path }) => path !== 'core/money.ts');
    expect(findings(others, /\bas Money\b/, 'makes money')).toEqual([]);
  });
});

describe('files, functions and folders stay small', () => {
  const linesOf = (path: string) => readFileSync(join(root, path), 'utf8').split('\n').length - 1;
  const longerThan = (paths: readonly string[], max: number) =>
    paths
      .map((path) => `${path}: ${linesOf(path)} lines`)
      .filter((_, i) => linesOf(paths[i] ?? '') > max);

  test('no file has more than 300 lines', () => {
    // Generated: db/schema/schema.sql by npm run db:schema, the migrations by drizzle.
    const written = files.filter(
      (path) => /\.(ts|sql)$/.test(path) && !/^db\/(migrations\/|schema\/schema\.sql)/.test(path),
    );
    expect(longerThan(written, 300)).toEqual([]);
  });

  test('no function has more than 70 lines; of SQL, 120, and settle_payments 150', () => {
    const settle = 'db/functions/ledger/settle_payments.sql';
    expect(longFunctions(sources, 70)).toEqual([]);
    expect(longerThan([settle], 150)).toEqual([]);
    expect(
      longerThan(
        sqlFunctions.filter((path) => path !== settle),
        120,
      ),
    ).toEqual([]);
  });

  test('no folder has more than 20 files, but those that hold one for each country or carrier', () => {
    const many = /^(core\/markets|edge\/channels\/ussd\/carriers)\//;
    const counted = files.filter((path) => !many.test(path) && /\.(ts|sql|md)$/.test(path));
    expect(fullFolders(counted, 20)).toEqual([]);
  });
});

describe('a stranger finds the way', () => {
  test('the top level holds the rooms and nothing else', () => {
    const folders = readdirSync(root, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !/^(\.|node_modules$)/.test(entry.name))
      .map(({ name }) => name);
    expect(folders.sort()).toEqual([...rooms, 'test'].sort());
  });

  test('each file begins with what it is for', () => {
    expect(sources.filter(({ text }) => !text.startsWith('/**')).map(({ path }) => path)).toEqual(
      [],
    );
  });

  test('nothing is named after having no name', () => {
    const vague = /(^|\/)(utils?|helpers?|common|managers?|services?)(\.|\/|$)/;
    expect([...files, ...filesIn(['test'])].filter((path) => vague.test(path))).toEqual([]);
  });

  test('each exported type has a name of its own', () => {
    expect(repeatedTypes(sources)).toEqual([]);
  });

  test('no type has a name that says nothing to somebody new', () => {
    const riddles =
      /\b(type|interface|class) (Known|Wanted|Wish|Said|Asked|Stand|Standing|Misfit|Talk|Left|Seen|Shown|Told|Heard|Given|Begun|Apart|Beside|Late|Named|Keeper|Findings|Ending|Settled)\b(?= *[=<{]| extends)/;
    expect(findings(sources, riddles, 'is no word of the field')).toEqual([]);
  });

  test.each(sqlFunctions)(
    '%s is one function of its name, with a contract and a closed search path',
    (path) => {
      const text = readFileSync(join(root, path), 'utf8');
      const name = basename(path, '.sql');
      const created = [...text.matchAll(/create function tuma\.(\w+)/g)].map(([, made]) => made);
      expect(created).toEqual([name]);
      expect(text).toMatch(new RegExp(`^-- ${name}: `));
      // An expression that is inlined has its caller's path; it names nothing that a path would find.
      const code = text.replace(/^--.*$/gm, '');
      const isInlined = /language sql immutable as/.test(code) && !/\b(from|join)\b/.test(code);
      // A step of settle or reserve has its caller's path: a setting of its own would cost a lone payment (measured).
      const isStep = /callers' search path|whose search path/.test(text.replace(/\s*\n-- /g, ' '));
      expect(isInlined || isStep || text.includes("set search_path = ''")).toBe(true);
      expect(path.split('/')).toHaveLength(4);
      expect(existsSync(join(root, 'db/functions', `${name}.sql`))).toBe(false);
    },
  );
});
