/** The pages keep what they promise: the README is short, links and paths lead somewhere, and commands exist. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');

interface Page {
  /** Inside the project. */
  readonly path: string;
  readonly text: string;
  /** The text without its blocks of code. */
  readonly prose: string;
}

const pages = pagesIn('.');

describe('the README', () => {
  const text = readFileSync(join(root, 'README.md'), 'utf8');

  test('has at most 8 kB', () => {
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(8_000);
  });

  test.each(['npm ci && npm start', 'npm ci && npm test'])('has the line "%s"', (command) => {
    expect(text.split('\n').filter((line) => line === command)).toHaveLength(1);
  });
});

describe('every page', () => {
  test('links to files and headings that exist', () => {
    expect(pages.map(({ path }) => path)).toContain('ussd/README.md');
    expect(pages.flatMap(brokenLinks)).toEqual([]);
  });

  test('names only files and folders that exist', () => {
    const wrong = pages.flatMap(({ path, prose }) =>
      [...prose.matchAll(/`((?:core|ussd|db|edge|test)\/[\w./-]*)`/g)]
        .filter(([, named = '']) => !existsSync(join(root, named)))
        .map(([, named]) => `${path} names ${named}`),
    );
    expect(wrong).toEqual([]);
  });

  test('names only npm scripts that exist', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const wrong = pages.flatMap(({ path, text }) =>
      [...text.matchAll(/\bnpm run ([\w:-]+)/g)]
        .filter(([, script = '']) => !Object.hasOwn(scripts, script))
        .map(([, script]) => `${path} names npm run ${script}`),
    );
    expect(wrong).toEqual([]);
  });

  test('has no path of a machine where it was written', () => {
    const ours = /(?<![\w.])\/(tmp|work|home|root|Users)\/\w/;
    expect(pages.filter(({ text }) => ours.test(text)).map(({ path }) => path)).toEqual([]);
  });
});

function brokenLinks({ path, prose }: Page): string[] {
  const links = [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
  return links
    .filter((link) => !/^[a-z]+:/.test(link) && !leadsSomewhere(path, link))
    .map((link) => `${path} links to ${link}`);
}

function leadsSomewhere(from: string, link: string): boolean {
  const [file = '', heading] = link.split('#');
  const target = file === '' ? from : join(dirname(from), file);
  if (!existsSync(join(root, target))) return false;
  if (heading === undefined) return true;
  const page = pages.find(({ path }) => path === target);
  return page !== undefined && headingsOf(page).includes(heading);
}

/** The headings as GitHub names them in links. */
function headingsOf({ prose }: Page): string[] {
  return [...prose.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-'),
  );
}

function pagesIn(folder: string): Page[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      const foreign = /^(\.|node_modules$)/.test(entry.name);
      return foreign ? [] : pagesIn(path);
    }
    if (!entry.name.endsWith('.md')) return [];
    const text = readFileSync(join(root, path), 'utf8');
    return [{ path, text, prose: text.replace(/^ *```.*?^ *```$/gms, '') }];
  });
}

test('every alert has a line that says what to do', () => {
  const sources = readdirSync(join(root, 'edge'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => readFileSync(join(root, 'edge', path), 'utf8'));
  const names = sources.flatMap((text) =>
    [...text.matchAll(/\balert\(\s*'([a-z_]+)'/g)].map(([, name = '']) => name),
  );
  const page = readFileSync(join(root, 'edge/README.md'), 'utf8');
  const [, runbook = ''] = /## Alerts\n([\s\S]*?)\n## /.exec(page) ?? [];
  expect(names.length).toBeGreaterThan(10);
  expect([...new Set(names)].filter((name) => !runbook.includes(`\`${name}\``))).toEqual([]);
});
