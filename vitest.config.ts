import { cloudflareTest } from '@cloudflare/vitest-plugin';
import { defineConfig } from 'vitest/config';
import { workersBindings } from './test/support/workers/bindings.ts';

/**
 * These two go on side by side: the second waits more than it works. What they share in a process is what they import:
 * that takes longer than many of their files.
 */
const together = { maxWorkers: 4, isolate: false };

export default defineConfig({
  test: {
    globalSetup: ['test/support/global-setup.ts'],
    testTimeout: 30_000,
    // Some start a database server, or a system, before the first test.
    hookTimeout: 30_000,
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
          cloudflareTest(async ({ inject }) => ({
            wrangler: { configPath: './wrangler.toml' },
            miniflare: {
              bindings: await workersBindings(inject('postgres'), inject('workersNeon')),
            },
          })),
        ],
        test: {
          name: 'workers',
          include: ['test/**/*.workers.test.ts'],
          globalSetup: ['test/support/workers/global-setup.ts'],
          // They share a database, and an endpoint that misbehaves.
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
