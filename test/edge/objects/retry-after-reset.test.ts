import { describe, expect, it } from 'vitest';
import { retryAfterReset } from '../../../edge/objects/retry-after-reset.ts';

/** Fails with these errors, one call after the other, and then answers with the number of calls. */
function failing(...errors: Error[]) {
  let calls = 0;
  return async () => {
    const error = errors[calls++];
    if (error) throw error;
    return calls;
  };
}

const reset = new Error('the object was reset');

describe('a call of an object', () => {
  it('is made once where it is answered', async () => {
    expect(await retryAfterReset(failing())).toBe(1);
  });

  it('is made once more where it fails, and no more', async () => {
    expect(await retryAfterReset(failing(reset))).toBe(2);
    await expect(retryAfterReset(failing(reset, reset))).rejects.toBe(reset);
  });

  it('is not made again where the object has too much to do', async () => {
    const overloaded = Object.assign(new Error('overloaded'), { overloaded: true });
    await expect(retryAfterReset(failing(overloaded))).rejects.toBe(overloaded);
  });
});
