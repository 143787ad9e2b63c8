/** The collectors of metrics. A new metric is a file in this folder and a row here. There is no backend yet, so nobody listens. */
import type { Env } from '../env.ts';
import { combined, type Metrics, silent } from './metrics.ts';

export const collectors: ((env: Env) => Metrics)[] = [];

export function metricsOf(env: Env): Metrics {
  return collectors.length === 0 ? silent : combined(collectors.map((collector) => collector(env)));
}
