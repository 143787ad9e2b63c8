/**
 * Counts the carriers' turns on this machine. Cloudflare counts in memory; Miniflare writes each count to disk before the turn
 * goes on, which costs every turn some milliseconds. So here another Worker in the same process counts in memory, and is
 * bound in place of the rate limit.
 */
export interface Limit {
  readonly limit: number;
  /** Seconds. */
  readonly period: number;
}

/** Makes that Worker, in Miniflare's format. */
export function carrierLimit({ limit, period }: Limit) {
  const contents = `
    import { WorkerEntrypoint } from 'cloudflare:workers';

    let counts = new Map();
    let since = 0;

    export default class extends WorkerEntrypoint {
      limit({ key }) {
        const now = Date.now();
        if (now >= since + ${period * 1_000}) {
          counts = new Map();
          since = now;
        }
        const count = (counts.get(key) ?? 0) + 1;
        counts.set(key, count);
        return { success: count <= ${limit} };
      }
    }`;
  return {
    name: 'carrier-limit',
    compatibilityDate: '2026-10-15',
    modules: [{ type: 'ESModule' as const, path: 'carrier-limit.js', contents }],
    modulesRoot: '/',
  };
}
