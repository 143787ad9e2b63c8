/** What the parts of the benchmark share. */
import type { Complaints } from './measurement.ts';
import type { Stand } from './stand.ts';
import type { Tpcb } from './tpcb.ts';

export interface Bench {
  readonly stand: Stand;
  /** The length of a turn. */
  readonly seconds: number;
  /** What was wrong in the part that is measured. */
  readonly complaints: Complaints;
  readonly say: (what: string) => void;
  /** The yardstick, prepared when it is first asked for. */
  readonly tpcb: () => Promise<Tpcb>;
}
