/**
 * `npm run campaign -- NAME [TIMES]`: the random tests of that name with TIMES as many cases as in the suite, 20 by
 * default. Chaos has no cases: its files run TIMES times, until one fails. Ends with vitest's exit code.
 */
import { spawnSync } from 'node:child_process';

const campaigns = {
  histories: ['test/db/ledger', 'test/core/concurrency/group-commit'],
  conversations: ['test/ussd/engine/safety'],
  chaos: ['test/chaos', 'crash-points'],
} as const;

const [name = '', wanted = '20'] = process.argv.slice(2);
const times = Number(wanted);
const files = Object.entries(campaigns).find(([known]) => known === name)?.[1];

if (!files || !Number.isInteger(times) || times < 1) {
  console.error(`npm run campaign -- ${Object.keys(campaigns).join('|')} [TIMES]`);
  process.exitCode = 2;
} else if (name === 'chaos') {
  process.exitCode = 0;
  for (let i = 0; i < times && process.exitCode === 0; i += 1) process.exitCode = run(files, 1);
} else {
  process.exitCode = run(files, times);
}

function run(files: readonly string[], cases: number): number {
  const { status } = spawnSync('vitest', ['run', '--silent=false', ...files], {
    stdio: 'inherit',
    env: { ...process.env, CAMPAIGN: String(cases) },
  });
  return status ?? 1;
}
