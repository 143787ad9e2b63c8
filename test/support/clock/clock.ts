/** A clock that stands still until a test moves it. */
import type { Clock } from '../../../core/clock.ts';

interface Timer {
  readonly at: number;
  readonly ring: () => void;
}

export class TestClock implements Clock {
  #now: number;
  #timers: readonly Timer[] = [];

  /** By default the second in which the example payment of the wording was completed. */
  constructor(at: number = Date.UTC(2024, 8, 2, 14, 30, 3)) {
    this.#now = at;
  }

  now(): number {
    return this.#now;
  }

  after(ms: number): { readonly elapsed: Promise<void>; cancel(): void } {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = { at: this.#now + ms, ring: resolve };
    this.#timers = [...this.#timers, timer];
    return { elapsed: promise, cancel: () => this.#drop(timer) };
  }

  /** Timers that have neither rung nor been cancelled. */
  get timers(): number {
    return this.#timers.length;
  }

  /** Lets `ms` milliseconds pass: rings what is due in order, and lets whoever waits for it go on in between. */
  async advance(ms: number): Promise<void> {
    const until = this.#now + ms;
    await settled();
    for (let next = this.#next(until); next; next = this.#next(until)) {
      this.#now = Math.max(this.#now, next.at);
      this.#drop(next);
      next.ring();
      await settled();
    }
    this.#now = until;
  }

  #next(until: number): Timer | undefined {
    const [first] = this.#timers.toSorted((a, b) => a.at - b.at);
    return first && first.at <= until ? first : undefined;
  }

  #drop(timer: Timer): void {
    this.#timers = this.#timers.filter((other) => other !== timer);
  }
}

/** Resolves when every promise that can go on by itself has gone on. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
