/**
 * `npm run campaign -- NAME [TIMES]`: the random tests of that name with TIMES as many cases as in the suite, 20 by
 * default. Chaos has no cases: its files run TIMES times, until one fails. `busy [TIMES] [FILES]` runs the whole suite (or
 * these files of it) TIMES in a row, 3 by default, while every processor is kept busy by others. Ends with 0 where all is green.
 */
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { guardProgram } from '../db/local/guardian.ts';

const campaigns = {
  histories: ['test/db/ledger', 'test/core/concurrency/group-commit'],
  conversations: ['test/ussd/engine/safety'],
  chaos: ['test/chaos', 'crash-points'],
} as const;

const [name = '', typed, ...more] = process.argv.slice(2);
const times = Number(typed ?? (name === 'busy' ? 3 : 20));
const files = Object.entries(campaigns).find(([known]) => known === name)?.[1];

if (!Number.isInteger(times) || times < 1 || !(files || name === 'busy')) {
  console.error(
    `npm run campaign -- ${Object.keys(campaigns).join('|')} [TIMES], or busy [TIMES] [FILES]`,
  );
  process.exitCode = 2;
} else if (name === 'busy') {
  process.exitCode = await besideLoad(() => inARow(() => suite(more)));
} else if (files && name === 'chaos') {
  process.exitCode = await inARow(() => random(files, 1));
} else if (files) {
  process.exitCode = await random(files, times);
}

async function inARow(run: () => Promise<number>): Promise<number> {
  for (let i = 1; i <= times; i += 1) {
    const code = await run();
    console.log(`${code === 0 ? 'green' : 'red'}: run ${i} of ${times}`);
    if (code !== 0) return code;
  }
  return 0;
}

/** Keeps every processor busy with work that has nothing to do with the tests, at the same priority as theirs. */
async function besideLoad(work: () => Promise<number>): Promise<number> {
  const load = Array.from({ length: availableParallelism() }, () => {
    const child = spawn(process.execPath, ['--eval', 'for (;;);'], { stdio: 'ignore' });
    // It ends with this process, however that ends.
    guardProgram(child.pid);
    return child;
  });
  try {
    return await work();
  } finally {
    for (const child of load) child.kill('SIGKILL');
  }
}

/** The whole suite, as `npm test` runs it. */
function suite(filters: readonly string[]): Promise<number> {
  return ended(process.execPath, [join(import.meta.dirname, 'run.ts'), ...filters], {});
}

function random(filters: readonly string[], cases: number): Promise<number> {
  return ended('vitest', ['run', '--silent=false', ...filters], { CAMPAIGN: String(cases) });
}

function ended(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const child = spawn(command, args, { stdio: 'inherit', env: { ...process.env, ...env } });
  return new Promise((resolve) => {
    child.on('error', () => resolve(127));
    child.on('close', (code) => resolve(code ?? 1));
  });
}
