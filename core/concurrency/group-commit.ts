/**
 * Group commit: many callers share one flush. Each caller awaits its own answer as if it were alone; all that are waiting
 * when a flush starts go with it. A flush starts when none is in flight, or when the overlap policy allows another, and
 * never on a timer. So a lone caller never waits, and under load the batches grow until the database keeps up.
 */
export interface GroupCommit<Request, Answer> {
  /**
   * Does the work of a batch, and gives as many answers as there are requests, in the same order. Must be safe to repeat.
   * `lane` is a number from 0, below `maxFlights`, that no other flush in flight has.
   */
  readonly flush: (batch: readonly Request[], lane: number) => Promise<readonly Answer[]>;
  /** Requests with the same key are never in flight together, and keep their order. */
  readonly key?: (request: Request) => string;
  /** Keeps requests apart that would lock the same rows; absent: no request is kept back. */
  readonly conflictPolicy?: ConflictPolicy<Request>;
  readonly maxBatch: number;
  readonly maxFlights: number;
  /** Says when a flush may start while another is in flight; absent: whenever a caller waits. */
  readonly overlapPolicy?: OverlapPolicy;
  /** A caller past this many is rejected at once with an Overloaded error, and nothing is tried for it. */
  readonly maxWaiting: number;
  /** Tells whether an error is about the batch's content, so that its requests are tried one by one. */
  readonly blamesContent: (error: unknown) => boolean;
  /** Is told of each flush that has ended. Absent: no time is taken and nothing is made. */
  readonly observer?: FlushObserver | undefined;
}

/** When to start a second flush while one is running: only if enough callers wait, or if the running flush has stalled. */
export interface OverlapPolicy {
  /** This many callers are enough. */
  readonly minWaiting: number;
  /** A flush that runs longer than this has stalled (milliseconds). */
  readonly maxFlightMs: number;
  readonly now: () => number;
}

/**
 * Two flushes that lock the same rows wait for each other, and so do all callers of the second one. So a request that
 * conflicts with a flush in flight is deferred to a later one. It is not deferred where most of the waiting requests
 * conflict, as when all pay one shop, or where it was deferred too often.
 */
export interface ConflictPolicy<Request> {
  /** The names of what a request locks. */
  readonly resourcesOf: (request: Request) => readonly string[];
  /** Counts the requests in flight that lock each resource. Group commits that lock the same resources share one map. */
  readonly inFlight: Map<string, number>;
  /** A request is deferred at most this often. */
  readonly maxDeferrals: number;
}

/** One flush that has ended. */
export interface Flush {
  /** The number of requests. */
  readonly size: number;
  /** The time that the batch's longest waiting caller waited for the flush to start (milliseconds). */
  readonly waitMs: number;
  /** The time from the start to the last answer (milliseconds), with the single tries after an error. */
  readonly flushMs: number;
  readonly lane: number;
}

export interface FlushObserver {
  readonly now: () => number;
  /** Must not throw. */
  readonly flushed: (flush: Flush) => void;
}

export class Overloaded extends Error {
  override readonly name = 'Overloaded';
}

/** Gives the function that callers call: it takes one request and answers it. */
export function groupCommit<Request, Answer>(
  options: GroupCommit<Request, Answer>,
): (request: Request) => Promise<Answer> {
  const flushes = new Flushes(options);
  return (request) => flushes.answer(request);
}

class Flushes<Request, Answer> {
  readonly #options: GroupCommit<Request, Answer>;
  #waiting: Waiter<Request, Answer>[] = [];
  /** Oldest first. */
  readonly #inFlight: Flight[] = [];
  #isScheduled = false;
  readonly #keysInFlight = new Set<string>();
  /** Counts the requests in flight that lock each resource. */
  readonly #locked: Map<string, number>;

  constructor(options: GroupCommit<Request, Answer>) {
    this.#options = options;
    this.#locked = options.conflictPolicy?.inFlight ?? new Map();
  }

  answer(request: Request): Promise<Answer> {
    const { maxWaiting, conflictPolicy, observer } = this.#options;
    return new Promise<Answer>((resolve, reject) => {
      if (this.#waiting.length >= maxWaiting) return reject(new Overloaded('too many waiting'));
      const resources = conflictPolicy?.resourcesOf(request) ?? [];
      const since = observer?.now() ?? 0;
      this.#waiting.push({ request, resources, resolve, reject, deferrals: 0, since });
      this.#schedule();
    });
  }

  /** Starts a flush after the present task, so that callers of the same moment go together. */
  #schedule(): void {
    const isFull = this.#inFlight.length >= this.#options.maxFlights;
    if (this.#isScheduled || isFull || !this.#isFlushDue()) return;
    this.#isScheduled = true;
    void Promise.resolve().then(() => {
      this.#isScheduled = false;
      this.#start();
    });
  }

  #isFlushDue(): boolean {
    const { overlapPolicy } = this.#options;
    const waiting = this.#waiting.length;
    const [oldest] = this.#inFlight;
    if (waiting === 0 || !overlapPolicy || oldest === undefined) return waiting > 0;
    return (
      waiting >= overlapPolicy.minWaiting ||
      overlapPolicy.now() - oldest.started > overlapPolicy.maxFlightMs
    );
  }

