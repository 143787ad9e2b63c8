/**
 * `npm test`: formatting, lint, types, unused code and every test; the last line is "N passed, N failed". Arguments are
 * vitest's.
 */
import { execFile, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { constants, setPriority, tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';

const checks: readonly (readonly [name: string, command: readonly string[]])[] = [
  ['format and lint', ['biome', 'check', '.']],
  ['types of node', ['tsc', '--noEmit']],
  ['types of the pure rooms', ['tsc', '--noEmit', '-p', 'core']],
  ['types of the edge', ['tsc', '--noEmit', '-p', 'edge']],
  ['types of the tests of the edge', ['tsc', '--noEmit', '-p', 'test/support/workers']],
  ['unused code', ['knip']],
];

interface Counts {
  readonly passed: number;
  readonly failed: number;
}

/** Vitest's report, as far as it is read here. */
interface Report {
  readonly numPassedTests?: number;
  readonly numFailedTests?: number;
  /** Times in milliseconds. */
  readonly testResults?: readonly { name: string; startTime: number; endTime: number }[];
}

/** The runtime tells of every connection that a test cuts off, with the stack of each. */
const ofRuntime = /^(exception = |stack: |uncaught exception; |NOSENTRY )/;

process.exitCode = await main();

async function main(): Promise<number> {
  // They work where tests wait, and no test waits for them.
  const [checked, tested] = await Promise.all([runChecks(), runTests()]);
  console.log(`${checked.passed + tested.passed} passed, ${checked.failed + tested.failed} failed`);
  return checked.failed + tested.failed === 0 ? 0 : 1;
}

/** Two at a time, since each has work for one processor or two. */
async function runChecks(): Promise<Counts> {
  const waiting = checks.values();
  let passed = 0;
  const lane = async () => {
    for (const [name, command] of waiting) {
      const { ok, output } = await ended(command);
      console.log(`${ok ? '' : output}${ok ? '✓' : '✗'} ${name}`);
      if (ok) passed += 1;
    }
  };
  await Promise.all([lane(), lane()]);
  return { passed, failed: checks.length - passed };
}

/** Counts what vitest reports; a run that broke without a failed test counts as one failure. */
async function runTests(): Promise<Counts> {
  const folder = await mkdtemp(join(tmpdir(), 'tuma-test-'));
  const file = join(folder, 'report.json');
  try {
    const code = await vitest([
      ...['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
      ...process.argv.slice(2),
    ]);
    const report: Report = JSON.parse(await readFile(file, 'utf8').catch(() => '{}'));
    for (const line of slowest(report, 10)) console.log(line);
    const { numPassedTests: passed = 0, numFailedTests: failed = 0 } = report;
    return { passed, failed: failed === 0 && code !== 0 ? 1 : failed };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** "  12.3 s  test/db/ledger/model.db.test.ts", the longest first. */
function slowest({ testResults = [] }: Report, count: number): string[] {
  return testResults
    .map(({ name, startTime, endTime }) => ({ name, seconds: (endTime - startTime) / 1_000 }))
    .toSorted((a, b) => b.seconds - a.seconds)
    .slice(0, count)
    .map(({ name, seconds }) => `${seconds.toFixed(1).padStart(6)} s  ${relative('.', name)}`);
}

interface Ended {
  readonly ok: boolean;
  readonly output: string;
}

function ended([command = '', ...args]: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(command, args, { maxBuffer: 64 * 1024 * 1024 }, (error, out, errors) => {
      resolve({ ok: error === null, output: out + errors });
    });
    if (child.pid) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
  });
}

/** Its exit code. What it prints is ours, without the Workers runtime's own lines. */
async function vitest(args: readonly string[]): Promise<number> {
  const env = { ...process.env, ...(process.stdout.isTTY && { FORCE_COLOR: '1' }) };
  const child = spawn('vitest', args, { env, stdio: ['inherit', 'pipe', 'pipe'] });
  const code = new Promise<number>((resolve) => {
    child.on('error', () => resolve(127));
    child.on('close', (ended) => resolve(ended ?? 1));
  });
  await Promise.all([passOn(child.stdout), passOn(child.stderr)]);
  return code;
}

async function passOn(output: Readable): Promise<void> {
  let skipped = false;
  for await (const line of createInterface({ input: output })) {
    // It writes its lines in red where it finds a terminal, or is told that there is one.
    const plain = stripVTControlCharacters(line);
    skipped = ofRuntime.test(plain) || (skipped && /^ {4}at /.test(plain));
    if (!skipped) console.log(line);
  }
}
