import { spawn } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type LocalPostgres, runningPostgres, startPostgres } from '../../../db/local/postgres.ts';
import { processOf } from '../../../db/local/processes.ts';
import { until } from '../../support/clock/until.ts';
import { POSTGRES, temporaryFolder } from '../../support/folder.ts';

// These tests share one cluster, and each begins where the one before ended: making a cluster takes a second.
let folder: string;
let dataDir: string;
let postgres: LocalPostgres;
// Data survive the death of a process without fsync; only the death of the machine needs it.
const settings = { fsync: 'off' };
const start = async (port?: number) => {
  postgres = await startPostgres({ dataDir, settings, ...(port === undefined ? {} : { port }) });
};

beforeAll(async () => {
  // Only the owner may enter this folder, like a clone below /root.
  folder = await temporaryFolder();
  dataDir = join(folder, POSTGRES);
  await start();
  await query('create table kept (what text)');
});

afterAll(async () => {
  await postgres.stop('immediate');
  await rm(folder, { recursive: true, force: true });
});

it('keeps its data from a stop to the next start', async () => {
  await query("insert into kept values ('over a stop')");
  await postgres.stop();
  expect(await runningPostgres(dataDir)).toBeUndefined();
  await start();
  expect(postgres.reused).toBe(false);
  expect(await query('select * from kept')).toEqual([{ what: 'over a stop' }]);
});

it('recovers what was committed before an immediate stop, on the same port', async () => {
  await query("insert into kept values ('over a crash')");
  const { port } = postgres;
  await postgres.stop('immediate');
  await start(port);
  expect(postgres.port).toBe(port);
  expect(await query('select what from kept')).toContainEqual({ what: 'over a crash' });
});

it('has a quarter of the memory for pages, up to a gigabyte', async () => {
  const memory = Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY);
  const quarter = Math.floor(memory / 4 / 1024 / 1024);
  const [row] = await query(
    "select setting::integer / 128 megabytes from pg_settings where name = 'shared_buffers'",
  );
  const { megabytes } = row as { megabytes: number };
  expect(megabytes).toBe(Math.min(Math.max(quarter, 128), 1024));
});

it('is found by other processes while it runs', async () => {
  const found = await runningPostgres(dataDir);
  expect(found?.port).toBe(postgres.port);
  expect(found?.url('postgres')).toBe(postgres.url('postgres'));
  expect(await runningPostgres(join(dataDir, 'nowhere'))).toBeUndefined();
});

it('stops when its parent is killed, as at any other stop', async () => {
  await postgres.stop();
  const { pid, kill } = await startElsewhere();
  await kill();
  expect(await until(async () => processOf(pid) === undefined)).toBe(true);
  const log = await readFile(join(dataDir, 'postgres.log'), 'utf8');
  expect(log).toContain('received fast shutdown request');
  expect(log).toMatch(/database system is shut down\n$/);
  await start();
  expect(postgres.reused).toBe(false);
  expect(await query('select count(*)::int as rows from kept')).toEqual([{ rows: 2 }]);
});

it('outlives a killed parent whose guardian was killed too, and the next start goes on with it', async () => {
  await postgres.stop();
  const { pid, kill } = await startElsewhere();
  const { guardian } = JSON.parse(await readFile(join(dataDir, 'guardian.json'), 'utf8'));
  process.kill(guardian.pid, 'SIGKILL');
  await kill();
  await start();
  expect(postgres).toMatchObject({ reused: true, pid });
  expect(await query('select count(*)::int as rows from kept')).toEqual([{ rows: 2 }]);
});

it('starts when everything was killed, its server too', async () => {
  process.kill(postgres.pid, 'SIGKILL');
  await start();
  expect(postgres.reused).toBe(false);
  expect(await query('select count(*)::int as rows from kept')).toEqual([{ rows: 2 }]);
});

it('starts when the dead server’s process id now belongs to another program', async () => {
  await postgres.stop();
  const lock = join(dataDir, 'cluster', 'postmaster.pid');
  await writeFile(lock, `${process.pid}\n${dataDir}\n1\n${postgres.port}\n\n\n\nready\n`);
  expect(await runningPostgres(dataDir)).toBeUndefined();
  await start();
  expect(await query('select 1 as one')).toEqual([{ one: 1 }]);
});

it('restarts the server it finds when other settings are asked for', async () => {
  const changed = await startPostgres({ dataDir, settings: { ...settings, work_mem: '5MB' } });
  expect(changed.reused).toBe(false);
  postgres = changed;
  expect(await query('show work_mem')).toEqual([{ work_mem: '5MB' }]);
});

it('lets nobody in without the password', async () => {
  const url = postgres.url('postgres', { user: 'postgres', password: 'guess' });
  await expect(query('select 1', url)).rejects.toMatchObject({ code: '28P01' });
});

/** Starts the server from another process, which can then be killed. */
async function startElsewhere(): Promise<{ pid: number; kill(): Promise<unknown> }> {
  const module = new URL('../../../db/local/postgres.ts', import.meta.url).href;
  const script = `
    const { startPostgres } = await import(${JSON.stringify(module)});
    const { pid } = await startPostgres(${JSON.stringify({ dataDir, settings })});
    console.log(pid);
    process.stdin.resume().on('end', () => process.exit());`;
  const parent = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const pid = await new Promise<number>((resolve) => {
    parent.stdout.once('data', (chunk) => resolve(Number(chunk)));
  });
  const gone = new Promise((resolve) => parent.once('exit', resolve));
  return {
    pid,
    kill() {
      parent.kill('SIGKILL');
      return gone;
    },
  };
}

async function query(text: string, url = postgres.url('postgres')): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}
