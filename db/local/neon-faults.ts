/**
 * How the local Neon endpoint misbehaves on request, and what it remembers of the calls it took.
 *
 * A failed call says nothing about the commit: the driver reports a refused connection and a lost reply in
 * the same words. These faults exist so that every caller is tested against both.
 */

export interface Misbehaviour {
  /**
   * refuse: the connection is destroyed and nothing is executed.
   * drop: executed and committed, then the connection is destroyed without a reply.
   * hang: executed and committed, and never answered.
   * cut: executed and committed, then half of the reply and the connection is destroyed.
   * bad_gateway: executed and committed, then a 502 with a page of HTML.
   * latency: `ms` pass before anything else happens. May come on top of another fault.
   */
  fault: Fault;
  /** Only for requests with a statement that contains this string or matches this expression. */
  match?: string | RegExp;
  /** How often it fires; 1 by default, Infinity until `behave()`. */
  times?: number;
  /** Of latency. */
  ms?: number;
}

export const FAULTS = ['refuse', 'drop', 'hang', 'cut', 'bad_gateway', 'latency'] as const;
export type Fault = (typeof FAULTS)[number];

/** The faults that hit a reply. A statement that fails gets its honest error, and they stay armed. */
export const REPLY_FAULTS: readonly Fault[] = ['drop', 'hang', 'cut', 'bad_gateway'];

export interface Calls {
  requests: number;
  statements: number;
  /** The texts of the latest statements, oldest first. */
  recent: string[];
  /** How many faults of each kind really fired. */
  fired: Record<Fault, number>;
}

const RECENT = 200;

export function createFaults() {
  const armed: { wanted: Misbehaviour; left: number }[] = [];
  const calls: Calls = {
    requests: 0,
    statements: 0,
    recent: [],
    fired: { refuse: 0, drop: 0, hang: 0, cut: 0, bad_gateway: 0, latency: 0 },
  };
  return {
    calls,
    arm(wanted: Misbehaviour) {
      armed.push({ wanted, left: wanted.times ?? 1 });
    },
    disarm() {
      armed.length = 0;
    },
    /** Takes the first armed fault of these kinds that is meant for this request, and counts it. */
    take(kinds: readonly Fault[], texts: string[]): Misbehaviour | undefined {
      if (armed.length === 0) return undefined;
      const index = armed.findIndex(
        ({ wanted }) => kinds.includes(wanted.fault) && isMeant(wanted.match, texts),
      );
      const entry = armed[index];
      if (!entry) return undefined;
      entry.left -= 1;
      if (entry.left <= 0) armed.splice(index, 1);
      calls.fired[entry.wanted.fault] += 1;
      return entry.wanted;
    },
    record(texts: string[]) {
      calls.requests += 1;
      calls.statements += texts.length;
      for (const text of texts) {
        if (calls.recent.push(text) > RECENT) calls.recent.shift();
      }
    },
  };
}

function isMeant(match: string | RegExp | undefined, texts: string[]): boolean {
  if (match === undefined) return true;
  return texts.some((text) =>
    typeof match === 'string' ? text.includes(match) : text.search(match) >= 0,
  );
}
