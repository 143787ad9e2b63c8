/** Runs work one at a time for each key. Work under different keys runs side by side. */
export class KeyedQueue {
  readonly #newest = new Map<string, Promise<void>>();

  /** Runs `work` when everything that was queued under the key before it is done, and gives its answer. */
  run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const answer = this.idle(key).then(work);
    const done = answer.then(
      () => {},
      () => {},
    );
    this.#newest.set(key, done);
    // A key is forgotten when no work waits under it.
    done.then(() => {
      if (this.#newest.get(key) === done) this.#newest.delete(key);
    });
    return answer;
  }

  /** Resolves when all work that is queued under the key now is done. Never rejects. */
  idle(key: string): Promise<void> {
    return this.#newest.get(key) ?? Promise.resolve();
  }
}
