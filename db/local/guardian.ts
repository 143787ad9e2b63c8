/**
 * Binds the servers that a process starts to its life, also where it is killed with SIGKILL and can do nothing any more.
 *
 * The guardian is a small process in a session of its own. It reads from a pipe which processes it guards, and the pipe ends
 * when its owner ends, however that happened. What still runs then is ended: a program with SIGKILL, PostgreSQL as its own
 * shutdown asks. The folder of each server has a record of the two, so that the next start waits for a guardian that is at
 * work, and ends what is left where the guardian was killed too.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { postmasterOf } from './postmaster.ts';
import { type ProcessId, processOf, runs, signal } from './processes.ts';

/** A program by its process, or a PostgreSQL by its cluster's path: that one is found in its pid file, when it is needed. */
type Ward = { readonly program: ProcessId } | { readonly cluster: string };

/** A folder's record. */
interface Bond {
  readonly owner: ProcessId;
  readonly guardian: ProcessId;
  readonly programs: readonly ProcessId[];
}

const RECORD = 'guardian.json';

/** A PostgreSQL gets this long (milliseconds) for a shutdown in order, and then again for one that the next start recovers from. */
const PATIENCE = 5_000;

/** The time in which a program that was just started shows itself (milliseconds). */
const QUIET = 1_000;

let guardian: { readonly id: ProcessId; tell(ward: Ward): void } | undefined;

/** Binds a program that this process started. Beside a folder it is remembered for the next start there. */
export function guardProgram(pid: number | undefined, folder?: string): void {
  const program = pid === undefined ? undefined : processOf(pid);
  if (!program) return;
  const { id, tell } = startGuardian();
  tell({ program });
  if (folder !== undefined) writeBond(folder, id, [program]);
}

/** Binds the PostgreSQL of a cluster in a folder, before it is started. */
export function guardCluster(cluster: string, folder: string): void {
  const { id, tell } = startGuardian();
  tell({ cluster });
  writeBond(folder, id, []);
}

/** True where the process that bound the folder's server lives: the server is no orphan. */
export function hasOwner(folder: string): boolean {
  const bond = readBond(folder);
  return bond !== undefined && runs(bond.owner);
}

/**
 * Waits for the guardian of an owner that was killed, and ends the programs that are left where the guardian was killed too. A
 * PostgreSQL that is left is not ended: the next start uses it.
 */
export async function endOrphans(folder: string): Promise<void> {
  const bond = readBond(folder);
  if (!bond || runs(bond.owner)) return;
  const giveUp = Date.now() + 3 * PATIENCE;
  while (runs(bond.guardian) && Date.now() < giveUp) await sleep(50);
  await endPrograms(bond.programs);
}

/** The programs that are bound to a folder, and run. */
export function programsOf(folder: string): readonly ProcessId[] {
  return readBond(folder)?.programs.filter(runs) ?? [];
}

async function endPrograms(programs: readonly ProcessId[]): Promise<void> {
  for (const program of programs) signal(program, 'SIGKILL');
  const giveUp = Date.now() + PATIENCE;
  while (programs.some(runs) && Date.now() < giveUp) await sleep(20);
}

function startGuardian() {
  if (guardian) return guardian;
  const child = spawn(process.execPath, [import.meta.filename], {
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  // Neither of the two may keep this process alive, nor end it.
  child.on('error', () => {}).unref();
  (child.stdin as Socket).on('error', () => {}).unref();
  const id = processOf(child.pid ?? 0);
  if (!id) throw new Error('a process that watches over the servers could not be started');
  guardian = { id, tell: (ward) => void child.stdin.write(`${JSON.stringify(ward)}\n`) };
  return guardian;
}

function writeBond(folder: string, id: ProcessId, added: readonly ProcessId[]): void {
  const owner = processOf(process.pid);
  if (!owner) return;
  const before = readBond(folder);
  const programs = before && runs(before.owner) ? before.programs.filter(runs) : [];
  mkdirSync(folder, { recursive: true });
  const bond: Bond = { owner, guardian: id, programs: [...programs, ...added] };
  writeFileSync(join(folder, RECORD), JSON.stringify(bond));
}

function readBond(folder: string): Bond | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, RECORD), 'utf8')) as Bond;
  } catch {
    return undefined;
  }
}

/** The guardian's own life: it learns until its owner ends, and ends what is left. */
async function watch(): Promise<void> {
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => {});
  const programs: ProcessId[] = [];
  const clusters = new Set<string>();
  for await (const line of createInterface({ input: process.stdin })) {
    const ward = JSON.parse(line) as Ward;
    if ('cluster' in ward) clusters.add(ward.cluster);
    else programs.push(ward.program);
  }
  // A pg_ctl that was at work has perhaps just started a server, whose pid file is not written yet.
  const wasBusy = programs.some(runs);
  await endPrograms(programs);
  if (wasBusy && clusters.size > 0) await sleep(QUIET);
  await Promise.all([...clusters].map(endCluster));
}

/** Ends a PostgreSQL in order, then in haste, then by force. */
async function endCluster(path: string): Promise<void> {
  for (const name of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    const found = postmasterOf(path);
    if (!found) return;
    const server = processOf(found.pid);
    if (!server) return;
    signal(server, name);
    const giveUp = Date.now() + PATIENCE;
    while (runs(server) && Date.now() < giveUp) await sleep(20);
  }
}

if (import.meta.main) await watch();
