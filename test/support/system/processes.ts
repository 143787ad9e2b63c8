/** `npm start` as a process of its own, and the processes under it. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { guardProgram } from '../../../db/local/guardian.ts';
import { runningPostgres } from '../../../db/local/postgres.ts';
import { whyNotPort } from '../../../edge/local/port.ts';

const start = join(import.meta.dirname, '../../../edge/local/start.ts');

export interface Started {
  readonly url: string;
  readonly ownerUrl: string;
  readonly pid: number;
  readonly postgresPid: number;
  /** The Workers runtime's process. */
  workerd(): number;
  /** Resolves with the exit code, or null after a signal. */
  readonly ended: Promise<number | null>;
  kill(signal: NodeJS.Signals): void;
}

/** A free port that the machine gives nobody else meanwhile: below those of outgoing connections. */
export async function portOfItsOwn(): Promise<string> {
  for (;;) {
    const port = randomInt(20_000, 30_000);
    if ((await whyNotPort(port)) === undefined) return String(port);
  }
}

/** Starts the system, on any free port where none is named, and waits for its `ready` line. */
export async function startProcess(
  dataDir: string,
  { port = '0', market = 'KE' } = {},
): Promise<Started> {
  const child = spawn(process.execPath, [start, '--market', market], {
    env: { ...process.env, DATA_DIR: dataDir, PORT: port },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // It dies with the test's process, and its servers with it.
  guardProgram(child.pid);
  const ended = new Promise<number | null>((done) => child.on('exit', (code) => done(code)));
  const url = await ready(child);
  const postgres = await runningPostgres(join(dataDir, 'postgres'));
  if (!child.pid || !postgres) throw new Error('the system is ready without its processes');
  const { pid } = child;
  return {
    url,
    ownerUrl: postgres.url('postgres'),
    pid,
    postgresPid: postgres.pid,
    workerd() {
      const found = processes().filter(
        ({ parent, command }) => parent === pid && /workerd/.test(command),
      );
      if (found.length !== 1 || !found[0]) throw new Error(`${found.length} Workers runtimes`);
      return found[0].pid;
    },
    ended,
    kill: (signal) => void child.kill(signal),
  };
}

function ready(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const read = (chunk: Buffer) => {
      said += chunk;
      const [, url] = /^ready (\S+)$/m.exec(said) ?? [];
      if (url) resolve(url);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.on('exit', (code) =>
      reject(new Error(`it ended with ${code} before it was ready: ${said}`)),
    );
  });
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const state = processes().find((one) => one.pid === pid)?.state;
  return state !== undefined && state !== 'Z';
}

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly state: string;
  readonly command: string;
}

function processes(): Process[] {
  return existsSync('/proc/self/stat') ? fromProc() : fromPs();
}

function fromProc(): Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
        const [, command = '', state = '', parent] = /\((.*)\) (\S) (\d+)/s.exec(stat) ?? [];
        return [{ pid: Number(name), parent: Number(parent), state, command }];
      } catch {
        return []; // It has ended in the meantime.
      }
    });
}

function fromPs(): Process[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,state=,comm=']).toString().split('\n');
  return lines.flatMap((line) => {
    const [, pid, parent, state = '', command = ''] =
      /^\s*(\d+)\s+(\d+)\s+(\S)\S*\s+(.*)$/.exec(line) ?? [];
    return pid ? [{ pid: Number(pid), parent: Number(parent), state, command }] : [];
  });
}
