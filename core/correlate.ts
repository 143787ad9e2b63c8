/** Several answers under one deadline. */
import type { Clock } from './clock.ts';

/** What came of one call within the time: its value, its error, or nothing. */
export type Answered<T> =
  | { readonly status: 'answered'; readonly value: T; readonly ms: number }
  | { readonly status: 'failed'; readonly error: unknown; readonly ms: number }
  | { readonly status: 'late'; readonly ms: number };

export type Correlated<T> = { readonly [K in keyof T]: Answered<T[K]> };

/**
 * Waits until every call has answered or failed, or until `deadline` milliseconds have passed. Never rejects:
 * one failure is that call's answer. What comes after the deadline goes to `evidence`, and changes nothing.
 */
export async function correlate<T extends Record<string, unknown>>(
  calls: { readonly [K in keyof T]: Promise<T[K]> },
  deadline: number,
  clock: Clock,
  evidence: (name: keyof T, answer: Answered<unknown>) => void = () => {},
): Promise<Correlated<T>> {
  const started = clock.now();
  const answers: Partial<Record<keyof T, Answered<unknown>>> = {};
  let open = true;
  const keep = (name: keyof T, answer: Answered<unknown>) => {
    if (open) answers[name] = answer;
    else evidence(name, answer);
  };
  const all = Object.entries<Promise<unknown>>(calls).map(([name, call]) =>
    call.then(
      (value) => keep(name, { status: 'answered', value, ms: clock.now() - started }),
      (error) => keep(name, { status: 'failed', error, ms: clock.now() - started }),
    ),
  );

  const timer = clock.after(deadline);
  await Promise.race([Promise.all(all), timer.elapsed]);
  timer.cancel();
  open = false;

  for (const name of Object.keys(calls)) {
    answers[name as keyof T] ??= { status: 'late', ms: clock.now() - started };
  }
  return answers as Correlated<T>;
}
