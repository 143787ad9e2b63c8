/** Runs the road's Worker in the real runtime, in a process of its own, without Miniflare's own Worker in front of it. */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from 'miniflare';
import { unstable_getMiniflareWorkerOptions } from 'wrangler';
import { localSecrets } from '../../../edge/local/secrets.ts';
import { serve } from '../child.ts';

export interface RoadReady {
  readonly url: string;
}

const root = join(import.meta.dirname, '../../..');
const config = join(root, 'wrangler.toml');

await serve(async (folder = '', databaseUrl = '', endpoint = '') => {
  const contents = await bundle(join(folder, 'road'));
  const { APP_PASSWORD: _, ...keys } = await localSecrets(folder);
  const { workerOptions } = unstable_getMiniflareWorkerOptions(config);
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      host: '127.0.0.1',
      port: 0,
      log: new Log(LogLevel.ERROR),
      resourcePersistencePath: join(folder, 'road-objects'),
      workers: [
        {
          ...workerOptions,
          name: 'road',
          modules: [{ type: 'ESModule', path: 'worker.js', contents }],
          modulesRoot: '/',
          ratelimits: {},
          unsafeDirectSockets: [{ host: '127.0.0.1', port: 0 }],
          bindings: {
            ...(workerOptions.bindings as object),
            ...{ SMS_GATEWAY: 'handset', CARRIERS: '{"africastalking":{"token":"demo"}}' },
            ...{ ...keys, DATABASE_URL: databaseUrl, NEON_ENDPOINT: endpoint },
          },
        },
      ],
    }),
  );
  await miniflare.ready;
  const url = (await miniflare.unsafeGetDirectURL('road')).origin;
  return { ready: { url } satisfies RoadReady, close: () => miniflare.dispose() };
});

/** Bundles it as `wrangler deploy` does. */
async function bundle(folder: string): Promise<string> {
  const wrangler = join(root, 'node_modules/wrangler/bin/wrangler.js');
  const entry = join(import.meta.dirname, 'worker.ts');
  await promisify(execFile)(
    process.execPath,
    [wrangler, 'deploy', entry, '--dry-run', '--config', config, '--outdir', folder],
    { cwd: root, env: { ...process.env, WRANGLER_SEND_METRICS: 'false', NO_COLOR: '1' } },
  );
  return readFile(join(folder, 'worker.js'), 'utf8');
}
