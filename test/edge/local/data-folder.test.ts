import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { processOf } from '../../../db/local/processes.ts';
import { marketOf, openDataFolder, runningSystem } from '../../../edge/local/data-folder.ts';

let folder: string;
const folders: string[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tuma-folder-'));
  folders.push(folder);
});

afterAll(() => Promise.all(folders.map((path) => rm(path, { recursive: true, force: true }))));

/** As the first start leaves it, as far as it matters here. */
async function withData(market?: string): Promise<void> {
  await mkdir(join(folder, 'postgres/cluster'), { recursive: true });
  await writeFile(join(folder, 'secrets.json'), '{}');
  if (market) await writeFile(join(folder, 'market'), `${market}\n`);
}

test('one system holds a folder, tells where it is, and gives it free', async () => {
  const path = join(folder, 'below/new');
  const held = await openDataFolder(path, undefined);
  expect(held.market).toBe('KE');
  await held.announce({ url: 'http://127.0.0.1:8787' });
  const owner = processOf(process.pid);
  expect(runningSystem(path)).toMatchObject({ owner, market: 'KE', url: 'http://127.0.0.1:8787' });
  await expect(openDataFolder(path, undefined)).rejects.toThrow(
    `another system runs on ${path} (process ${process.pid}, http://127.0.0.1:8787): choose another`,
  );
  await held.release();
  expect(runningSystem(path)).toBeUndefined();
  expect(await readdir(path)).toEqual(['market']);
});

test.each([
  ['has ended', { pid: 2 ** 22 + 1, birth: 'x' }],
  ['had the id that another program has now', { pid: process.pid, birth: 'another' }],
])('a folder is free whose system %s', async (_, owner) => {
  await writeFile(join(folder, 'running.json'), JSON.stringify({ owner, market: 'KE' }));
  await (await openDataFolder(folder, undefined)).release();
});

test('a folder stays in its market, and a start that names none goes on with it', async () => {
  await (await openDataFolder(folder, 'NG')).release();
  await withData();
  expect(marketOf(folder)).toBe('NG');
  const again = await openDataFolder(folder, undefined);
  expect(again.market).toBe('NG');
  await again.release();
  await expect(openDataFolder(folder, 'GH')).rejects.toThrow(
    `the data in ${folder} are of market NG, not GH: DATA_DIR=.data-gh npm start -- --market GH`,
  );
});

test('data without a word of their market are Kenya’s', async () => {
  await withData();
  expect(marketOf(folder)).toBe('KE');
  await expect(openDataFolder(folder, 'NG')).rejects.toThrow('are of market KE, not NG');
});

test('data without their secrets are not started with others', async () => {
  await withData();
  await rm(join(folder, 'secrets.json'));
  await expect(openDataFolder(folder, undefined)).rejects.toThrow('has lost its secrets.json');
});

test('what cannot be a data folder is named in a sentence', async () => {
  const file = join(folder, 'file');
  await writeFile(file, '');
  const loop = join(folder, 'loop');
  await symlink(loop, loop);
  const foreign = join(folder, 'project');
  await mkdir(join(foreign, 'src'), { recursive: true });
  const sentences = {
    [file]: 'is a file or lies below one: it must be a folder',
    [join(file, 'below')]: 'is a file or lies below one: it must be a folder',
    [join(loop, 'below')]: 'is a link that leads to itself',
    [foreign]: "holds other things than Tuma's, as src: choose another DATA_DIR",
    [join(folder, 'x'.repeat(300))]: 'is too long a name',
  };
  for (const [path, sentence] of Object.entries(sentences)) {
    await expect(openDataFolder(path, undefined), path).rejects.toThrow(sentence);
  }
  expect(await readdir(foreign)).toEqual(['src']);
});

test('loose files and a disk’s own folder do not make a folder foreign', async () => {
  await mkdir(join(folder, 'lost+found'));
  await writeFile(join(folder, 'start.log'), '');
  await (await openDataFolder(folder, undefined)).release();
});
