/**
 * Callers who come when they come, whether or not those before them were answered (an open loop). A closed loop asks
 * less of a system that is slow just now, and so never sees how long people would have waited.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { figures, type Load } from './load.ts';

/** Calls at so many times in a second, by chance and independent of each other. Waits are counted from those times. */
export async function openLoop(
  perSecond: number,
  seconds: number,
  call: () => Promise<unknown>,
): Promise<Load> {
  const took: number[] = [];
  const calls: Promise<void>[] = [];
  const began = performance.now();
  for (let at = began; ; ) {
    at += (-Math.log(1 - Math.random()) / perSecond) * 1000;
    if (at > began + seconds * 1000) break;
    const early = at - performance.now();
    if (early > 0) await sleep(early);
    const due = at;
    calls.push(call().then(() => void took.push(performance.now() - due)));
  }
  await Promise.all(calls);
  return figures(took, (performance.now() - began) / 1000);
}
