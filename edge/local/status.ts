/** `npm run status`: what runs for this DATA_DIR, and where. Exits 0 where a system runs, 1 where none does. */
import { join, resolve } from 'node:path';
import { programsOf } from '../../db/local/guardian.ts';
import { postmasterOf } from '../../db/local/postmaster.ts';
import { marketOf, runningSystem } from './data-folder.ts';

process.exitCode = await main(resolve(process.env.DATA_DIR || '.data'));

async function main(dataDir: string): Promise<number> {
  const running = runningSystem(dataDir);
  const server = postmasterOf(join(dataDir, 'postgres/cluster'));
  const rows: [string, string | undefined][] = [
    ['data', dataDir],
    ['market', running?.market ?? marketOf(dataDir) ?? 'none yet'],
    ['system', running && `process ${running.owner.pid}, since ${running.since}`],
    ['front page', running?.url && `${running.url}/`],
    ['health', running?.url && (await health(running.url))],
    ['database', running?.database && `psql ${running.database}`],
    ['PostgreSQL', server && `process ${server.pid}, port ${server.port}`],
    [
      'workerd',
      programsOf(join(dataDir, 'objects'))
        .map(({ pid }) => `process ${pid}`)
        .join(', '),
    ],
  ];
  for (const [name, what] of rows) if (what) console.log(`${name.padEnd(10)}  ${what}`);
  if (!running) console.log('no system runs here: npm start');
  else if (!running.url) console.log('it is starting, and takes no calls yet');
  return running ? 0 : 1;
}

async function health(url: string): Promise<string> {
  const signal = AbortSignal.timeout(3_000);
  const response = await fetch(`${url}/health`, { signal }).catch(() => undefined);
  return response
    ? `${response.status} ${response.ok ? 'ok' : 'no payment could be taken'}`
    : 'no answer';
}
