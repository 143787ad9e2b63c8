/**
 * Callers that come on a schedule, whether or not earlier ones were answered (an open loop). A closed loop sends less to a
 * system that is slow at the moment, and so never sees how long people would have waited.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { figures, type Load } from './load.ts';

/** Calls so many times a second, at random times that do not depend on each other. A wait is counted from the scheduled time. */
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
