/** Time of the processor that processes have used so far, from /proc: on Linux, and nowhere else. */
import { readdir, readFile } from 'node:fs/promises';

/** The kernel counts in hundredths of a second wherever it shows them. */
const tick = 10;

/** Milliseconds of a process and its children; undefined where there is no /proc. */
export async function usedBy(pid: number): Promise<number | undefined> {
  const own = await statOf(pid);
  if (!own) return undefined;
  // What children used that have ended is counted with their parent.
  let ticks = own.ticks + own.childrenTicks;
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = await statOf(Number(name));
    if (stat?.parent === pid) ticks += stat.ticks;
  }
  return ticks * tick;
}

/** Of this process, without its children. */
export function usedHere(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/** Of the whole machine, whoever used it. */
export async function usedByAll(): Promise<number | undefined> {
  const text = await readFile('/proc/stat', 'utf8').catch(() => undefined);
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0] =
    text?.split('\n')[0]?.split(/\s+/).slice(1).map(Number) ?? [];
  return text === undefined ? undefined : (user + nice + system + irq + softirq) * tick;
}

async function statOf(pid: number) {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  // The name before these may hold anything, and ends with the last parenthesis.
  const fields = text?.slice(text.lastIndexOf(')') + 2).split(' ');
  if (!fields) return undefined;
  const figure = (place: number) => Number(fields[place]);
  return {
    parent: figure(1),
    ticks: figure(11) + figure(12),
    childrenTicks: figure(13) + figure(14),
  };
}
