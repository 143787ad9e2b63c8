/**
 * The order of test files: those that wait go first, and pure ones last, so that the processors always have work and no
 * long file is left for the end. The order within a kind is vitest's, which knows how long each file took the last time.
 */
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Each is among the longest of its kind, also where vitest has seen none of them. */
const longest = /crash-points|chaos|transcripts|every-screen|gallery|ledger\/model|sql-mutants/;
const kinds = ['workers', 'system', 'node'];

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => rank(a) - rank(b));
  }
}

function rank({ project, moduleId }: TestSpecification): number {
  return 2 * kinds.indexOf(project.name) + (longest.test(moduleId) ? 0 : 1);
}
