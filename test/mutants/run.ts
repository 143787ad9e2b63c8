/**
 * `npm run mutants`: changes one place after the other in what decides about money, and counts the changes that no
 * test notices. With names of files it does those alone, and keeps nothing.
 */
import { equivalents } from './equivalent.ts';
import { keepScores, tableOf } from './results.ts';
import { type Score, scoresOf } from './score.ts';
import { subjects } from './subjects.ts';

const wanted = process.argv.slice(2);
const chosen = subjects.filter(({ file }) => wanted.length === 0 || wanted.includes(file));

const started = performance.now();
const { scores, mislisted } = await scoresOf(chosen, equivalents, tell);
console.log(`\n${tableOf(scores)}\n`);
for (const { file, was, becomes } of mislisted) {
  console.log(`listed as equivalent, and is not: ${file}\n  ${was}\n  ${becomes}`);
}
console.log(`${Math.round((performance.now() - started) / 1_000)} s`);
if (wanted.length === 0) await keepScores(scores);
process.exitCode = mislisted.length > 0 ? 1 : 0;

function tell({ file, mutants, killed, survived }: Score): void {
  console.log(`${file}: ${killed} of ${mutants} killed`);
  for (const { line, was, becomes } of survived) {
    console.log(`  survived: ${file}:${line}\n    ${was}\n    ${becomes}`);
  }
}
