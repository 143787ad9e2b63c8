/** The source of time. The edge passes in the real clock; tests pass in one that they move. */
export interface Clock {
  /** Milliseconds since 1970, UTC. */
  now(): number;
  /** `elapsed` resolves after `ms` milliseconds. After `cancel` it stays pending, and costs nothing. */
  after(ms: number): { readonly elapsed: Promise<void>; cancel(): void };
}
