/**
 * `npm run demo`: makes a transfer of the demonstration in a system of its own, on free ports. `--market NG` makes it in another
 * market. Exits 0 only if all of it is right.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseLocalOptions } from '../options.ts';
import { exitCodeOf, runStoppable } from '../stoppable.ts';
import type { LocalSystem, SystemOptions } from '../system.ts';
import { createChecks } from './checks.ts';
import { demonstrate } from './demonstrate.ts';
import type { MarketCode } from './people.ts';
import { transferIn } from './transfer.ts';

await runStoppable('npm run demo', async () => {
  const { MARKET } = process.env;
  const { market = 'KE' } = parseLocalOptions(process.argv.slice(2), { MARKET });
  const { startSystem } = await import('../system.ts');
  return (stopped) => run(startSystem, market, stopped);
});

async function run(
  startSystem: (options: SystemOptions) => Promise<LocalSystem>,
  market: MarketCode,
  stopped: AbortSignal,
): Promise<number> {
  const checks = createChecks();
  const dataDir = await mkdtemp(join(tmpdir(), 'tuma-demo-'));
  let system: LocalSystem | undefined;
  try {
    const onStep = (what: string) => console.log(`… ${what}`);
    // The crowd has no part in it.
    const demonstrated = { dataDir, port: 0, market, crowd: 0, onStep, stopped };
    system = await startSystem({ ...demonstrated, log: () => {} });
    await demonstrate(system, { transfer: transferIn(market), checks });
  } catch (error) {
    checks.fail(error instanceof Error ? error.message : String(error));
  } finally {
    await system?.close();
    await rm(dataDir, { recursive: true, force: true });
  }
  if (stopped.aborted) return exitCodeOf(stopped);
  const { failures } = checks;
  for (const failure of failures) console.error(`not right: ${failure}`);
  console.log(failures.length === 0 ? '\nAll of it is right.' : '\nThe demonstration failed.');
  return failures.length === 0 ? 0 : 1;
}
