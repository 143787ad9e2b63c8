import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { processOf, runs, signal } from '../../../db/local/processes.ts';

test('a process is known by its id and its birth', () => {
  const own = processOf(process.pid);
  expect(own).toEqual(processOf(process.pid));
  expect(own && runs(own)).toBe(true);
  expect(processOf(process.ppid)?.birth).not.toBe(own?.birth);
});

test.each([0, -1, 1.5, Number.NaN, 2 ** 30])('there is no process %s', (pid) => {
  expect(processOf(pid)).toBeUndefined();
});

test('one that has the id of an earlier process gets no signal that was meant for that one', async () => {
  const child = spawn('sleep', ['600']);
  await once(child, 'spawn');
  const found = processOf(child.pid ?? 0);
  if (!found) throw new Error('the child is not found');
  signal({ ...found, birth: 'another' }, 'SIGKILL');
  expect(runs(found)).toBe(true);
  signal(found, 'SIGKILL');
  await once(child, 'exit');
  expect(runs(found)).toBe(false);
  // Nothing happens to whoever may have the id now.
  signal(found, 'SIGKILL');
});
