/** Runs the whole system like `npm start`, on a free port, in a process of its own. */
import { startSystem } from '../../edge/local/system.ts';
import { serve } from './child.ts';

export interface SystemReady {
  readonly url: string;
  readonly ownerUrl: string;
}

await serve(async (dataDir = '') => {
  const { url, ownerUrl, close } = await startSystem({
    dataDir,
    port: 0,
    onStep: () => {},
    log: () => {},
  });
  return { ready: { url, ownerUrl } satisfies SystemReady, close };
});
