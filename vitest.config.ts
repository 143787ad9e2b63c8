import { cloudflareTest } from '@cloudflare/vitest-plugin';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/order.ts';
import { workersBindings } from './test/support/workers/bindings.ts';

/**
 * Four files of any kind run at a time, on two processors: most of them wait more than they work. Files of one project
 * share a process and what it has imported, because importing takes longer than many of them.
 */
const together = { maxWorkers: 4, isolate: false };

export default defineConfig({
  test: {
    globalSetup: ['test/support/global-setup.ts'],
    sequence: { sequencer: LongestFirst },
    // Patience costs nothing where all is well, and a busy machine takes ten times as long. A test waits for a state, and none
    // has a shorter time of its own.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // A file's output is shown when one of its tests fails. `--silent=false` shows all of it.
    silent: 'passed-only',
    // No list of the tests of a file that passed.
    slowTestThreshold: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          include: ['test/**/*.test.ts'],
          exclude: ['test/**/*.{system,workers}.test.ts'],
          ...together,
        },
      },
      {
        extends: true,
        test: {
          name: 'system',
          include: ['test/**/*.system.test.ts'],
          globalSetup: ['test/support/system/global-setup.ts'],
          ...together,
        },
      },
      {
        extends: true,
        plugins: [
          // Called for each file.
          cloudflareTest(async ({ inject }) => ({
            wrangler: { configPath: './wrangler.toml' },
            miniflare: {
              bindings: await workersBindings(inject('postgres'), inject('workersNeons')),
            },
          })),
        ],
        test: {
          name: 'workers',
          include: ['test/**/*.workers.test.ts'],
          globalSetup: ['test/support/workers/global-setup.ts'],
          maxWorkers: together.maxWorkers,
        },
      },
    ],
  },
});
