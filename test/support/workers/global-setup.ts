/** For tests inside the Workers runtime: a Neon endpoint of their own, which they tell to misbehave by HTTP. */
import type { TestProject } from 'vitest/node';
import { startNeonEndpoint } from '../../../db/local/neon.ts';

declare module 'vitest' {
  interface ProvidedContext {
    workersNeon: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const neon = await startNeonEndpoint();
  project.provide('workersNeon', neon.url);
  return () => neon.close();
}
