/** `npm start` as a process: what it refuses, what `npm run status` says of it, and what is left when it is killed. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../../support/clock/until.ts';
import { temporaryFolder } from '../../support/folder.ts';
import {
  isAlive,
  portOfItsOwn,
  type Started,
  startProcess,
} from '../../support/system/processes.ts';

const local = join(import.meta.dirname, '../../../edge/local');
let folder: string;
let taken: Server;
let takenPort: number;

beforeAll(async () => {
  folder = await temporaryFolder();
  await writeFile(join(folder, 'file'), '');
  taken = createServer();
  takenPort = await new Promise((resolve) => {
    taken.listen(0, '127.0.0.1', () => resolve((taken.address() as { port: number }).port));
  });
});

afterAll(async () => {
  taken.close();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

interface Ended {
  readonly code: number | null;
  readonly output: string;
}

function command(file: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<Ended> {
  const child = spawn(process.execPath, [join(local, file), ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk;
    });
  }
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, output })));
}

test('it says what is wrong before it starts anything, and ends', async () => {
  const DATA_DIR = join(folder, 'never');
  const refused = async (env: NodeJS.ProcessEnv, sentence: string, ...args: string[]) => {
    const { code, output } = await command('start.ts', args, { DATA_DIR, ...env });
    expect(output).toContain(`npm start: ${sentence}`);
    expect(code).toBe(1);
  };
  await refused(
    { PORT: String(takenPort) },
    `port ${takenPort} is taken by another program: PORT=`,
  );
  await refused({ PORT: 'abc' }, 'PORT=abc is not a port');
  await refused({ DATA_DIR: join(folder, 'file') }, `DATA_DIR=${join(folder, 'file')} is a file`);
  await refused({}, 'there is no market XX', '--market', 'XX');
  expect(existsSync(join(DATA_DIR, 'postgres'))).toBe(false);
  expect(existsSync(join(DATA_DIR, 'running.json'))).toBe(false);
});

let system: Started;

test('a running system is found by its folder, which no second one takes', async () => {
  const DATA_DIR = join(folder, 'data');
  const before = await command('status.ts', [], { DATA_DIR });
  expect(before).toMatchObject({ code: 1, output: expect.stringContaining('no system runs here') });

  system = await startProcess(DATA_DIR, { port: await portOfItsOwn(), market: 'NG' });
  const { code, output } = await command('status.ts', [], { DATA_DIR });
  expect(code).toBe(0);
  expect(output).toMatch(/^market +NG$/m);
  expect(output).toMatch(new RegExp(`^system +process ${system.pid}, since 20`, 'm'));
  expect(output).toContain(`front page  ${system.url}/\nhealth      200 ok\n`);
  expect(output).toContain(`psql ${system.ownerUrl}\n`);
  expect(output).toContain(`workerd     process ${system.workerd()}\n`);

  const second = await command('start.ts', [], { DATA_DIR, PORT: '0' });
  expect(second.code).toBe(1);
  expect(second.output).toContain(`another system runs on ${DATA_DIR} (process ${system.pid}, `);
});

test('its front page lists the doors', async () => {
  const page = await fetch(`${system.url}/`);
  expect(page.status).toBe(200);
  const text = await page.text();
  for (const door of ['/health', '/ussd/africastalking/demo', '/handset/sms/']) {
    expect(text).toContain(door);
  }
});

test('where it and its guardian are killed, the next start ends what they left, and has the port', async () => {
  const [old, postgres] = [system.workerd(), system.postgresPid];
  const record = await readFile(join(folder, 'data/objects/guardian.json'), 'utf8');
  process.kill(JSON.parse(record).guardian.pid, 'SIGKILL');
  system.kill('SIGKILL');
  await system.ended;
  expect([old, postgres].map(isAlive)).toEqual([true, true]);

  const { port } = new URL(system.url);
  system = await startProcess(join(folder, 'data'), { port, market: 'NG' });
  expect(new URL(system.url).port).toBe(port);
  expect(isAlive(old)).toBe(false);
  expect(system.postgresPid).toBe(postgres);
});

test('where it is killed alone, nothing of it is left', async () => {
  const left = [system.workerd(), system.postgresPid];
  system.kill('SIGKILL');
  await system.ended;
  expect(await until(async () => !left.some(isAlive))).toBe(true);
});
