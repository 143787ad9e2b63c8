/** The resources that the parts of the benchmark share. */

import type { Environment } from './environment.ts';
import type { Complaints } from './measuring/measurement.ts';
import type { Tpcb } from './measuring/tpcb.ts';

export interface Bench {
  readonly environment: Environment;
  /** The length of a turn, in seconds. */
  readonly seconds: number;
  /** Collects what was wrong with answers and books in this part. */
  readonly complaints: Complaints;
  readonly say: (what: string) => void;
  /** TPC-B, which payments are compared with. The first call prepares it. */
  readonly tpcb: () => Promise<Tpcb>;
}
