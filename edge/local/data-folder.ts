/**
 * The data folder of a local system: looked at before anything is started, held by one system at a time, and of one market for
 * good.
 *
 *   running.json  who holds it, and where that system is found
 *   market        the market's code; a folder without one is Kenya's
 */
import { existsSync, readFileSync } from 'node:fs';
import {
  access,
  constants,
  link,
  mkdir,
  readdir,
  rename,
  rm,
  stat,
  statfs,
  writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type ProcessId, processOf, runs } from '../../db/local/processes.ts';
import type { MarketCode } from './demo/people.ts';
import { isMarket } from './options.ts';

/** A system that runs, as its folder tells other processes. */
export interface Running {
  readonly owner: ProcessId;
  readonly market: MarketCode;
  /** ISO 8601, UTC. */
  readonly since: string;
  /** Undefined until it takes calls. */
  readonly url?: string;
  /** The database owner's connection string. */
  readonly database?: string;
  readonly databasePid?: number;
}

export interface DataFolder {
  readonly path: string;
  readonly market: MarketCode;
  /** Tells other processes more about this system. */
  announce(more: Partial<Running>): Promise<void>;
  release(): Promise<void>;
}

/** A new cluster and the demonstration take 90 MB; what a start writes into an old one, a few (bytes). */
const roomForNew = 200 * 1024 * 1024;
const roomForMore = 20 * 1024 * 1024;

const ours = new Set([
  ...['postgres', 'objects', 'worker', 'secrets.json', 'market'],
  ...['running.json', 'running.pid'],
]);

/** Opens the folder for this process. Throws one sentence where that cannot be done. */
export async function openDataFolder(
  dataDir: string,
  wanted: MarketCode | undefined,
): Promise<DataFolder> {
  const market = await prepare(dataDir, wanted).catch((error: NodeJS.ErrnoException) => {
    throw new Error(folderSentence(error, dataDir), { cause: error });
  });
  const owner = processOf(process.pid);
  if (!owner) throw new Error('this process does not find itself among the processes');
  let running: Running = { owner, market, since: new Date().toISOString() };
  const file = join(dataDir, 'running.json');
  const draft = `${file}.${process.pid}`;
  await hold(dataDir, running, draft);
  return {
    ...{ path: dataDir, market },
    async announce(more) {
      running = { ...running, ...more };
      await writeFile(draft, JSON.stringify(running), { mode: 0o600 });
      await rename(draft, file);
    },
    release: () => rm(file, { force: true }),
  };
}

/** Finds the system that holds a folder, where it lives. */
export function runningSystem(dataDir: string): Running | undefined {
  try {
    const running = JSON.parse(readFileSync(join(dataDir, 'running.json'), 'utf8')) as Running;
    return runs(running.owner) ? running : undefined;
  } catch {
    return undefined;
  }
}

/** The market of a folder's data; undefined where it has none yet. */
export function marketOf(dataDir: string): MarketCode | undefined {
  const file = join(dataDir, 'market');
  const code = existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
  if (isMarket(code)) return code;
  return existsSync(join(dataDir, 'postgres/cluster')) ? 'KE' : undefined;
}

async function prepare(dataDir: string, wanted: MarketCode | undefined): Promise<MarketCode> {
  await makeFolder(dataDir);
  await access(dataDir, constants.W_OK);
  if (!(await stat(dataDir)).isDirectory()) throw failure('ENOTDIR');
  const strange = await strangers(dataDir);
  if (strange !== undefined) {
    throw new Error(
      `${dataDir} holds other things than Tuma's, as ${strange}: choose another DATA_DIR`,
    );
  }
  const isNew = !existsSync(join(dataDir, 'postgres/cluster'));
  if (!isNew && !existsSync(join(dataDir, 'secrets.json'))) {
    throw new Error(
      `${dataDir} has lost its secrets.json, without which nobody's PIN is right: ` +
        'bring it back from a backup, or choose another DATA_DIR',
    );
  }
  const { bavail, bsize } = await statfs(dataDir);
  if (bavail * bsize < (isNew ? roomForNew : roomForMore)) throw failure('ENOSPC');
  const known = marketOf(dataDir);
  const market = wanted ?? known ?? 'KE';
  if (known && known !== market) {
    throw new Error(
      `the data in ${dataDir} are of market ${known}, not ${market}: ` +
        `DATA_DIR=.data-${market.toLowerCase()} npm start -- --market ${market}`,
    );
  }
  await writeFile(join(dataDir, 'market'), `${market}\n`);
  return market;
}

/** Makes a folder and those above it. Node's own `recursive` never ends where a file system has no folders to make, as /proc. */
async function makeFolder(path: string): Promise<void> {
  const make = () =>
    mkdir(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  await make().catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT' || dirname(path) === path) throw error;
    await makeFolder(dirname(path));
    await make();
  });
}

/** The name of a folder or a project's file that is not ours, where nothing of ours is there. Loose files do not matter. */
async function strangers(dataDir: string): Promise<string | undefined> {
  const entries = await readdir(dataDir, { withFileTypes: true });
  if (entries.some(({ name }) => ours.has(name))) return undefined;
  const isMark = (name: string) => /^(\.git|package\.json|PG_VERSION)$/.test(name);
  return entries.find(
    (entry) =>
      isMark(entry.name) ||
      (entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'lost+found'),
  )?.name;
}

/** Holds the folder. Of two that try at once, one wins, because only one can make the file. */
async function hold(dataDir: string, running: Running, draft: string): Promise<void> {
  const file = join(dataDir, 'running.json');
  await writeFile(draft, JSON.stringify(running), { mode: 0o600 });
  try {
    for (const again of [true, false]) {
      const held = await link(draft, file).then(
        () => true,
        (error: NodeJS.ErrnoException) => {
          if (error.code === 'EEXIST') return false;
          throw new Error(folderSentence(error, dataDir), { cause: error });
        },
      );
      if (held) return;
      const other = runningSystem(dataDir);
      if (other || !again) throw new Error(heldSentence(dataDir, other));
      await rm(file, { force: true });
    }
  } finally {
    await rm(draft, { force: true });
  }
}

function heldSentence(dataDir: string, other: Running | undefined): string {
  const where = other ? ` (process ${other.owner.pid}${other.url ? `, ${other.url}` : ''})` : '';
  return `another system runs on ${dataDir}${where}: choose another DATA_DIR and PORT for a second one`;
}

function failure(code: string): NodeJS.ErrnoException {
  return Object.assign(new Error(code), { code });
}

/** Says in a sentence what the file system refused; any other error says it itself. */
export function folderSentence(error: NodeJS.ErrnoException, dataDir: string): string {
  const sentences: Readonly<Record<string, string>> = {
    ENOTDIR: `DATA_DIR=${dataDir} is a file or lies below one: it must be a folder`,
    EACCES: `this account may not write in DATA_DIR=${dataDir}: choose another DATA_DIR`,
    EPERM: `this account may not write in DATA_DIR=${dataDir}: choose another DATA_DIR`,
    EROFS: `DATA_DIR=${dataDir} is on a read-only disk: choose another DATA_DIR`,
    ENOSPC: `the disk of DATA_DIR=${dataDir} has no room: new data need 200 MB`,
    EDQUOT: `the disk quota for DATA_DIR=${dataDir} is used up`,
    ENAMETOOLONG: `DATA_DIR=${dataDir} is too long a name`,
    ELOOP: `DATA_DIR=${dataDir} is a link that leads to itself`,
    ENOENT: `DATA_DIR=${dataDir} cannot be made there`,
  };
  return sentences[error.code ?? ''] ?? error.message;
}
