import { cloudflareTest } from '@cloudflare/vitest-plugin';
import { defineConfig } from 'vitest/config';
import { workersBindings } from './test/support/workers-bindings.ts';

export default defineConfig({
  test: {
    globalSetup: ['test/support/global-setup.ts'],
    testTimeout: 30_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          include: ['test/**/*.test.ts'],
          exclude: ['test/workers/**', 'test/edge/**', 'test/chaos/**'],
          // By default there is one on two cores.
          maxWorkers: 3,
        },
      },
      {
        extends: true,
        test: {
          name: 'system',
          include: ['test/edge/**/*.test.ts', 'test/chaos/**/*.test.ts'],
          globalSetup: ['test/support/system-setup.ts'],
          // These wait more than they work.
          maxWorkers: 5,
          sequence: { groupOrder: 1 },
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
          include: ['test/workers/**/*.test.ts'],
          globalSetup: ['test/support/workers-setup.ts'],
          // They share a database, and an endpoint that misbehaves.
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
