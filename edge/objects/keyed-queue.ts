/** Work in turn: what is of one key waits for what came before it under that key, and for nothing else. */
export class KeyedQueue {
  readonly #newest = new Map<string, Promise<void>>();

  take<T>(key: string, work: () => Promise<T>): Promise<T> {
    const answer = this.before(key).then(work);
    const done = answer.then(
      () => {},
      () => {},
    );
    this.#newest.set(key, done);
    // Nothing stays of a key that nobody waits for.
    done.then(() => {
      if (this.#newest.get(key) === done) this.#newest.delete(key);
    });
    return answer;
  }

  /** When all that was taken under the key so far is done. Never fails. */
  before(key: string): Promise<void> {
    return this.#newest.get(key) ?? Promise.resolve();
  }
}
