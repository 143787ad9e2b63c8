/** `npm test`: formatting, lint, types, unused code and every test; the last line is "N passed, N failed". */
import { execFile, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const checks: readonly (readonly [name: string, command: readonly string[]])[] = [
  ['format and lint', ['biome', 'check', '.']],
  ['types of node', ['tsc', '--noEmit']],
  ['types of the pure rooms', ['tsc', '--noEmit', '-p', 'core']],
  ['types of the edge', ['tsc', '--noEmit', '-p', 'edge']],
  ['types of the tests of the edge', ['tsc', '--noEmit', '-p', 'test/support/workers']],
  ['unused code', ['knip']],
];

process.exitCode = await main();

async function main(): Promise<number> {
  let passed = 0;
  let failed = 0;
  // None of them keeps two processors busy by itself.
  const checked = checks.map(([name, command]) => [name, said(command)] as const);
  for (const [name, going] of checked) {
    const { ok, output } = await going;
    process.stdout.write(output);
    console.log(`${ok ? '✓' : '✗'} ${name}`);
    if (ok) passed += 1;
    else failed += 1;
  }
  const tests = await runTests();
  console.log(`${passed + tests.passed} passed, ${failed + tests.failed} failed`);
  return failed + tests.failed === 0 ? 0 : 1;
}

/** Counts what vitest reports; a run that broke without a failed test counts as one failure. */
async function runTests(): Promise<{ passed: number; failed: number }> {
  const folder = await mkdtemp(join(tmpdir(), 'tuma-test-'));
  const file = join(folder, 'report.json');
  try {
    const code = await run([
      ...['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
      ...process.argv.slice(2),
    ]);
    const report = JSON.parse(await readFile(file, 'utf8').catch(() => '{}'));
    const { numPassedTests: passed = 0, numFailedTests: failed = 0 } = report;
    return { passed, failed: failed === 0 && code !== 0 ? 1 : failed };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Said {
  readonly ok: boolean;
  readonly output: string;
}

function said([command = '', ...args]: readonly string[]): Promise<Said> {
  return new Promise((resolve) => {
    execFile(command, args, { maxBuffer: 64 * 1024 * 1024 }, (error, out, errors) => {
      resolve({ ok: error === null, output: out + errors });
    });
  });
}

function run([command = '', ...args]: readonly string[]): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: 'inherit' });
    child.on('error', () => resolve(127));
    child.on('exit', (code) => resolve(code ?? 1));
  });
}
