/**
 * Africa's Talking's SDK. It has no deadline, no types, and errors that hold the API key, so it is loaded only here,
 * raced against a clock, and its errors are not passed on.
 */
import type { Sdk } from 'africastalking';
import { z } from 'zod';

/** The account that messages, airtime and questions about SIMs are charged to. */
export const account = z.object({
  /** The account with Africa's Talking. */
  AFRICASTALKING_USERNAME: z.string('is missing').min(1),
  /** The API key of that account. */
  AFRICASTALKING_API_KEY: z.string('is missing').min(1),
});

/** Longer than this and nobody knows whether it was done (milliseconds). */
const deadline = 10_000;

/** HTTP says with these that the request was looked at and not done. Others say nothing of what was done. */
const refusing = new Set([400, 401, 402, 403, 404, 429]);

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
  { AFRICASTALKING_USERNAME: username, AFRICASTALKING_API_KEY: apiKey }: z.infer<typeof account>,
  call: (sdk: Sdk) => Promise<unknown>,
): Promise<unknown> {
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

/** Returns why nothing was done, where an error says so for certain; throws the error again where it does not. */
export function refusalOf(error: unknown): string {
  if (!(error instanceof NoAnswer) || !refusing.has(error.status ?? 0)) throw error;
  return `HTTP ${error.status}`;
}
