import type { Env as WorkerEnv } from '../../../edge/env.ts';
import type { Partition } from '../../../edge/objects/partition.ts';
import type { Subscriber } from '../../../edge/objects/subscriber.ts';
import type { workersBindings } from './bindings.ts';

/** Tests run inside the objects, and so know them by their classes. */
interface Objects {
  readonly SUBSCRIBER: DurableObjectNamespace<Subscriber>;
  readonly PARTITION: DurableObjectNamespace<Partition>;
}

declare global {
  namespace Cloudflare {
    interface Env
      extends Omit<WorkerEnv, keyof Objects>,
        Objects,
        Awaited<ReturnType<typeof workersBindings>> {}
    interface GlobalProps {
      mainModule: typeof import('../../../edge/worker.ts');
    }
  }
}
