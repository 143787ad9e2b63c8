/**
 * Many callers, one flush. Each caller awaits its own answer as if it were alone; whoever is waiting when a flush
 * may start goes with it. A flush starts when none is in flight, or when it is worth another beside it, and
 * never on a timer: so a lone caller waits for nobody, and under load batches grow until the database keeps up.
 */
export interface GroupCommit<Request, Answer> {
  /**
   * Does the work of a batch: as many answers as requests, in the same order. Must be safe to repeat. `lane` is a number
   * from 0, below `flushesInFlight`, that no other flush in flight has.
   */
  readonly flush: (batch: readonly Request[], lane: number) => Promise<readonly Answer[]>;
  /** Requests with the same key are never under way together, and keep their order. */
  readonly key?: (request: Request) => string;
  /** What flushes would wait for each other over. */
  readonly conflictPolicy?: ConflictPolicy<Request>;
  readonly maxBatch: number;
  readonly maxFlights: number;
  /** When a flush starts beside another; absent is whenever somebody waits. */
  readonly overlapPolicy?: OverlapPolicy;
  /** Callers past this many are turned away at once with an Overloaded error: nothing of theirs was tried. */
  readonly maxWaiting: number;
  /** Whether an error speaks of the batch's content, so that its requests should be tried one by one. */
  readonly blamesContent: (error: unknown) => boolean;
}

/** Few are served better together, by the next flush: unless the one in flight makes them wait for too long. */
export interface OverlapPolicy {
  /** How many must wait. */
  readonly minWaiting: number;
  /** How long the one before may have been in flight (milliseconds), for whoever comes then. */
  readonly maxFlightMs: number;
  readonly now: () => number;
}

/**
 * Two flushes at work on the same thing wait for each other, and all of the second one's callers with them. So who would meet
 * a flush in flight is left for a later one: unless most who wait would, as where all pay one shop, or it was left
 * so often before.
 */
export interface ConflictPolicy<Request> {
  /** The names of what a request is worked on. */
  readonly resourcesOf: (request: Request) => readonly string[];
  /** How many requests in flight are at work on each. One for all group commits that meet in the same things. */
  readonly inFlight: Map<string, number>;
  /** How often a request may be left for a later flush. */
  readonly maxDeferrals: number;
}

export class Overloaded extends Error {
  override readonly name = 'Overloaded';
}

export function groupCommit<Request, Answer>(
  options: GroupCommit<Request, Answer>,
): (request: Request) => Promise<Answer> {
  let waiting: Waiter<Request, Answer>[] = [];
  /** The earliest first. */
  const inFlight: Flight[] = [];
  let scheduled = false;
  const keysInFlight = new Set<string>();

  return (request) =>
    new Promise<Answer>((resolve, reject) => {
      if (waiting.length >= options.maxWaiting) return reject(new Overloaded('too many waiting'));
      const works = options.conflictPolicy?.resourcesOf(request) ?? [];
      waiting.push({ request, resources: works, resolve, reject, deferrals: 0 });
      schedule();
    });

  /** After the present task, so that callers of the same moment go together. */
  function schedule(): void {
    if (scheduled || inFlight.length >= options.maxFlights || !isWorthOne()) return;
    scheduled = true;
    void Promise.resolve().then(() => {
      scheduled = false;
      start();
    });
  }

  function isWorthOne(): boolean {
    const { overlapPolicy } = options;
    const [earliest] = inFlight;
    if (waiting.length === 0 || !overlapPolicy || earliest === undefined) return waiting.length > 0;
    return (
      waiting.length >= overlapPolicy.minWaiting ||
      overlapPolicy.now() - earliest.started > overlapPolicy.maxFlightMs
    );
  }

  function start(): void {
    const batch = take();
    if (batch.length === 0) return;
    const flight = { started: options.overlapPolicy?.now() ?? 0, lane: freeLane() };
    inFlight.push(flight);
    const leave = enter(batch);
    answerAll(batch, flight.lane, options).finally(() => {
      inFlight.splice(inFlight.indexOf(flight), 1);
      leave();
      schedule();
    });
    schedule();
  }

  function freeLane(): number {
    let lane = 0;
    while (inFlight.some((flight) => flight.lane === lane)) lane += 1;
    return lane;
  }

  /** Marks what callers have to themselves, and what is worked on for them, until they leave. */
  function enter(batch: readonly Waiter<Request, Answer>[]): () => void {
    const { key } = options;
    const keys = key ? batch.map(({ request }) => key(request)) : [];
    const busy = options.conflictPolicy?.inFlight ?? new Map<string, number>();
    for (const own of keys) keysInFlight.add(own);
    for (const { resources } of batch) {
      for (const work of resources) busy.set(work, (busy.get(work) ?? 0) + 1);
    }
    return () => {
      for (const own of keys) keysInFlight.delete(own);
      for (const { resources } of batch) {
        for (const work of resources) {
          const others = (busy.get(work) ?? 0) - 1;
          if (others > 0) busy.set(work, others);
          else busy.delete(work);
        }
      }
    };
  }

  function take(): Waiter<Request, Answer>[] {
    const { batch, left } = choose(meets);
    const isApart = batch.length >= left.length;
    const taken = isApart ? batch : choose(() => false).batch;
    if (isApart) for (const waiter of left) waiter.deferrals += 1;
    const gone = new Set(taken);
    waiting = waiting.filter((waiter) => !gone.has(waiter));
    return taken;
  }

  function meets({ resources, deferrals }: Waiter<Request, Answer>): boolean {
    const { conflictPolicy } = options;
    if (!conflictPolicy || deferrals >= conflictPolicy.maxDeferrals) return false;
    return resources.some((work) => conflictPolicy.inFlight.has(work));
  }

  /** The next batch, and who was left on the way to it. Whoever has the key of one who stays, stays too. */
  function choose(isLeft: (waiter: Waiter<Request, Answer>) => boolean) {
    const { key, maxBatch } = options;
    const seen = new Set(keysInFlight);
    const batch: Waiter<Request, Answer>[] = [];
    const left: Waiter<Request, Answer>[] = [];
    for (const waiter of waiting) {
      if (batch.length === maxBatch) break;
      const own = key?.(waiter.request);
      if (own === undefined || !seen.has(own)) (isLeft(waiter) ? left : batch).push(waiter);
      if (own !== undefined) seen.add(own);
    }
    return { batch, left };
  }
}

interface Flight {
  readonly started: number;
  readonly lane: number;
}

interface Waiter<Request, Answer> {
  readonly request: Request;
  /** What it is worked on. */
  readonly resources: readonly string[];
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
  /** How often it was left for a later flush. */
  deferrals: number;
}

/** What is wrong with one request is not its neighbours' loss; a database that is away is everybody's. */
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
