/** Runs the local Neon endpoint in a process of its own. */
import { startNeonEndpoint } from '../../db/local/neon.ts';
import { serve } from './child.ts';

await serve(async () => {
  const endpoint = await startNeonEndpoint();
  return { ready: { url: endpoint.url }, close: () => endpoint.close() };
});
