/**
 * Many callers, one flush. Each caller awaits its own answer as if it were alone; whoever is waiting when a flush
 * may start goes with it. A flush starts when none is in flight, or when it is worth another beside it, and
 * never on a timer: so a lone caller waits for nobody, and under load batches grow until the database keeps up.
 */
export interface GroupCommit<Request, Answer> {
  /** Does the work of a batch: as many answers as requests, in the same order. Must be safe to repeat. */
  readonly flush: (batch: readonly Request[]) => Promise<readonly Answer[]>;
  /** Requests with the same key are never under way together, and keep their order. */
  readonly key?: (request: Request) => string;
  readonly largestBatch: number;
  readonly flushesInFlight: number;
  /** When a flush starts beside another; absent is whenever somebody waits. */
  readonly beside?: Beside;
  /** Callers past this many are turned away at once with an Overloaded error: nothing of theirs was tried. */
  readonly mostWaiting: number;
  /** Whether an error speaks of the batch's content, so that its requests should be tried one by one. */
  readonly blamesContent: (error: unknown) => boolean;
}

/** Few are served better together, by the next flush: unless the one in flight makes them wait for too long. */
export interface Beside {
  /** How many must wait. */
  readonly enough: number;
  /** How long the one before may have been in flight (milliseconds), for whoever comes then. */
  readonly patience: number;
  readonly now: () => number;
}

export class Overloaded extends Error {
  override readonly name = 'Overloaded';
}

export function groupCommit<Request, Answer>(
  options: GroupCommit<Request, Answer>,
): (request: Request) => Promise<Answer> {
  let waiting: Waiter<Request, Answer>[] = [];
  /** When each of those in flight started, the earliest first. */
  const inFlight: number[] = [];
  let scheduled = false;
  const keysInFlight = new Set<string>();

  return (request) =>
    new Promise<Answer>((resolve, reject) => {
      if (waiting.length >= options.mostWaiting) return reject(new Overloaded('too many waiting'));
      waiting.push({ request, resolve, reject });
      schedule();
    });

  /** After the present task, so that callers of the same moment go together. */
  function schedule(): void {
    if (scheduled || inFlight.length >= options.flushesInFlight || !isWorthOne()) return;
    scheduled = true;
    void Promise.resolve().then(() => {
      scheduled = false;
      start();
    });
  }

  function isWorthOne(): boolean {
    const { beside } = options;
    const [earliest] = inFlight;
    if (waiting.length === 0 || !beside || earliest === undefined) return waiting.length > 0;
    return waiting.length >= beside.enough || beside.now() - earliest > beside.patience;
  }

  function start(): void {
    const batch = take();
    if (batch.length === 0) return;
    const keys = batch.flatMap(({ request }) => options.key?.(request) ?? []);
    for (const key of keys) keysInFlight.add(key);
    const started = options.beside?.now() ?? 0;
    inFlight.push(started);
    answerAll(batch, options).finally(() => {
      inFlight.splice(inFlight.indexOf(started), 1);
      for (const key of keys) keysInFlight.delete(key);
      schedule();
    });
    schedule();
  }

  function take(): Waiter<Request, Answer>[] {
    const { key, largestBatch } = options;
    const seen = new Set(keysInFlight);
    const batch: Waiter<Request, Answer>[] = [];
    const rest: Waiter<Request, Answer>[] = [];
    for (const waiter of waiting) {
      const own = key?.(waiter.request);
      const fits = batch.length < largestBatch && (own === undefined || !seen.has(own));
      (fits ? batch : rest).push(waiter);
      if (own !== undefined) seen.add(own);
    }
    waiting = rest;
    return batch;
  }
}

interface Waiter<Request, Answer> {
  readonly request: Request;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/** What is wrong with one request is not its neighbours' loss; a database that is away is everybody's. */
async function answerAll<Request, Answer>(
  batch: readonly Waiter<Request, Answer>[],
  options: GroupCommit<Request, Answer>,
): Promise<void> {
  try {
    const answers = await options.flush(batch.map((waiter) => waiter.request));
    for (const [i, waiter] of batch.entries()) waiter.resolve(answers[i] as Answer);
  } catch (error) {
    if (batch.length > 1 && options.blamesContent(error)) {
      for (const waiter of batch) await answerAll([waiter], options);
    } else {
      for (const waiter of batch) waiter.reject(error);
    }
  }
}
