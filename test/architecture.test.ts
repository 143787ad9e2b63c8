/** The house keeps its shape: who may import whom, what is banned where, and how large a file may be. */
import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');

interface Source {
  readonly path: string;
  readonly text: string;
  /** Paths inside the project, or names of packages. */
  readonly imports: readonly string[];
}

const sources = ['core', 'ussd', 'db', 'edge'].flatMap(sourcesOf);

/** What each room may import: other rooms, and packages. The first prefix that fits a file is its room. */
const rooms: readonly (readonly [room: string, rooms: readonly string[], packages: RegExp])[] = [
  ['core/', ['core/'], /^zod$/],
  ['ussd/', ['ussd/', 'core/'], /^zod$/],
  ['db/', ['db/', 'core/'], /^(@neondatabase\/serverless|drizzle-orm|drizzle-kit|pg|zod|node:)/],
  ['edge/local/', ['edge/', 'db/', 'core/'], /^(pg|zod|miniflare|wrangler|node:|cloudflare:)/],
  [
    'edge/',
    ['edge/', 'ussd/', 'core/', 'db/'],
    /^(hono|zod|africastalking|cloudflare:|node:crypto)/,
  ],
];

describe('imports point one way', () => {
  test.each(rooms)('%s imports only what it may', (room, allowed, packages) => {
    const own = sources.filter(({ path }) => roomOf(path) === room);
    expect(own.length).toBeGreaterThan(0);
    const wrong = own.flatMap(({ path, imports }) =>
      imports
        .filter((name) => !allowed.some((prefix) => name.startsWith(prefix)))
        .filter((name) => !packages.test(name))
        .map((name) => `${path} imports ${name}`),
    );
    expect(wrong).toEqual([]);
  });

  test('what runs in the Worker imports nothing that is for this machine only', () => {
    const local = /^(db\/(local\/|migrate|snapshot|schema|drizzle)|edge\/local\/)/;
    const wrong = sources
      .filter(({ path }) => path.startsWith('edge/') && !path.startsWith('edge/local/'))
      .flatMap(({ path, imports }) =>
        imports.filter((name) => local.test(name)).map((name) => `${path} imports ${name}`),
      );
    expect(wrong).toEqual([]);
  });

  test('inside edge, only system.ts builds drivers and gateways', () => {
    const builders =
      /\b(connect|(africasTalking|handset)(Gateway|Airtime|Insights)?|fraudEngine|pipeline|ledger|facts)\(/;
    const wrong = sources
      .filter(({ path }) => path.startsWith('edge/') && !path.startsWith('edge/local/'))
      .filter(({ path, text }) => path !== 'edge/system.ts' && builders.test(withoutNoise(text)))
      .filter(({ path }) => !/^edge\/(sms|airtime|insights|fraud)\//.test(path))
      .map(({ path }) => path);
    expect(wrong).toEqual([]);
  });
});

describe('pure rooms stay pure', () => {
  const banned =
    /\b(Date\.now|new Date\(\)|Math\.random|crypto\.|fetch\(|console\.|setTimeout|setInterval|process\.|performance\.)/;

  test('ussd/ and core/ have no clock, chance, network or console of their own', () => {
    const wrong = sources
      .filter(({ path }) => /^(core|ussd)\//.test(path))
      .filter(({ text }) => banned.test(withoutNoise(text)))
      .map(({ path }) => path);
    expect(wrong).toEqual([]);
  });

  test('ussd/ and the words, rules and decision of core/ know no promise', () => {
    const mayWait = /^core\/(clock|correlate|group-commit|pipeline)\.ts$/;
    const wrong = sources
      .filter(({ path }) => /^(core|ussd)\//.test(path) && !mayWait.test(path))
      .filter(({ text }) => /\b(async|await|Promise)\b/.test(withoutNoise(text)))
      .map(({ path }) => path);
    expect(wrong).toEqual([]);
  });

  test('only core/money.ts makes money out of a number', () => {
    const wrong = sources
      .filter(({ path }) => path !== 'core/money.ts')
      .filter(({ text }) => /as Money\b/.test(withoutNoise(text)))
      .map(({ path }) => path);
    expect(wrong).toEqual([]);
  });
});

describe('a stranger finds the way', () => {
  test('the top level holds the rooms and nothing else', () => {
    const folders = readdirSync(root, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !/^(\.|node_modules$)/.test(entry.name))
      .map(({ name }) => name);
    expect(folders.sort()).toEqual(['core', 'db', 'edge', 'test', 'ussd']);
  });

  test('no file is longer than 300 lines, and each says what it is for', () => {
    const long = sources.filter(({ text }) => text.split('\n').length > 300);
    const mute = sources.filter(
      ({ path, text }) => path.endsWith('.ts') && !/^\/\*\*|^import/.test(text),
    );
    expect([...long, ...mute].map(({ path }) => path)).toEqual([]);
  });

  test('nothing is named after having no name', () => {
    const vague = /(^|\/)(utils?|helpers?|common|managers?|services?)(\.|\/|$)/;
    expect(sources.map(({ path }) => path).filter((path) => vague.test(path))).toEqual([]);
  });

  test('each SQL function has a file of its name, a contract and a closed search path', () => {
    const folder = join(root, 'db/functions');
    const wrong = readdirSync(folder).filter((name) => {
      const text = readFileSync(join(folder, name), 'utf8');
      const own = name.replace(/\.sql$/, '');
      const created = [...text.matchAll(/create function tuma\.(\w+)/g)].map(([, made]) => made);
      // An expression that is inlined has its caller's path; it names nothing that a path would find.
      const inlined =
        /language sql immutable as/.test(text) &&
        !/\b(from|join)\b/.test(text.replace(/^--.*$/gm, ''));
      const closed = text.includes("set search_path = ''") || inlined;
      return created.join() !== own || !text.startsWith(`-- ${own}: `) || !closed;
    });
    expect(wrong).toEqual([]);
  });
});

function sourcesOf(room: string): Source[] {
  return readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
    .map((name) => {
      const path = join(room, name);
      const text = readFileSync(join(root, path), 'utf8');
      return { path, text, imports: importsOf(path, text) };
    });
}

function importsOf(path: string, text: string): string[] {
  const found = text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'([\w@.:/-]+)'/g);
  return [...found].map(([, name = '']) => {
    if (name.startsWith('.')) return relative(root, join(root, dirname(path), name));
    return builtinModules.includes(name) ? `node:${name}` : name;
  });
}

function roomOf(path: string): string | undefined {
  const fitting = rooms.map(([room]) => room).filter((room) => path.startsWith(room));
  return fitting.sort((a, b) => b.length - a.length)[0];
}

/** The code without its comments and strings. */
function withoutNoise(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$|'[^'\n]*'/gm, '');
}
