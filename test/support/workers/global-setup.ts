/** For tests inside the Workers runtime: a Neon endpoint for each file, which the file tells to misbehave by HTTP. */
import type { TestProject } from 'vitest/node';
import { startNeonEndpoint } from '../../../db/local/neon.ts';

declare module 'vitest' {
  interface ProvidedContext {
    workersNeons: readonly string[];
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { testFiles } = await project.globTestFiles();
  const endpoints = await Promise.all(testFiles.map(() => startNeonEndpoint()));
  project.provide(
    'workersNeons',
    endpoints.map(({ url }) => url),
  );
  return async () => {
    await Promise.all(endpoints.map((endpoint) => endpoint.close()));
  };
}
