/** The people who call, and their bank, which counts what they pay. Nothing of them looks like the PIN by chance. */
import { setImmediate } from 'node:timers/promises';
import type { Bank } from './engine.ts';

export interface Caller {
  readonly sessionId: string;
  /** With its "+". */
  readonly number: string;
  readonly name: string;
}

export const pin = '7391';

/** Everybody has one of these: "CALLER BDA". */
export const anyName = /CALLER [A-J]+/g;

/** The caller of this number, each another. */
export function caller(index: number): Caller {
  const letters = [...String(index)].map((digit) => 'ABCDEFGHIJ'.charAt(Number(digit))).join('');
  const digits = [...index.toString(5)].map((digit) => String(2 * Number(digit))).join('');
  return {
    sessionId: `session-${letters}`,
    number: `+2547${digits.padStart(8, '0')}`,
    name: `CALLER ${letters}`,
  };
}

/** Where `callers` have their accounts. Answers after one to three turns of the event loop, and not in order. */
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

/** Waits for `least` turns of the event loop, and up to `spread` - 1 more: by chance, and the same in every run. */
export function pauses(spread: number): (least: number) => Promise<void> {
  let chance = 1;
  return async (least) => {
    chance = (chance * 48_271) % 2_147_483_647;
    for (let turn = 0; turn < least + (chance % spread); turn += 1) await setImmediate();
  };
}
