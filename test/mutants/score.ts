/** Tries every mutant of some subjects against their tests, and keeps count. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Equivalent } from './equivalent.ts';
import { type Mutant, mutantsOf } from './placing.ts';
import type { Subject } from './subjects.ts';
import { type Trials, trials } from './trial.ts';

const root = join(import.meta.dirname, '../..');

export interface Score {
  readonly file: string;
  readonly mutants: number;
  readonly killed: number;
  /** Listed as such: nothing can kill them. */
  readonly equivalent: number;
  readonly survived: readonly Pick<Mutant, 'line' | 'was' | 'becomes'>[];
}

export interface Outcome {
  readonly scores: readonly Score[];
  /** What was listed as equivalent and is killed, or is no mutant. */
  readonly mislisted: readonly Equivalent[];
}

/** Two at a time, for two cores. `report` hears of every subject when it is done. */
export async function scoresOf(
  subjects: readonly Subject[],
  equivalents: readonly Equivalent[],
  report: (score: Score) => void = () => {},
): Promise<Outcome> {
  const tests = [...new Set(subjects.flatMap((subject) => subject.tests))];
  const lanes = await Promise.all([trials(tests), trials(tests)]);
  const scores: Score[] = [];
  const mislisted: Equivalent[] = [];
  try {
    for (const subject of subjects) {
      const listed = equivalents.filter(({ file }) => file === subject.file);
      const survivors = await survivorsOf(subject, lanes);
      const isListed = (mutant: Mutant) => listed.some((one) => isSame(one, mutant));
      const survived = survivors.left.filter((mutant) => !isListed(mutant));
      const equivalent = survivors.left.length - survived.length;
      mislisted.push(...listed.filter((one) => !survivors.left.some((left) => isSame(one, left))));
      const score = {
        ...{ file: subject.file, mutants: survivors.of, equivalent },
        killed: survivors.of - survivors.left.length,
        survived: survived.map(({ line, was, becomes }) => ({ line, was, becomes })),
      };
      report(score);
      scores.push(score);
    }
    return { scores, mislisted };
  } finally {
    await Promise.all(lanes.map((lane) => lane.close()));
  }
}

function isSame(one: Equivalent, { was, becomes }: Mutant): boolean {
  return one.was === was && one.becomes === becomes;
}

async function survivorsOf(
  { file, tests }: Subject,
  lanes: readonly Trials[],
): Promise<{ of: number; left: Mutant[] }> {
  const text = await readFile(join(root, file), 'utf8');
  const mutants = mutantsOf(text);
  const waiting = mutants.values();
  const left = new Set<Mutant>();
  await Promise.all(
    lanes.map(async (lane) => {
      const failed = await lane.firstFailure(file, text, tests);
      if (failed !== undefined) throw new Error(`${file} fails as it is: ${failed}`);
      for (const mutant of waiting) {
        if ((await lane.firstFailure(file, mutant.text, tests)) === undefined) left.add(mutant);
      }
    }),
  );
  return { of: mutants.length, left: mutants.filter((mutant) => left.has(mutant)) };
}

/** Of those that can be killed, as a percentage. */
export function percentageOf({ killed, survived }: Pick<Score, 'killed' | 'survived'>): number {
  const all = killed + survived.length;
  return all === 0 ? 100 : (100 * killed) / all;
}
