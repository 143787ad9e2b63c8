/** Waits for several answers under one deadline. */
import type { Clock } from '../clock.ts';

/** The result of one call within the deadline: its value, its error, or nothing yet. `ms` is how long it took. */
export type Answered<T> =
  | { readonly status: 'answered'; readonly value: T; readonly ms: number }
  | { readonly status: 'failed'; readonly error: unknown; readonly ms: number }
  | { readonly status: 'late'; readonly ms: number };

export type Correlated<T> = { readonly [K in keyof T]: Answered<T[K]> };

/**
 * Waits until every call has answered or failed, or until `deadline` milliseconds have passed, and calls `then`. A call that
 * fails counts as answered, so this rejects only where `then` does. An answer after the deadline goes to `onLate` and
 * changes nothing.
 *
 * `then` is called inside the last answer and not behind a promise of it: where hundreds of payments are answered at once,
 * each would wait there for the same step of all the others.
 */
export function correlate<T extends Record<string, unknown>, Result>(
  calls: { readonly [K in keyof T]: Promise<T[K]> },
  deadline: number,
  clock: Clock,
  then: (answers: Correlated<T>) => Result | Promise<Result>,
  onLate: (name: keyof T, answer: Answered<unknown>) => void = () => {},
): Promise<Result> {
  const started = clock.now();
  const passed = () => clock.now() - started;
  const all = Object.entries<Promise<unknown>>(calls);
  const answers: Record<string, Answered<unknown>> = {};
  let missing = all.length;
  let open = true;

  return new Promise((resolve, reject) => {
    const timer = clock.after(deadline);
    const close = () => {
      open = false;
      timer.cancel();
      try {
        resolve(then(answers as Correlated<T>));
      } catch (error) {
        reject(error);
      }
    };
    const keep = (name: string, answer: Answered<unknown>) => {
      if (!open) return onLate(name, answer);
      answers[name] = answer;
      missing -= 1;
      if (missing === 0) close();
    };
    for (const [name, call] of all) {
      call.then(
        (value) => keep(name, { status: 'answered', value, ms: passed() }),
        (error) => keep(name, { status: 'failed', error, ms: passed() }),
      );
    }
    void timer.elapsed.then(() => {
      if (!open) return;
      for (const [name] of all) answers[name] ??= { status: 'late', ms: passed() };
      close();
    });
  });
}
