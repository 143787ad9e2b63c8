/** Reads from /proc how much processor time processes have used so far. Only Linux has it. */
import { readdir, readFile } from 'node:fs/promises';

/** The kernel shows times in hundredths of a second. */
const tick = 10;

/** Processor time of a process and its children, in milliseconds; undefined where there is no /proc. */
export async function usedBy(pid: number): Promise<number | undefined> {
  const own = await statOf(pid);
  if (!own) return undefined;
  // The kernel counts the time of children that have ended with their parent.
  let ticks = own.ticks + own.childrenTicks;
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = await statOf(Number(name));
    if (stat?.parent === pid) ticks += stat.ticks;
  }
  return ticks * tick;
}

/** Processor time of this process without its children, in milliseconds. */
export function usedHere(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/** Processor time of the whole machine, by every process, in milliseconds. */
export async function usedByAll(): Promise<number | undefined> {
  const text = await readFile('/proc/stat', 'utf8').catch(() => undefined);
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0] =
    text?.split('\n')[0]?.split(/\s+/).slice(1).map(Number) ?? [];
  return text === undefined ? undefined : (user + nice + system + irq + softirq) * tick;
}

async function statOf(pid: number) {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  // The process's name in front of these fields may hold any character, and ends with the last parenthesis.
  const fields = text?.slice(text.lastIndexOf(')') + 2).split(' ');
  if (!fields) return undefined;
  const figure = (place: number) => Number(fields[place]);
  return {
    parent: figure(1),
    ticks: figure(11) + figure(12),
    childrenTicks: figure(13) + figure(14),
  };
}
