/** Finds a cluster's live server by the pid file that PostgreSQL keeps in it. */
import { readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { join } from 'node:path';

/** The server that wrote postmaster.pid. */
export interface Postmaster {
  pid: number;
  port: number;
}

/** Finds the live server of this cluster, without asking whether it answers. */
export function postmasterOf(path: string): Postmaster | undefined {
  let lines: string[];
  try {
    lines = readFileSync(join(path, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return undefined;
  }
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  return pid > 0 && isPostmaster(pid, path) ? { pid, port } : undefined;
}

/** Checks that the process is this cluster's server: after a crash another program may have got its process id. */
export function isPostmaster(pid: number, path: string): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  if (process.platform !== 'linux') return true;
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(path);
  } catch {
    return false;
  }
}
