/** For tests that start a whole system: the Worker's bundle and the keys of all systems, made once. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { localSecrets } from '../../../edge/local/secrets.ts';
import { bundle } from '../../../edge/local/worker.ts';
import { temporaryFolder } from '../folder.ts';
import type {} from './demonstration.ts';

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await temporaryFolder();
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const [bundled, secrets] = await Promise.all([
      bundle(join(folder, 'worker')),
      localSecrets(folder),
    ]);
    // Where a test starts a process, that is the bundle too.
    process.env.TUMA_BUNDLE = bundled;
    project.provide('system', { bundled, secrets });
    return remove;
  } catch (error) {
    await remove();
    throw error;
  }
}
