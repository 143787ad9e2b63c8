/**
 * Africa's Talking's SDK. It has no deadline, no types, and errors that hold the API key, so it is loaded only here,
 * raced against a clock, and its errors are not passed on.
 */
import type { Sdk } from 'africastalking';
import type { Settings } from '../settings.ts';

/** Longer than this and nobody knows whether it was done (milliseconds). */
const deadline = 10_000;

/** No answer that says what was done. `status` is HTTP's, where there was one. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  readonly status: number | undefined;

  constructor(status: number | undefined) {
    super(`Africa's Talking did not answer${status === undefined ? '' : `: HTTP ${status}`}`);
    this.status = status;
  }
}

/** The answer to what `call` asks; throws NoAnswer. */
export async function ask(
  settings: Settings,
  call: (sdk: Sdk) => Promise<unknown>,
): Promise<unknown> {
  const { AFRICASTALKING_USERNAME: username, AFRICASTALKING_API_KEY: apiKey } = settings;
  const { default: sdk } = await import('africastalking');
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new NoAnswer(undefined)), deadline);
  });
  try {
    return await Promise.race([call(sdk({ username, apiKey })), late]);
  } catch (error) {
    throw new NoAnswer((error as { response?: { status?: number } } | undefined)?.response?.status);
  } finally {
    clearTimeout(timer);
  }
}
