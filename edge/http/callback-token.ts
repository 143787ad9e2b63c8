/** What the tokens of callbacks have to be: the part of a path that only one caller knows. */
import { z } from 'zod';
import { ipRange } from './ip-ranges.ts';

/** The settings of who calls us. */
export const caller = z.strictObject({
  /** The secret part of the callback's path. */
  token: z.string().min(1),
  /** The token before it, which still opens while the caller is given the new one. */
  previousToken: z.string().min(1).optional(),
  /** Addresses that may call. Absent: calls may come from anywhere. */
  sources: z.array(ipRange).min(1).optional(),
});

/** What gateways call about, by the first word of the path. Each has a token of its own. */
export type CallbackKind = 'sms' | 'airtime' | 'insights';

export type CallbackSettings = z.infer<typeof caller>;

/** One caller's tokens, and where its settings stand. */
export interface TokensAt {
  readonly path: readonly string[];
  readonly settings: Pick<CallbackSettings, 'token' | 'previousToken'>;
}

const minBits = 128;

/** Fewer different characters than this are no chance: 32 random hex digits have thirteen or fourteen. */
const minVariety = 8;

/**
 * What is wrong with the tokens of a system that is not local: one that can be guessed, and one that two callers have, so that
 * what leaks from one opens the other. The sentences hold no token.
 */
export function tokenComplaints(
  callers: readonly TokensAt[],
): { path: string[]; message: string }[] {
  const all = callers.flatMap(({ path, settings: { token, previousToken } }) => [
    { path: [...path, 'token'], token },
    ...(previousToken === undefined
      ? []
      : [{ path: [...path, 'previousToken'], token: previousToken }]),
  ]);
  return all.flatMap(({ path, token }, index) => {
    if (isWeak(token)) {
      return [{ path, message: 'has less than 128 bits; make one with openssl rand -hex 16' }];
    }
    const isTaken = all.slice(0, index).some((other) => other.token === token);
    return isTaken ? [{ path, message: 'is the token of another caller too' }] : [];
  });
}

function isWeak(token: string): boolean {
  const bitsEach = /^\d*$/.test(token)
    ? Math.log2(10)
    : /^[\da-f]*$/i.test(token)
      ? 4
      : Math.log2(62);
  return token.length * bitsEach < minBits || new Set(token).size < minVariety;
}
