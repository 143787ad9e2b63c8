/** Runs a subject's tests with one of its files replaced as it is loaded; nothing on the disk changes. */
import { join } from 'node:path';
import { createVitest, type TestModule } from 'vitest/node';

const root = join(import.meta.dirname, '../..');

export interface Trials {
  /** Which test failed first with `text` in the place of `file`; undefined where all passed. */
  firstFailure(file: string, text: string, tests: readonly string[]): Promise<string | undefined>;
  close(): Promise<void>;
}

/** `tests` are all that will be asked for. */
export async function trials(tests: readonly string[]): Promise<Trials> {
  let replaced = { path: '', text: '' };
  const vitest = await createVitest(
    'test',
    {
      ...{ root, config: false, watch: false, include: [...tests], reporters: [{}] },
      ...{ bail: 1, testTimeout: 5_000, maxWorkers: 1, isolate: false, fileParallelism: false },
      // The cache is on the disk and is everybody's: a mutant has no business there.
      fsModuleCache: false,
    },
    {
      plugins: [
        {
          name: 'mutant',
          enforce: 'pre',
          load: (id) => (id.split('?')[0] === replaced.path ? replaced.text : undefined),
        },
      ],
    },
  );

  return {
    async firstFailure(file, text, wanted) {
      for (const path of [replaced.path, join(root, file)]) if (path) vitest.invalidateFile(path);
      replaced = { path: join(root, file), text };
      const specifications = await vitest.globTestSpecifications([...wanted]);
      if (specifications.length < wanted.length) throw new Error(`no tests in ${wanted}`);
      const { testModules, unhandledErrors } = await vitest.runTestSpecifications(specifications);
      const failures = testModules
        .filter(({ relativeModuleId }) => wanted.includes(relativeModuleId))
        .flatMap(failuresOf);
      return failures[0] ?? (unhandledErrors.length > 0 ? 'an error outside of tests' : undefined);
    },
    close: () => vitest.close(),
  };
}

function failuresOf(module: TestModule): string[] {
  const failed = [...module.children.allTests('failed')].map(({ fullName }) => fullName);
  if (failed.length > 0) return failed;
  if (!module.ok()) return [`${module.relativeModuleId} does not load`];
  const [passed] = module.children.allTests('passed');
  return passed ? [] : [`${module.relativeModuleId} has no tests`];
}
