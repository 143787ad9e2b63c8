/**
 * Runs a command that starts servers, so that it always ends: at the end of its work, or within five seconds of a signal, in
 * whatever state it is. What it could not stop in that time the guardian stops (db/local/guardian.ts).
 *
 * Until it has started something, a signal ends it as it ends any program: loading the runtime's tools keeps a busy machine's
 * process from hearing for seconds.
 */
import { constants } from 'node:os';

/** The time for a shutdown in order (milliseconds). */
const patience = 3_500;
/** Milliseconds between two looks at the parent. */
const parentInterval = 500;

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;

/** A command's work; its exit code becomes the process's. */
export type Work = (stopped: AbortSignal) => Promise<number>;

/**
 * `prepare` looks and loads, and starts nothing. `stopped` is aborted at the first signal after that; a second one ends the
 * process at once. An error becomes one sentence and exit code 1.
 */
export async function runStoppable(name: string, prepare: () => Promise<Work>): Promise<never> {
  const controller = new AbortController();
  // Whoever read the output may have gone. The work goes on.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  const code = await prepare()
    .then((work) => {
      stopAtSignals(controller);
      return work(controller.signal);
    })
    .catch((error) => {
      if (controller.signal.aborted) return exitCodeOf(controller.signal);
      console.error(`${name}: ${error instanceof Error ? error.message : String(error)}`);
      return 1;
    });
  // Nothing that a failed start left open may keep the process alive.
  process.exit(code);
}

function stopAtSignals(controller: AbortController): void {
  const stop = (signal: NodeJS.Signals) => {
    const code = 128 + constants.signals[signal];
    if (controller.signal.aborted) process.exit(code);
    controller.abort(signal);
    setTimeout(() => process.exit(code), patience).unref();
  };
  for (const signal of signals) process.on(signal, stop);
  stopWithNpm(() => stop('SIGHUP'));
}

/** As a shell names the end by a signal: 130 for Ctrl-C. */
export function exitCodeOf(stopped: AbortSignal): number {
  return 128 + constants.signals[stopped.reason as NodeJS.Signals];
}

/** npm passes signals on, but where it is killed itself nobody would stop what it started. */
function stopWithNpm(stop: () => void): void {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    stop();
  }, parentInterval);
  timer.unref();
}
