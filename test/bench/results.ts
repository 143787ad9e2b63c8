/** Reads and keeps the results of the parts in results.json, from which alone the page and its plots are made. */
import { readFile, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import type { Complaints } from './measuring/measurement.ts';
import type { Dialogues } from './parts/dialogues.ts';
import type { Engines } from './parts/engines.ts';
import type { GrowthResult } from './parts/growth.ts';
import type { PaymentsResult } from './parts/payments.ts';
import type { PeersResult } from './parts/peers.ts';
import type { RoadResult } from './parts/road.ts';

export interface PartResult<Result> {
  readonly machine: string;
  /** PostgreSQL's settings, where the part uses it. */
  readonly settings?: Readonly<Record<string, string>>;
  /** The length of a turn, in seconds. */
  readonly seconds: number;
  readonly complaints: Complaints;
  readonly result: Result;
}

export interface Results {
  readonly payments?: PartResult<PaymentsResult>;
  readonly growth?: PartResult<GrowthResult>;
  readonly road?: PartResult<RoadResult>;
  readonly peers?: PartResult<PeersResult>;
  readonly dialogues?: PartResult<Dialogues>;
  readonly engines?: PartResult<Engines>;
}

export type PartName = keyof Results;

const file = join(import.meta.dirname, 'results.json');

export async function readResults(): Promise<Results> {
  return JSON.parse(await readFile(file, 'utf8').catch(() => '{}'));
}

/** Keeps a part's result beside those of other parts, rounded to the digits that mean something. Returns all of them as kept. */
export async function keepResult(name: PartName, part: PartResult<unknown>): Promise<Results> {
  const shorter = (_: string, value: unknown) =>
    typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(4)) : value;
  const all = JSON.stringify({ ...(await readResults()), [name]: part }, shorter, 2);
  await writeFile(file, `${all}\n`);
  return JSON.parse(all);
}

export function machine(): string {
  const cores = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  const model = cores[0]?.model.trim();
  return `${cores.length} cores (${model}), ${memory} GB, Node ${process.versions.node}`;
}