  #start(): void {
    const batch = this.#takeBatch();
    if (batch.length === 0) return;
    const { overlapPolicy, observer } = this.#options;
    const flight = { started: overlapPolicy?.now() ?? 0, lane: this.#freeLane() };
    this.#inFlight.push(flight);
    const release = this.#acquire(batch);
    const startedAt = observer?.now() ?? 0;
    answerAll(batch, flight.lane, this.#options).finally(() => {
      this.#inFlight.splice(this.#inFlight.indexOf(flight), 1);
      release();
      this.#schedule();
      observer?.flushed(flushOf(batch, flight.lane, startedAt, observer.now()));
    });
    this.#schedule();
  }

  #freeLane(): number {
    let lane = 0;
    while (this.#inFlight.some((flight) => flight.lane === lane)) lane += 1;
    return lane;
  }

  /** Marks the batch's keys and resources as in flight. The function that it gives unmarks them. */
  #acquire(batch: readonly Waiter<Request, Answer>[]): () => void {
    const { key } = this.#options;
    const keys = key ? batch.map(({ request }) => key(request)) : [];
    const locked = this.#locked;
    for (const batchKey of keys) this.#keysInFlight.add(batchKey);
    for (const { resources } of batch) {
      for (const resource of resources) locked.set(resource, (locked.get(resource) ?? 0) + 1);
    }
    return () => {
      for (const batchKey of keys) this.#keysInFlight.delete(batchKey);
      for (const { resources } of batch) {
        for (const resource of resources) {
          const others = (locked.get(resource) ?? 0) - 1;
          if (others > 0) locked.set(resource, others);
          else locked.delete(resource);
        }
      }
    };
  }

  /** Takes the next batch out of those who wait: without the conflicting requests, unless those are the most. */
  #takeBatch(): Waiter<Request, Answer>[] {
    const { batch, deferred } = this.#choose((waiter) => this.#conflicts(waiter));
    const isDeferring = batch.length >= deferred.length;
    const taken = isDeferring ? batch : this.#choose(() => false).batch;
    if (isDeferring) for (const waiter of deferred) waiter.deferrals += 1;
    const gone = new Set(taken);
    this.#waiting = this.#waiting.filter((waiter) => !gone.has(waiter));
    return taken;
  }

  #conflicts({ resources, deferrals }: Waiter<Request, Answer>): boolean {
    const { conflictPolicy } = this.#options;
    if (!conflictPolicy || deferrals >= conflictPolicy.maxDeferrals) return false;
    return resources.some((resource) => this.#locked.has(resource));
  }

  /** The next batch, and the requests that are deferred. A request waits behind another of its key, deferred or not. */
  #choose(isDeferred: (waiter: Waiter<Request, Answer>) => boolean) {
    const { key, maxBatch } = this.#options;
    const seen = new Set(this.#keysInFlight);
    const batch: Waiter<Request, Answer>[] = [];
    const deferred: Waiter<Request, Answer>[] = [];
    for (const waiter of this.#waiting) {
      if (batch.length === maxBatch) break;
      const own = key?.(waiter.request);
      if (own === undefined || !seen.has(own)) (isDeferred(waiter) ? deferred : batch).push(waiter);
      if (own !== undefined) seen.add(own);
    }
    return { batch, deferred };
  }
}

interface Flight {
  readonly started: number;
  readonly lane: number;
}

interface Waiter<Request, Answer> {
  readonly request: Request;
  readonly resources: readonly string[];
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
  /** Counts how often the request was deferred. */
  deferrals: number;
  /** When it came, where there is an observer; else 0. */
  readonly since: number;
}

function flushOf(
  batch: readonly { readonly since: number }[],
  lane: number,
  startedAt: number,
  endedAt: number,
): Flush {
  const oldest = batch.reduce((earliest, { since }) => Math.min(earliest, since), startedAt);
  const [waitMs, flushMs] = [startedAt - oldest, endedAt - startedAt];
  return { size: batch.length, waitMs, flushMs, lane };
}

/** Answers each caller. An error about one request's content fails that request alone; any other error fails them all. */
async function answerAll<Request, Answer>(
  batch: readonly Waiter<Request, Answer>[],
  lane: number,
  options: GroupCommit<Request, Answer>,
): Promise<void> {
  try {
    const requests = batch.map((waiter) => waiter.request);
    const answers = await options.flush(requests, lane);
    for (const [i, waiter] of batch.entries()) waiter.resolve(answers[i] as Answer);
  } catch (error) {
    if (batch.length > 1 && options.blamesContent(error)) {
      for (const waiter of batch) await answerAll([waiter], lane, options);
    } else {
      for (const waiter of batch) waiter.reject(error);
    }
  }
}
