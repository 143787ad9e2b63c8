/**
 * Opens one data directory: makes the cluster, gives it to its account and writes its settings.
 *
 *   <dataDir>/cluster           PostgreSQL's own files
 *   <dataDir>/cluster/password  the owner role's random password, for this project's other processes
 *   <dataDir>/postgres.log      the server's log
 */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import {
  appendFile,
  chown,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { type SystemUser, serverAccount } from './account.ts';
import { type Binaries, findBinaries, run } from './binaries.ts';
import { processOf } from './processes.ts';

export type ClusterSettings = Record<string, string | number | boolean>;

export interface Cluster {
  dataDir: string;
  path: string;
  log: string;
  password: string;
  binaries: Binaries;
  account: SystemUser | undefined;
}

const MAJOR = '18';
const PASSWORD = 'password';

/** Opens the data directory, and makes a new cluster when there is none. */
export async function openCluster(
  directory: string,
  durable: boolean,
  log: (line: string) => void,
): Promise<Cluster> {
  const dataDir = resolve(directory);
  const path = join(dataDir, 'cluster');
  const binaries = await findBinaries();
  const isNew = !existsSync(join(path, 'PG_VERSION'));
  await mkdir(dataDir, { recursive: true });
  const account = serverAccount(path, [dataDir, binaries.postgres]);
  if (account) await chown(dataDir, account.uid, account.gid);
  if (isNew) {
    await removeDrafts(path);
    log(`making a PostgreSQL ${MAJOR} cluster in ${dataDir}`);
    await initialise(path, binaries, account, durable);
  }
  const version = (await readFile(join(path, 'PG_VERSION'), 'utf8')).trim();
  if (version !== MAJOR) {
    throw new Error(`${path} was written by PostgreSQL ${version}, this is ${MAJOR}: move it away`);
  }
  const password = readPassword(path);
  return { dataDir, path, log: join(dataDir, 'postgres.log'), password, binaries, account };
}

/**
 * Makes the cluster beside its place and moves it there when it is complete: an interrupted initdb leaves no half cluster,
 * and of two processes that start at once, one wins.
 */
async function initialise(
  path: string,
  binaries: Binaries,
  account: SystemUser | undefined,
  durable: boolean,
): Promise<void> {
  const draft = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  const secret = `${draft}.password`;
  try {
    await writeFile(secret, `${randomBytes(24).toString('hex')}\n`, { mode: 0o600 });
    if (account) await chown(secret, account.uid, account.gid);
    const { code, output } = await run(
      binaries.initdb,
      [
        `--pgdata=${draft}`,
        '--username=postgres',
        `--pwfile=${secret}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
        // This locale sorts by bytes like C, but knows the case of letters beyond ASCII.
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        ...(durable ? [] : ['--no-sync']),
      ],
      account,
    );
    if (code !== 0) throw new Error(`initdb failed: ${output}`);
    await appendFile(join(draft, 'postgresql.conf'), "\ninclude_if_exists = 'tuma.conf'\n");
    await rename(secret, join(draft, PASSWORD));
    await rename(draft, path);
  } catch (error) {
    if (!existsSync(join(path, 'PG_VERSION'))) throw error;
  } finally {
    await rm(draft, { recursive: true, force: true });
    await rm(secret, { force: true });
  }
}

/** Removes what an initdb left that was killed. */
async function removeDrafts(path: string): Promise<void> {
  for (const name of await readdir(dirname(path))) {
    const [, pid] = name.match(/^cluster\.(\d+)\./) ?? [];
    if (pid && !processOf(Number(pid))) {
      await rm(join(dirname(path), name), { recursive: true, force: true });
    }
  }
}

/** The owner role's password. */
export function readPassword(path: string): string {
  return readFileSync(join(path, PASSWORD), 'utf8').trim();
}

/** Writes the settings. Returns true when they differ from those of the last start. */
export async function writeSettings(cluster: Cluster, settings: ClusterSettings): Promise<boolean> {
  const file = join(cluster.path, 'tuma.conf');
  const quote = (value: ClusterSettings[string]) => `'${String(value).replaceAll("'", "''")}'`;
  const lines = Object.entries(settings).map(([name, value]) => `${name} = ${quote(value)}\n`);
  const text = lines.join('');
  if (existsSync(file) && (await readFile(file, 'utf8')) === text) return false;
  await writeFile(file, text);
  if (cluster.account) await chown(file, cluster.account.uid, cluster.account.gid);
  return true;
}
