/**
 * For tests that start a whole system: the Worker's bundle, and a data folder as the first start leaves it, with the
 * demonstration's people in it. Both are made once; each test file works on a copy of the folder.
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startSystem } from '../../../edge/local/system.ts';
import { bundle } from '../../../edge/local/worker.ts';
import { temporaryFolder } from '../folder.ts';
import type {} from './town.ts';

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await temporaryFolder();
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const bundled = await bundle(join(folder, 'worker'));
    const dataDir = join(folder, 'data');
    const quiet = { onStep: () => {}, log: () => {} };
    const system = await startSystem({ dataDir, port: 0, bundled, ...quiet });
    await system.close();
    project.provide('system', { bundled, dataDir });
    return remove;
  } catch (error) {
    await remove();
    throw error;
  }
}
