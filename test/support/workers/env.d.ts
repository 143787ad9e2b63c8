import type { Env as WorkerEnv } from '../../../edge/env.ts';
import type { workersBindings } from './bindings.ts';

declare global {
  namespace Cloudflare {
    interface Env extends WorkerEnv, Awaited<ReturnType<typeof workersBindings>> {}
    interface GlobalProps {
      mainModule: typeof import('../../../edge/worker.ts');
    }
  }
}
