/** The callers, and their bank, which counts their payments. None of their data equals the PIN by chance. */
import { setImmediate } from 'node:timers/promises';
import type { Bank } from './engine.ts';

export interface Caller {
  readonly sessionId: string;
  /** The number with its "+". */
  readonly number: string;
  readonly name: string;
}

export const pin = '7391';

/** Each caller has one of these names: "CALLER BDA". */
export const anyName = /CALLER [A-J]+/g;

/** The caller with this number. No two callers share a name. */
export function caller(index: number): Caller {
  const letters = [...String(index)].map((digit) => 'ABCDEFGHIJ'.charAt(Number(digit))).join('');
  const digits = [...index.toString(5)].map((digit) => String(2 * Number(digit))).join('');
  return {
    sessionId: `session-${letters}`,
    number: `+2547${digits.padStart(8, '0')}`,
    name: `CALLER ${letters}`,
  };
}

/** The bank of `callers`. It answers after one to three turns of the event loop, not in order. */
export function openBank(callers: readonly Caller[]) {
  const names = new Map(callers.map(({ number, name }) => [number, name]));
  const paid = new Map<string, number>();
  const pause = pauses(3);
  const bank: Bank = {
    async nameOf(number) {
      await pause(1);
      return names.get(number) ?? 'nobody';
    },
    async verify(_, typed) {
      await pause(1);
      return typed === pin;
    },
    async pay(number) {
      await pause(1);
      paid.set(number, (paid.get(number) ?? 0) + 1);
    },
  };
  /** How often each number has paid. */
  return { ...bank, paid };
}

/** Waits for `min` turns of the event loop and up to `spread` - 1 more, at random but the same in every run. */
export function pauses(spread: number): (min: number) => Promise<void> {
  let chance = 1;
  return async (min) => {
    chance = (chance * 48_271) % 2_147_483_647;
    for (let turn = 0; turn < min + (chance % spread); turn += 1) await setImmediate();
  };
}
