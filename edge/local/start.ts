/** `npm start`: runs the whole system on this machine until Ctrl-C. */
import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type LocalSystem, startSystem } from './system.ts';

const dataDir = resolve(process.env.DATA_DIR || '.data');
const port = Number(process.env.PORT || 8787);
const startedAt = performance.now();

process.exitCode = await main();

async function main(): Promise<number> {
  if (!Number.isInteger(port) || port < 0 || port > 65535) return fail('PORT is not a port number');
  const stop = stopSignal();
  const unlock = await lock();
  if (!unlock) return fail(`another system runs on ${dataDir}; choose another DATA_DIR`);
  let system: LocalSystem | undefined;
  try {
    say(`Tuma keeps its data in ${dataDir}`);
    system = await startSystem({ dataDir, port, onStep: say, log: console.log });
    say('try it:    npm run demo, or dial with a POST to /ussd/africastalking/demo');
    say(`messages:  ${system.url}/handset/sms/<number>`);
    console.log(`ready ${system.url}`);
    await stop;
    say('stopping');
    return 0;
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  } finally {
    await system?.close();
    await unlock();
  }
}

function say(text: string): void {
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1).padStart(5);
  console.log(`${seconds} s  ${text}`);
}

function fail(reason: string): number {
  console.error(`npm start: ${reason}`);
  return 1;
}

/** Resolves at the first Ctrl-C or TERM. The handlers stay, so that a second signal does not interrupt the shutdown. */
function stopSignal(): Promise<void> {
  return new Promise((done) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => done());
  });
}

/** Locks the data folder for one system. Returns the unlock, or undefined where another system that is alive holds it. */
async function lock(): Promise<(() => Promise<void>) | undefined> {
  await mkdir(dataDir, { recursive: true });
  const file = join(dataDir, 'running.pid');
  for (const again of [true, false]) {
    try {
      const handle = await open(file, 'wx');
      await handle.writeFile(String(process.pid));
      await handle.close();
      return () => rm(file, { force: true });
    } catch {
      const pid = Number(await readFile(file, 'utf8').catch(() => ''));
      if (!again || (await isTuma(pid))) return undefined;
      await rm(file, { force: true });
    }
  }
  return undefined;
}

/** True where that process is a system of ours: after its end another program may have got its number. */
async function isTuma(pid: number): Promise<boolean> {
  if (!pid || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => 'start.ts');
  return command.includes('start.ts');
}
