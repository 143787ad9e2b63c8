/** `npm run demo`, as a newcomer runs it. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const demo = join(import.meta.dirname, '../../../../edge/local/demo/main.ts');

test('the demonstration shows a transfer from the first screen to the audit, and finds all of it right', async () => {
  // The demonstration exits with 1, and execFile rejects, where anything is not as it must be.
  const { stdout } = await promisify(execFile)(process.execPath, [demo], { timeout: 120_000 });
  expect(stdout).toMatch(/│ 1\. Send money +│/);
  expect(stdout).not.toContain('4821');
  expect(stdout).toMatch(/payer +-5015\.00 +19985\.00\n +payee +5000\.00 +13500\.00\n/);
  expect(stdout.match(/SMS to 2547/g)).toHaveLength(2);
  expect(stdout).toMatch(/\n0 violations\n\nAll of it is right\.\n$/);
});
