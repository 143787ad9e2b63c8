/**
 * Calls an object, and calls it once more if it was reset in the middle of the call. `call` makes a new stub each time,
 * because a stub stays broken after a reset. The object must treat the second call as the same request. An overloaded
 * object is not called again: that would add to its load.
 */
export async function retryAfterReset<Answer>(call: () => Promise<Answer>): Promise<Answer> {
  try {
    return await call();
  } catch (error) {
    if ((error as { overloaded?: boolean }).overloaded) throw error;
    return await call();
  }
}
