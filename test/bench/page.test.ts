/** The page and its plots are made of results.json, and a target is compared as it was set. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { pageOf } from './page.ts';
import { plot } from './plot.ts';
import { type Results, readResults } from './results.ts';
import { type Row, rows, verdictOf } from './targets.ts';

describe('the page', () => {
  test('and its plots are made of results.json, and of nothing else', async () => {
    const files = pageOf(await readResults());
    for (const [name, text] of Object.entries(files)) {
      expect(await readFile(join(import.meta.dirname, name), 'utf8')).toBe(text);
    }
    const plots = (await readdir(join(import.meta.dirname, 'plots'))).map(
      (name) => `plots/${name}`,
    );
    expect(Object.keys(files).sort()).toEqual(['README.md', ...plots].sort());
  });

  test('has a row for each target where nothing was measured yet, and says so', () => {
    const { 'README.md': text = '' } = pageOf({});
    expect(text).toContain('| full pipeline to TPC-B');
    expect(text).toContain('not measured (not in this run)');
  });
});

describe('a target', () => {
  const least: Row = { what: '', unit: '×', bound: { kind: 'at least', target: 2.5, aim: 4 } };
  const most: Row = { what: '', unit: 'ms', bound: { kind: 'at most', target: 200, aim: 100 } };

  test.each([
    [least, 2.49, 'NOT MET'],
    [least, 2.5, 'met'],
    [least, 4, 'aim reached'],
    [most, 201, 'NOT MET'],
    [most, 200, 'met'],
    [most, 100, 'aim reached'],
  ])('is judged by its own side: %#', (row, value, verdict) => {
    expect(verdictOf({ ...row, value })).toBe(verdict);
  });

  test('is not met by what was not measured', () => {
    expect(verdictOf({ ...least, missing: 'PGLEDGER_SQL is not set' })).toBe('not measured');
  });
});

test('a peer whose file was not given is not measured, and the row names the variable', () => {
  const about = { machine: '', seconds: 1, complaints: [] };
  const results: Results = { peers: { ...about, result: {} } };
  const missing = rows(results).flatMap((row) => row.missing ?? []);
  expect(missing).toContain('PGLEDGER_SQL is not set');
  expect(missing).toContain('TBPERF_SQL is not set');
});

test('a plot has a point for each figure, inside its frame, and text that is no markup', () => {
  const svg = plot({
    ...{ title: 'a < b & c', x: { label: 'callers', log: true }, y: { label: 'a second' } },
    series: [{ name: 'ours', points: [1, 10, 1_000].map((x) => [x, 5 * x] as const) }],
  });
  const places = [...svg.matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)"/g)];
  expect(places.map(([, x]) => Number(x))).toEqual([70, 216.7, 510]);
  expect(Number(places[2]?.[2])).toBe(40);
  expect(svg).toContain('a &lt; b &amp; c');
});
