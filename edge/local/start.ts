/**
 * `npm start`: runs the whole system on this machine until Ctrl-C. What can be seen to be wrong is said before anything is
 * started, and what a killed system left behind is ended first.
 */
import { join } from 'node:path';
import { endOrphans } from '../../db/local/guardian.ts';
import { type DataFolder, folderSentence, openDataFolder } from './data-folder.ts';
import { dialogueOf } from './demo/dialogue.ts';
import { parseLocalOptions } from './options.ts';
import { whyNotPort } from './port.ts';
import { exitCodeOf, runStoppable } from './stoppable.ts';
import type { LocalSystem } from './system.ts';

const startedAt = performance.now();

await runStoppable('npm start', async () => {
  const { port, dataDir, market } = parseLocalOptions(process.argv.slice(2), process.env);
  const folder = await openDataFolder(dataDir, market);
  try {
    await endOrphans(join(dataDir, 'objects'));
    const taken = await whyNotPort(port);
    if (taken) throw new Error(taken);
    say(`Tuma keeps its data in ${dataDir}`);
    // It takes a second to load, and much longer on a busy machine.
    const { startSystem } = await import('./system.ts');
    const { localCarriers } = await import('./carriers.ts');
    const settings = { CARRIERS: localCarriers(process.env.CARRIERS) };
    const options = {
      dataDir,
      port,
      market: folder.market,
      settings,
      onStep: say,
      log: console.log,
    };
    return (stopped) => run(() => startSystem({ ...options, stopped }), folder, stopped);
  } catch (error) {
    await folder.release();
    throw error;
  }
});

async function run(
  start: () => Promise<LocalSystem>,
  folder: DataFolder,
  stopped: AbortSignal,
): Promise<number> {
  let system: LocalSystem | undefined;
  try {
    system = await start();
    await tell(system, folder);
    await stop(stopped);
    say('stopping');
    return 0;
  } catch (error) {
    if (stopped.aborted) return exitCodeOf(stopped);
    throw new Error(folderSentence(error as NodeJS.ErrnoException, folder.path), { cause: error });
  } finally {
    await system?.close();
    await folder.release();
  }
}

/** Prints the doors of the system, and how to make a first transfer. */
async function tell({ url, ownerUrl, postgres, neon }: LocalSystem, folder: DataFolder) {
  await folder.announce({ url, database: ownerUrl, databasePid: postgres.pid });
  const doors = [
    ['front page', `${url}/`],
    ['USSD', `POST ${url}/ussd/africastalking/demo`],
    ['messages', `${url}/handset/sms/<number>`],
    ['health', `${url}/health`],
    ['database', `psql ${ownerUrl}`],
    ['Neon', neon.url],
    ['docs', 'README.md, edge/local/README.md'],
  ];
  for (const [name = '', door] of doors) say(`${name.padEnd(10)}  ${door}`);
  console.log(`\nA transfer in market ${folder.market}, in a second terminal:\n`);
  console.log(`${dialogueOf(folder.market, url).join('\n')}\n`);
  console.log(`ready ${url}`);
}

function stop(stopped: AbortSignal): Promise<void> {
  return new Promise((done) => {
    if (stopped.aborted) done();
    stopped.addEventListener('abort', () => done());
  });
}

function say(text: string): void {
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1).padStart(5);
  console.log(`${seconds} s  ${text}`);
}
