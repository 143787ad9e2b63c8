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
  /** Only for requests with this value among their parameters, by itself or in an array. */
  for?: string;
  /** Of the faults of a reply: nothing is executed, and the caller sees the very same. */
  unexecuted?: boolean;
  /** So many requests that it is meant for go by before it fires. */
  skip?: number;
  /** How often it fires; 1 by default, Infinity until `behave()`. */
  times?: number;
  /** What it is counted under, beside its kind. */
  name?: string;
  /** Of latency. */
  ms?: number;
}

export const FAULTS = ['refuse', 'drop', 'hang', 'cut', 'bad_gateway', 'latency'] as const;
export type Fault = (typeof FAULTS)[number];

/**
 * When a fault comes: first of all, in place of the statements, or after their commit. A statement that fails gets its
 * honest error, and what would have come after it stays armed.
 */
type Stage = 'first' | 'before' | 'after';

/** What of a request decides which faults are meant for it. */
export interface FaultRequest {
  readonly texts: readonly string[];
  /** The parameters of all its statements, as they were sent. */
  readonly params: readonly unknown[];
}

export interface Calls {
  requests: number;
  statements: number;
  /** The texts of the latest statements, oldest first. */
  recent: string[];
  /** How many faults of each kind really fired. */
  fired: Record<Fault, number>;
  /** How often those with a name fired. */
  named: Record<string, number>;
}

const RECENT = 200;

export function createFaults() {
  const armed: { wanted: Misbehaviour; skip: number; left: number }[] = [];
  const calls: Calls = {
    requests: 0,
    statements: 0,
    recent: [],
    fired: { refuse: 0, drop: 0, hang: 0, cut: 0, bad_gateway: 0, latency: 0 },
    named: {},
  };
  return {
    calls,
    arm(wanted: Misbehaviour) {
      armed.push({ wanted, skip: wanted.skip ?? 0, left: wanted.times ?? 1 });
    },
    disarm() {
      armed.length = 0;
    },
    /** Takes the first armed fault that comes at this stage and is meant for this request, and counts it. */
    take(stage: Stage, asked: FaultRequest): Misbehaviour | undefined {
      const index = armed.findIndex((entry) => {
        if (stageOf(entry.wanted) !== stage || !isMeant(entry.wanted, asked)) return false;
        if (entry.skip === 0) return true;
        entry.skip -= 1;
        return false;
      });
      const entry = armed[index];
      if (!entry) return undefined;
      entry.left -= 1;
      if (entry.left <= 0) armed.splice(index, 1);
      const { fault, name } = entry.wanted;
      calls.fired[fault] += 1;
      if (name !== undefined) calls.named[name] = (calls.named[name] ?? 0) + 1;
      return entry.wanted;
    },
    record({ texts }: FaultRequest) {
      calls.requests += 1;
      calls.statements += texts.length;
      for (const text of texts) {
        if (calls.recent.push(text) > RECENT) calls.recent.shift();
      }
    },
  };
}

function stageOf({ fault, unexecuted }: Misbehaviour): Stage {
  if (fault === 'latency') return 'first';
  return fault === 'refuse' || unexecuted ? 'before' : 'after';
}

function isMeant({ match, for: value }: Misbehaviour, { texts, params }: FaultRequest): boolean {
  const isLike = texts.some((text) =>
    typeof match === 'string' ? text.includes(match) : text.search(match ?? '') >= 0,
  );
  return isLike && (value === undefined || params.some((param) => has(param, value)));
}

/** Arrays are sent as PostgreSQL writes them: {"1001","1002"}. */
function has(param: unknown, value: string): boolean {
  if (typeof param !== 'string') return String(param) === value;
  return param === value || (param.startsWith('{') && param.split(/[{",}]+/).includes(value));
}
