/**
 * Faults that the local Neon endpoint shows on request, and counts of its calls.
 *
 * A failed call does not tell whether it was committed: the driver reports a refused connection and a lost reply in the same
 * words. These faults exist so that every caller is tested against both.
 */

export interface Misbehaviour {
  /**
   * refuse: the connection is destroyed and nothing is executed.
   * drop: executed and committed, then the connection is destroyed without a reply.
   * hang: executed and committed, and never answered.
   * cut: executed and committed, then half of the reply and the connection is destroyed.
   * bad_gateway: executed and committed, then a 502 with a page of HTML.
   * latency: `ms` pass before anything else happens. Another fault may follow.
   */
  fault: Fault;
  /** Limits the fault to requests with a statement that contains this string or matches this expression. */
  match?: string | RegExp;
  /** Limits the fault to requests with this value among their parameters, by itself or in an array. */
  for?: string;
  /** Makes a fault of the reply come without execution: nothing is committed, and the caller sees no difference. */
  unexecuted?: boolean;
  /** This many matching requests pass before it fires. */
  skip?: number;
  /** It fires this many times: once by default, with Infinity until `behave()`. */
  times?: number;
  /** Counts the fault under this name too, beside its kind. */
  name?: string;
  /** Milliseconds of latency. */
  ms?: number;
}

export const FAULTS = ['refuse', 'drop', 'hang', 'cut', 'bad_gateway', 'latency'] as const;
export type Fault = (typeof FAULTS)[number];

/**
 * A fault comes first of all, in place of the statements, or after their commit. A statement that fails gets its honest
 * error, and the fault that would have come after it stays armed.
 */
type Stage = 'first' | 'before' | 'after';

/** The part of a request that decides which faults match it. */
export interface FaultRequest {
  readonly texts: readonly string[];
  /** The parameters of all statements, as they were sent. */
  readonly params: readonly unknown[];
}

export interface Calls {
  requests: number;
  statements: number;
  /** The texts of the latest statements, oldest first. */
  recent: string[];
  /** Counts the faults of each kind that have fired. */
  fired: Record<Fault, number>;
  /** Counts the faults of each name that have fired. */
  named: Record<string, number>;
}

/** `recent` keeps this many texts of statements. */
const RECENT = 200;

export function createFaults() {
  const armed: { fault: Misbehaviour; skip: number; left: number }[] = [];
  const calls: Calls = {
    requests: 0,
    statements: 0,
    recent: [],
    fired: { refuse: 0, drop: 0, hang: 0, cut: 0, bad_gateway: 0, latency: 0 },
    named: {},
  };
  return {
    calls,
    arm(fault: Misbehaviour) {
      armed.push({ fault, skip: fault.skip ?? 0, left: fault.times ?? 1 });
    },
    disarm() {
      armed.length = 0;
    },
    /** Returns the first armed fault of this stage that matches the request, counts it and disarms it after its last time. */
    take(stage: Stage, request: FaultRequest): Misbehaviour | undefined {
      const index = armed.findIndex((entry) => {
        if (stageOf(entry.fault) !== stage || !matches(entry.fault, request)) return false;
        if (entry.skip === 0) return true;
        entry.skip -= 1;
        return false;
      });
      const entry = armed[index];
      if (!entry) return undefined;
      entry.left -= 1;
      if (entry.left <= 0) armed.splice(index, 1);
      const { fault, name } = entry.fault;
      calls.fired[fault] += 1;
      if (name !== undefined) calls.named[name] = (calls.named[name] ?? 0) + 1;
      return entry.fault;
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

function matches({ match, for: value }: Misbehaviour, { texts, params }: FaultRequest): boolean {
  const hasText = texts.some((text) =>
    typeof match === 'string' ? text.includes(match) : text.search(match ?? '') >= 0,
  );
  return hasText && (value === undefined || params.some((param) => includesValue(param, value)));
}

/** Arrays come in PostgreSQL's notation: {"1001","1002"}. */
function includesValue(param: unknown, value: string): boolean {
  if (typeof param !== 'string') return String(param) === value;
  return param === value || (param.startsWith('{') && param.split(/[{",}]+/).includes(value));
}
