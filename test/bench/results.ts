/** What the parts found, as it is kept in results.json: the page and its plots are made of nothing else. */
import { readFile, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import type { Dialogues } from './dialogues.ts';
import type { Engines } from './engines.ts';
import type { GrowthResult } from './growth-part.ts';
import type { Complaints } from './measurement.ts';
import type { PaymentsResult } from './payments-part.ts';
import type { PeersResult } from './peers-part.ts';
import type { RoadResult } from './road-part.ts';

export interface PartResult<Result> {
  readonly machine: string;
  /** Of PostgreSQL, where the part has one. */
  readonly settings?: Readonly<Record<string, string>>;
  /** The length of a turn. */
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

/** Keeps a part's beside what other parts found, with as many digits as mean something; returns all, as it is kept. */
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
