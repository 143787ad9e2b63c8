/** Time is passed in. The edge hands over the real clock; tests move their own. */
export interface Clock {
  /** Milliseconds since 1970, UTC. */
  now(): number;
  /** Resolves after `ms` milliseconds, unless cancelled, when it stays pending and costs nothing. */
  after(ms: number): { readonly elapsed: Promise<void>; cancel(): void };
}
