/** The scores of the last mutation run, and their table in README.md beside this file. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { percentageOf, type Score } from './score.ts';

const results = join(import.meta.dirname, 'results.json');
const readme = join(import.meta.dirname, 'README.md');

const begin = '<!-- Written by `npm run mutants` from test/mutants/results.json. -->';
const end = '<!-- End of what is written. -->';

export async function readScores(): Promise<readonly Score[]> {
  return JSON.parse(await readFile(results, 'utf8'));
}

export function readReadme(): Promise<string> {
  return readFile(readme, 'utf8');
}

export async function keepScores(scores: readonly Score[]): Promise<void> {
  await writeFile(results, `${JSON.stringify(scores, null, 2)}\n`);
  await writeFile(readme, withTable(await readReadme(), scores));
}

/** The page with its table replaced. */
export function withTable(page: string, scores: readonly Score[]): string {
  const [before, written] = page.split(begin);
  const [, after] = written?.split(end) ?? [];
  if (before === undefined || after === undefined)
    throw new Error('the README has no place for it');
  return `${before}${begin}\n\n${tableOf(scores)}\n\n${end}${after}`;
}

export function tableOf(scores: readonly Score[]): string {
  const all: Score = {
    file: 'all',
    mutants: sum(scores.map(({ mutants }) => mutants)),
    equivalent: sum(scores.map(({ equivalent }) => equivalent)),
    killed: sum(scores.map(({ killed }) => killed)),
    survived: scores.flatMap(({ survived }) => survived),
  };
  const lines = [...scores, all].map((score) => [
    ...[score.file, score.mutants, score.equivalent, score.killed, score.survived.length],
    `${percentageOf(score).toFixed(1)} %`,
  ]);
  const columns = ['file', 'mutants', 'equivalent', 'killed', 'survived', 'score'];
  return [columns, columns.map(() => '---'), ...lines]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}
