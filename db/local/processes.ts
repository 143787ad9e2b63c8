/** Processes of this machine, by id and birth: after a process's end another program may get its id, never its birth. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

export interface ProcessId {
  readonly pid: number;
  /** The time of its start, as the system writes it; on Linux with the boot that the time counts from. */
  readonly birth: string;
}

/**
 * Finds a process that runs. A zombie does not run: it only waits for its parent to read its exit code. One whose first thread
 * alone has ended does: the others still hold its files and ports.
 */
export function processOf(pid: number): ProcessId | undefined {
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  const birth = existsSync('/proc/self/stat') ? birthByProc(pid) : birthByPs(pid);
  return birth === undefined ? undefined : { pid, birth };
}

export function runs({ pid, birth }: ProcessId): boolean {
  return processOf(pid)?.birth === birth;
}

/** Sends a signal to that very process. One that has ended is left alone, and so is one that is not ours. */
export function signal(process_: ProcessId, name: NodeJS.Signals): void {
  if (!runs(process_)) return;
  try {
    process.kill(process_.pid, name);
  } catch {
    // It has ended in the meantime, or belongs to another account.
  }
}

function birthByProc(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name of the program stands in parentheses and may hold any character. State is the third field, the number of threads
    // the 20th, birth the 22nd.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (/^[ZX]$/.test(fields[0] ?? '') && Number(fields[17]) <= 1) return undefined;
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${boot} ${fields[19]}`;
  } catch {
    return undefined;
  }
}

function birthByPs(pid: number): string | undefined {
  const { status, stdout } = spawnSync('ps', ['-o', 'state=,lstart=', '-p', String(pid)], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  });
  const [, state, birth] = /^(\S+)\s+(.+?)\s*$/.exec(stdout?.trim() ?? '') ?? [];
  return status === 0 && birth && !state?.startsWith('Z') ? birth : undefined;
}
